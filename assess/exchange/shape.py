"""Faults of shape, as pydantic finds them, told as place, fault and remedy."""

import difflib
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assess.errors import Problem
from assess.exchange.strict_json import ECHO, cut, place_of
from assess.model.value import LARGEST

Path = tuple[str | int, ...]
BOUNDS = {"gt": "greater than", "ge": "greater than or equal to", "lt": "less than", "le": "less than or equal to"}
BRANCH = re.compile(r"(constrained-)?float$|tuple\[")  # the names of the branches of a union, which are no keys


class Hints:
    """The known words that look most like unknown ones. To look for them takes time: only the first are answered."""

    def __init__(self, most: int = 200) -> None:
        self.left = most

    def nearest(self, word: str, known: list[str]) -> str:
        """A hint with the known word that looks most alike, or nothing."""
        if len(word) > ECHO or self.left <= 0:
            return ""
        self.left -= 1
        close = difflib.get_close_matches(word, known, 1)
        return f"Did you mean {close[0]}?" if close else ""


def shape_problems(error: ValidationError, document: dict[str, Any]) -> Iterator[Problem]:
    """One problem a place, in the order of the document."""
    told: set[Path] = set()
    for detail in error.errors(include_url=False, include_input=False):
        path = _path(detail["loc"], document)
        if path not in told:
            told.add(path)
            yield _problem(detail, path, document)


def named_place(path: Path, document: Any) -> str:
    """The place, with the criterion or KPI that stands there: `answers, item 4 (P1.2), score`."""
    name = ""
    if len(path) > 1 and path[0] in ("answers", "series") and isinstance(path[1], int):
        item = follow(document, path[:2])
        key = {"answers": "criterion", "series": "kpi"}[str(path[0])]
        if isinstance(item, dict) and isinstance(item.get(key), str):
            name = f" ({cut(item[key])})"
    return place_of(path[:2]) + name + (f", {place_of(path[2:])}" if path[2:] else "")


def follow(document: Any, path: Path) -> Any:
    """What stands at a path; None where the path leads nowhere."""
    for part in path:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _path(location: tuple[int | str, ...], document: Any) -> Path:
    """The location without the names of union branches, which are no keys of the document."""
    path: list[str | int] = []
    node = document
    for place, part in enumerate(location):
        if isinstance(part, str) and BRANCH.match(part):
            continue
        last = place == len(location) - 1
        if isinstance(node, dict) and (part in node or last):
            node = node.get(part) if isinstance(part, str) else None
        elif isinstance(node, list) and isinstance(part, int):
            node = node[part] if part < len(node) else None
        else:
            continue
        path.append(part)
    return tuple(path)


def _problem(detail: ErrorDetails, path: Path, document: Any) -> Problem:
    place = named_place(path, document)
    shown = as_written(follow(document, path))
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return Problem(place, "This field is not known.", "Take it out, or mend its name.")
        case "missing":
            return Problem(place, "This field is missing.", "Add it.")
        case "int_type" | "int_from_float" | "int_parsing":
            return Problem(place, f"{shown} is not a whole number.", "Write it without quotes and decimals.")
        case "float_type" | "float_parsing" if path[-1] == "target":
            return Problem(
                place, f"{shown} is no target.", "Write one number, or for a range [lowest, highest], without quotes."
            )
        case "float_type" | "float_parsing":
            return Problem(place, f"{shown} is not a number.", "Write it as a number, without quotes.")
        case "tuple_type":
            return Problem(place, f"{shown} is not a list.", "Put what belongs to it between [ and ].")
        case "model_type" | "model_attributes_type" | "dict_type":
            return Problem(place, f"{shown} is not an object.", "Write it as name and value between { and }.")
        case "string_type":
            return Problem(place, f"{shown} is not a text.", "Put it in quotes.")
        case "bool_type":
            return Problem(place, f"{shown} is neither true nor false.", "Write true or false, without quotes.")
        case "literal_error" | "enum":
            return Problem(place, f"{shown} is not known here.", f"Use one of {context['expected']}.")
        case "string_too_long" | "too_long":
            unit = "characters" if detail["type"] == "string_too_long" else "items"
            limit = context["max_length"]
            length = len(follow(document, path))
            return Problem(place, f"It has {length:,} {unit}; {limit:,} are allowed.", "Shorten it.")
        case "string_too_short" | "too_short":
            return Problem(place, "The text is empty.", "Write it, or leave the field out.")
        case "string_pattern_mismatch":
            return Problem(place, f"{shown} is not a month.", 'Write it as "2026-09".')
        case kind if kind.startswith("date"):
            return Problem(place, f"{shown} is not a date.", 'Write it as "2026-09-30".')
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            (bound, limit), *_ = context.items()
            return Problem(place, f"{shown} is out of range.", f"It must be {BOUNDS[bound]} {limit:,.16g}.")
        case "finite_number":
            return Problem(place, f"{shown} is out of range.", f"It must be from {-LARGEST:,} to {LARGEST:,}.")
        case "ratio_out_of_range":
            return Problem(place, "Its counts come to a figure that is out of range.", "Correct the denominator.")
        case _:
            return Problem(place, f"{shown} does not fit: {detail['msg']}.", "Mend it.")


def as_written(value: Any) -> str:
    """A value as JSON, cut where it is long."""
    return cut(json.dumps(value, ensure_ascii=False))
