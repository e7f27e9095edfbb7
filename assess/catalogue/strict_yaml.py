"""YAML as a person means it: texts, plain numbers, true and false, lists and mappings, and nothing cleverer.

Values are built from the C parser's events, one by one. The YAML library itself never composes or constructs
anything, so that neither a bomb (aliases, merge keys) nor nesting (its composer recurses in C) can hurt, and
the line of every key and item is known. Readers of YAML 1.1 and 1.2 differ over words such as `yes`, `010` or
`2026-01-01`: they are problems here, since nobody can know what was meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.resolver import Resolver

from assess.catalogue.yaml_words import quoted, syntax_words, unclear_words
from assess.errors import Problem

SIZE_LIMIT = 2_000_000
DEPTH_LIMIT = 20
NODE_LIMIT = 100_000
PROBLEM_LIMIT = 200

Path = tuple[str | int, ...]

_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
_DECIMAL_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,17}")
_OTHER_NUMBER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Document:
    """What a file holds. `content` is None when it could not be read; the problems then say why.

    `unclear` are the paths of values that have a problem already.
    """

    name: str
    content: Any = None
    problems: tuple[tuple[int, Problem], ...] = ()
    unclear: frozenset[Path] = frozenset()
    lines: dict[int, dict[str | int, int]] = field(default_factory=dict, repr=False)
    spellings: dict[tuple[int, str | int], str] = field(default_factory=dict, repr=False)

    def line(self, path: Path) -> int:
        """The line of a key or item, or of the nearest thing around it."""
        line, node = 1, self.content
        for step in path:
            known = self.lines.get(id(node), {})
            if step not in known:
                break
            line, node = known[step], node[step]
        return line

    def spelling(self, path: Path) -> str | None:
        """How a number, true or false was written."""
        node = self.content
        for step in path[:-1]:
            node = node[step]
        return self.spellings.get((id(node), path[-1])) if path else None


class _RefusedError(Exception):
    def __init__(self, line: int, fault: str, remedy: str) -> None:
        self.line, self.fault, self.remedy = line, fault, remedy


def read_yaml(content: bytes, name: str, size_limit: int = SIZE_LIMIT) -> Document:
    """Never raises: what is wrong is among the problems of the document, with the line."""
    reader = _Reader(name)
    try:
        if len(content) > size_limit:
            raise _RefusedError(0, f"The file is larger than {size_limit:,} bytes.", "Split it, or make it shorter.")
        value = reader.read(_decoded(content))
    except _RefusedError as refused:
        reader.problem(refused.line, refused.fault, refused.remedy)
        value = None
    return Document(name, value, tuple(reader.problems), frozenset(reader.unclear), reader.lines, reader.spellings)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _RefusedError(0, "The file is written in UTF-16.", "Save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        raise _RefusedError(line, "The file is not written in UTF-8.", "Save it as UTF-8.") from None
    raise _RefusedError(
        line, "The file is not written in UTF-8; it may be GBK.", "Open it as GBK and save it as UTF-8."
    )


class _Level:
    """A list or mapping that is being filled, and the key or index at which it is."""

    __slots__ = ("awaits_key", "lines", "step", "value")

    def __init__(self, value: dict[str, Any] | list[Any], lines: dict[str | int, int]) -> None:
        self.value = value
        self.lines = lines
        self.step: str | int = 0
        self.awaits_key = isinstance(value, dict)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[tuple[int, Problem]] = []
        self.unclear: set[Path] = set()
        self.lines: dict[int, dict[str | int, int]] = {}
        self.spellings: dict[tuple[int, str | int], str] = {}
        self.levels: list[_Level] = []
        self.dropped: list[Any] = []  # kept alive, so that no id() is given out twice

    def problem(self, line: int, fault: str, remedy: str) -> None:
        place = f"{self.name}, line {line}" if line else self.name
        self.problems.append((line, Problem(place, fault, remedy)))
        if len(self.problems) == PROBLEM_LIMIT:
            raise _RefusedError(line, "There are more problems after this one.", "Mend these first.")

    def read(self, text: str) -> Any:
        root: list[Any] = []
        documents = nodes = 0
        for event in _events(text):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(line, "A second document starts here (---).", "Keep one document a file.")
            elif isinstance(event, yaml.CollectionEndEvent):
                self.levels.pop()
            elif isinstance(event, yaml.NodeEvent):
                nodes += 1
                if nodes > NODE_LIMIT:
                    raise _RefusedError(line, f"There are more than {NODE_LIMIT:,} values.", "Split the file.")
                self._node(event, line, root)
        if not root or root[0] is None:
            raise _RefusedError(0, "The file is empty.", "Fill it, or remove it.")
        return root[0]

    def _node(self, event: Any, line: int, root: list[Any]) -> None:
        _refuse_cleverness(event, line)
        level = self.levels[-1] if self.levels else None
        if level is not None and level.awaits_key:
            self._key(event, line, level)
            return
        if level is not None and isinstance(level.value, list):
            level.step = len(level.value)
        value = self._scalar(event, line) if isinstance(event, yaml.ScalarEvent) else self._collection(event, line)
        if level is None:
            root.append(value)
        elif isinstance(level.value, list):
            level.lines[len(level.value)] = line
            level.value.append(value)
        else:
            self._pair(level, value)
        if isinstance(value, dict | list):
            self.levels.append(_Level(value, self.lines[id(value)]))

    def _key(self, event: Any, line: int, level: _Level) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise _RefusedError(line, "A list or mapping stands where a name must.", "Write a name before the colon.")
        if event.value == "<<" and event.implicit[0]:
            raise _RefusedError(line, "Merge keys (<<) are not allowed.", "Write the fields out.")
        if event.value in level.lines:
            first = level.lines[event.value]
            self.problem(
                line,
                f"{quoted(event.value)} is written twice, first on line {first}.",
                "Keep one of the two.",
            )
        else:
            level.lines[event.value] = line
        if _CONTROL.search(event.value):
            self.problem(line, f"The name {quoted(event.value)} holds a control character.", "Remove it.")
        level.step = event.value
        level.awaits_key = False

    def _pair(self, level: _Level, value: Any) -> None:
        assert isinstance(level.value, dict)
        assert isinstance(level.step, str)
        if level.step in level.value:
            self.dropped.append(value)
        else:
            level.value[level.step] = value
        level.awaits_key = True

    def _collection(self, event: Any, line: int) -> dict[str, Any] | list[Any]:
        if len(self.levels) == DEPTH_LIMIT:
            raise _RefusedError(line, f"Values are nested more than {DEPTH_LIMIT} deep.", "Make it flatter.")
        value: dict[str, Any] | list[Any] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self.lines[id(value)] = {}
        return value

    def _scalar(self, event: Any, line: int) -> Any:
        text: str = event.value
        if not event.implicit[0]:  # quoted, or a block of text
            self._refuse_control(text, line)
            return text
        if text in _NOTHING:
            return None
        if text in _TRUTH:
            return self._spelled(_TRUTH[text], text)
        if _WHOLE_NUMBER.fullmatch(text):
            return self._spelled(int(text), text)
        if _DECIMAL_NUMBER.fullmatch(text):
            return self._spelled(float(text), text)
        self._refuse_control(text, line)
        if _may_be_another_type(text):
            self._mark_unclear()
            self.problem(line, *unclear_words(text))
        return text

    def _spelled(self, value: Any, text: str) -> Any:
        if self.levels:
            self.spellings[id(self.levels[-1].value), self.levels[-1].step] = text
        return value

    def _mark_unclear(self) -> None:
        self.unclear.add(tuple(level.step for level in self.levels))

    def _refuse_control(self, text: str, line: int) -> None:
        if _CONTROL.search(text):
            self._mark_unclear()
            self.problem(line, "The text holds a control character.", "Remove it; it may be invisible.")


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)  # type: ignore[no-untyped-call, unused-ignore]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise _RefusedError(line, *syntax_words(error, text, line)) from None
    except yaml.reader.ReaderError:
        line = _line_of_control(text)
        raise _RefusedError(line, "A control character is not allowed.", "Remove it; it may be invisible.") from None


def _line_of_control(text: str) -> int:
    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _refuse_cleverness(event: Any, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _RefusedError(
            line, "Anchors and aliases (& and *) are not allowed.", "Write the value out, or quote the text."
        )
    if event.tag is not None:
        raise _RefusedError(line, f"Tags are not allowed ({quoted(event.tag)}).", "Remove it, or quote the text.")


def _may_be_another_type(text: str) -> bool:
    if _OTHER_NUMBER.fullmatch(text):
        return True
    return any(
        pattern.match(text) and tag != "tag:yaml.org,2002:str"
        for tag, pattern in Resolver.yaml_implicit_resolvers.get(text[0], [])
    )
