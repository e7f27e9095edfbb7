"""One mapping of a file becomes one value of the model; of a faulty one, all of it that still makes sense.

What makes no sense is mended where the meaning is plain (a misspelt name, a number where a text belongs) and
otherwise left out, so that the checks of meaning can say at once what else is wrong. A value mended so is for
the checks only and never leaves the catalogue.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assess.catalogue.places import Collector
from assess.catalogue.shapes import describe, field_names, model_at, nearest, type_at
from assess.catalogue.strict_yaml import Document, Path
from assess.model.value import Text, Value

ROUNDS = 8
NUMBER_LENGTH = 20  # nobody wants to read a longer one in a sentence
PROBLEM_LIMIT = 200
ERROR_LIMIT = 1000  # beyond it nobody looks for what was meant: this is no framework

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Piece(Generic[V]):
    """`value` is None when nothing of it could be saved; `lost` are the ids in what was left out."""

    document: Document
    root: Path
    value: V | None
    is_whole: bool = True
    lost: frozenset[str] = frozenset()
    origins: Mapping[Path, Path] = field(default_factory=dict)

    def path(self, path: Path) -> Path:
        """Where in the document that stands, which the value holds at `path`."""
        return (*self.root, *_original(self.origins, path))


def _original(origins: Mapping[Path, Path], path: Path) -> Path:
    for length in range(len(path), 0, -1):
        if path[:length] in origins:
            return (*origins[path[:length]], *path[length:])
    return path


def read_piece(model: type[V], content: Any, document: Document, root: Path, collector: Collector) -> Piece[V]:
    """`content` stands at `root` of the document; whatever is wrong with its shape goes to the collector."""
    try:
        return Piece(document, root, _validated(model, content))
    except ValidationError as error:
        errors = _with_paths(error)
    if len(errors) > ERROR_LIMIT:
        _show(model, errors, document, root, collector)
        return Piece(document, root, None, False, ids_in(content))
    _report(model, errors, document, root, collector)
    mending = _Mending(model, content, document, root)
    for _ in range(ROUNDS):
        taken = [mending.take(path, error) for path, error in errors]
        if not all(taken):
            break
        mended, origins = mending.result()
        try:
            return Piece(document, root, _validated(model, mended), mending.is_whole, mending.lost, origins)
        except ValidationError as error:
            errors = [(_original(origins, path), one) for path, one in _with_paths(error)]
            renamed = [(path, one) for path, one in errors if mending.is_renamed(path)]
            _report(model, renamed, document, root, collector)
    return Piece(document, root, None, False, ids_in(content))


def ids_in(content: Any) -> frozenset[str]:
    return frozenset(_ids(content))


def _ids(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("id"), str):
            yield content["id"]
        for value in content.values():
            yield from _ids(value)
    elif isinstance(content, list):
        for value in content:
            yield from _ids(value)


def _validated(model: type[V], content: Any) -> V:
    """Strict, and through JSON, where lists are tuples and words are members of enumerations."""
    return model.model_validate_json(json.dumps(content, ensure_ascii=False), strict=True)


def _with_paths(error: ValidationError) -> list[tuple[Path, ErrorDetails]]:
    errors = error.errors(include_url=False)
    return [(tuple(step for step in one["loc"] if step != "[key]"), one) for one in errors if not _follows(one)]


def _follows(error: ErrorDetails) -> bool:
    """A list counts as too short, too, when its items are faulty."""
    return error["type"] == "too_short" and bool(error["input"])


def _report(
    model: type[V],
    errors: list[tuple[Path, ErrorDetails]],
    document: Document,
    root: Path,
    collector: Collector,
) -> None:
    absent = {path for path, error in errors if error["type"] == "missing"}
    meant = {_meant(model, path, absent) for path, error in errors if error["type"] == "extra_forbidden"}
    others = [(path, error) for path, error in errors if path not in meant and (*root, *path) not in document.unclear]
    _show(model, others, document, root, collector)


def _show(
    model: type[V],
    errors: list[tuple[Path, ErrorDetails]],
    document: Document,
    root: Path,
    collector: Collector,
) -> None:
    for path, error in errors[:PROBLEM_LIMIT]:
        place = (*root, *path)
        collector.add(document, place, *describe(error, place, path, model, document.spelling(place)))
    if len(errors) > PROBLEM_LIMIT:
        collector.add_file(document.name, "There are more problems of this kind.", "Mend these first.")


def _meant(model: type[Value], path: Path, absent: set[Path]) -> Path | None:
    """The absent field that a misspelt one stands for."""
    owner = model_at(model, path[:-1])
    if owner is None:
        return None
    near = nearest(str(path[-1]), field_names(owner))
    return (*path[:-1], near) if near and (*path[:-1], near) in absent else None


class _Mending:
    """Decides error by error, in the document's own paths, what is mended and what is left out."""

    def __init__(self, model: type[Value], content: Any, document: Document, root: Path) -> None:
        self.model, self.content, self.document, self.root = model, content, document, root
        self.renamed: dict[Path, str] = {}
        self.replaced: dict[Path, Any] = {}
        self.dropped: set[Path] = set()
        self.lost: frozenset[str] = frozenset()
        self.is_whole = True

    def take(self, path: Path, error: ErrorDetails) -> bool:
        """False when there is no way to go on without the whole."""
        if error["type"] == "extra_forbidden":
            self._take_unknown_field(path)
            return True
        if error["type"] == "missing" and any(self._rename_for(other) == path[-1] for other in self._neighbours(path)):
            return True  # misspelt: it comes back under its right name
        replacement = self._replacement(path, error)
        if replacement is not None:
            self.replaced[path] = replacement
            return True
        return self._drop_around(path)

    def is_renamed(self, path: Path) -> bool:
        return any(path[: len(old)] == old for old in self.renamed)

    def result(self) -> tuple[Any, dict[Path, Path]]:
        origins: dict[Path, Path] = {}
        return self._rebuilt(self.content, (), (), origins), origins

    def _neighbours(self, path: Path) -> list[Path]:
        around = self._at(path[:-1])
        owner = model_at(self.model, path[:-1])
        if not isinstance(around, dict) or owner is None:
            return []
        return [(*path[:-1], name) for name in around if name not in owner.model_fields]

    def _rename_for(self, path: Path) -> str | None:
        owner = model_at(self.model, path[:-1])
        return nearest(str(path[-1]), field_names(owner)) if owner else None

    def _take_unknown_field(self, path: Path) -> None:
        meant = self._rename_for(path)
        taken = {(*old[:-1], new) for old, new in self.renamed.items()}
        if meant and meant not in self._at(path[:-1]) and (*path[:-1], meant) not in taken:
            self.renamed[path] = meant
        else:
            self.dropped.add(path)

    def _replacement(self, path: Path, error: ErrorDetails) -> Any:
        wanted, found = type_at(self.model, path), error["input"]
        if path in self.replaced:
            return None
        if error["type"] == "string_type":
            return self.document.spelling((*self.root, *path))
        if wanted is Text and isinstance(found, str) and found.strip():
            return {"en": found, "zh": found}
        if wanted in (int, float) and isinstance(found, str) and len(found) <= NUMBER_LENGTH:
            try:
                return wanted(found)
            except ValueError:
                return None
        return None

    def _drop_around(self, path: Path) -> bool:
        """Leaves out the nearest thing with an id of its own, such as the criterion."""
        for length in range(len(path), 0, -1):
            subject = self._at(path[:length])
            if isinstance(path[length - 1], int) and isinstance(subject, dict) and "id" in subject:
                self.dropped.add(path[:length])
                self.lost |= ids_in(subject)
                self.is_whole = False
                return True
        return False

    def _at(self, path: Path) -> Any:
        """None where a field is absent."""
        node = self.content
        for step in path:
            if isinstance(node, list) and isinstance(step, int):
                node = node[step]
            else:
                node = node.get(step) if isinstance(node, dict) else None
        return node

    def _rebuilt(self, node: Any, old: Path, new: Path, origins: dict[Path, Path]) -> Any:
        """What stood at `old` and now stands at `new`; `origins` learns of it."""
        origins[new] = old
        if old in self.replaced:
            return self.replaced[old]
        if isinstance(node, dict):
            mapping: dict[str, Any] = {}
            for name, value in node.items():
                if (*old, name) not in self.dropped:
                    known = self.renamed.get((*old, name)) or name
                    mapping[known] = self._rebuilt(value, (*old, name), (*new, known), origins)
            return mapping
        if isinstance(node, list):
            items: list[Any] = []
            for index, value in enumerate(node):
                if (*old, index) not in self.dropped:
                    items.append(self._rebuilt(value, (*old, index), (*new, len(items)), origins))
            return items
        return node
