"""JSON as the standard has it: UTF-8, no repeated keys, no NaN, no lone surrogates, no bottomless nesting; every
fault with its place."""

import json
import math
import re
from collections import Counter
from typing import Any

from assess.errors import Problem

SIZE = 10 * 1024 * 1024
DEPTH = 50
ECHO = 60
STAND_IN = 1  # so that one fault is told once
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotJson(ValueError):
    """The file as a whole cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Object(dict[str, Any]):
    repeated: tuple[str, ...] = ()


class _NoNumber:
    def __init__(self, text: str) -> None:
        self.text = text


def parse_json(content: bytes) -> tuple[Any, list[Problem]]:
    """The document and the faults found in it; a faulty number becomes 1, which fits anywhere. Raises NotJson."""
    if len(content) > SIZE:
        raise NotJson(Problem("file", f"It is larger than {SIZE // 1024**2} MB.", "Is it the right file?"))
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_NoNumber,
            parse_float=_float,
        )
    except UnicodeDecodeError as error:
        fault = f"Byte {error.start + 1} is not UTF-8."
        raise NotJson(Problem("file", fault, "Save it as UTF-8.")) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotJson(
            Problem(place, "From here on this is no JSON.", "Look for a comma or quote too many or too few.")
        ) from error
    except (RecursionError, ValueError) as error:
        raise NotJson(
            Problem("file", "It is nested too deeply or holds a number too long.", "Export it again.")
        ) from error
    problems: list[Problem] = []
    return _clean(document, (), problems), problems


def place_of(path: tuple[str | int, ...]) -> str:
    """A path as a person counts: `answers, item 3, evidence, item 1, dated`."""
    return ", ".join(f"item {part + 1}" if isinstance(part, int) else cut(part) for part in path) or "file"


def cut(text: str) -> str:
    """A text of the file as it is repeated to a person: a long one is not repeated whole."""
    return text if len(text) <= ECHO else text[: ECHO - 3] + "..."


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        found.repeated = tuple(name for name, count in times.items() if count > 1)
    return found


def _float(text: str) -> float | _NoNumber:
    value = float(text)
    return value if math.isfinite(value) else _NoNumber(text)


def _clean(node: Any, path: tuple[str | int, ...], problems: list[Problem]) -> Any:
    if len(path) > DEPTH:
        fault = f"It is nested more than {DEPTH} levels deep."
        raise NotJson(Problem(place_of(path[:4]), fault, "Take out what does not belong there."))
    if isinstance(node, _Object):
        for name in node.repeated:
            fault = f"The key {cut(json.dumps(name))} stands here more than once."
            problems.append(Problem(place_of(path), fault, "Keep one."))
        return {_text(name, path, problems): _clean(value, (*path, name), problems) for name, value in node.items()}
    if isinstance(node, list):
        return [_clean(item, (*path, place), problems) for place, item in enumerate(node)]
    if isinstance(node, _NoNumber):
        fault = f"{cut(node.text)} is not a number that can be used."
        problems.append(Problem(place_of(path), fault, "Give a finite number, or leave it out."))
        return STAND_IN
    return _text(node, path, problems) if isinstance(node, str) else node


def _text(text: str, path: tuple[str | int, ...], problems: list[Problem]) -> str:
    if not _SURROGATE.search(text):
        return text
    problems.append(Problem(place_of(path), "The text holds half of a character.", "Type that character again."))
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
