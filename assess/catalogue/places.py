"""Where something stands, as a person would find it: file, line and the id of what is around it."""

from assess.catalogue.strict_yaml import Document, Path
from assess.catalogue.yaml_words import quoted
from assess.errors import Problem

_NOUNS = {
    "dimensions": "dimension",
    "categories": "category",
    "criteria": "criterion",
    "kpis": "KPI",
    "channels": "channel",
    "reasons": "reason",
    "verdicts": "verdict",
    "factors": "factor",
}


def place(document: Document, path: Path) -> str:
    """Such as "people.yaml, line 12 (criterion P3.2)"."""
    subject = _subject(document.content, path)
    return f"{document.name}, line {document.line(path)}" + (f" ({subject})" if subject else "")


def _subject(content: object, path: Path) -> str:
    subject = ""
    if isinstance(content, dict) and "categories" in content and isinstance(content.get("id"), str):
        subject = f"dimension {quoted(content['id'])[1:-1]}"
    around: str | int = ""
    node = content
    for step in path:
        try:
            node = node[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, int) and around in _NOUNS and isinstance(node, dict) and isinstance(node.get("id"), str):
            subject = f"{_NOUNS[str(around)]} {quoted(node['id'])[1:-1]}"
        around = step
    return subject


class Collector:
    """Gathers the problems of many files; hands them back by file in the order of reading, then by line."""

    def __init__(self) -> None:
        self._found: list[tuple[int, int, Problem]] = []
        self._files: dict[str, int] = {}

    def expect(self, name: str) -> None:
        """The files' order is that in which they are first named."""
        self._files.setdefault(name, len(self._files))

    def add_file(self, name: str, fault: str, remedy: str) -> None:
        self._add(name, 0, Problem(name, fault, remedy))

    def add(self, document: Document, path: Path, fault: str, remedy: str) -> None:
        self._add(document.name, document.line(path), Problem(place(document, path), fault, remedy))

    def add_document(self, document: Document) -> None:
        for line, problem in document.problems:
            self._add(document.name, line, problem)

    def _add(self, name: str, line: int, problem: Problem) -> None:
        self.expect(name)
        self._found.append((self._files[name], line, problem))

    @property
    def problems(self) -> tuple[Problem, ...]:
        ordered = sorted(self._found, key=lambda found: found[:2])
        return tuple(dict.fromkeys(problem for _, _, problem in ordered))
