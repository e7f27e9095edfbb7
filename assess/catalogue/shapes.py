"""What pydantic finds wrong with a value, in our own words: the fault, and what to do."""

import re
from difflib import get_close_matches
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from assess.catalogue.strict_yaml import Path
from assess.catalogue.yaml_words import quoted
from assess.model.framework import Framework
from assess.model.kpi import Kpi, Tolerance
from assess.model.value import Text, Value

BOTH_LANGUAGES = '{en: "...", zh: "..."}'


def type_at(model: Any, path: Path) -> Any:
    """The type that the model wants at a path; None where it knows none."""
    wanted: Any = model
    for step in path:
        wanted = _inside(_plain(wanted), step)
    return _plain(wanted)


def _inside(wanted: Any, step: str | int) -> Any:
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        field = wanted.model_fields.get(str(step))
        return field.annotation if field else None
    arguments = get_args(wanted)
    if get_origin(wanted) is dict:
        return arguments[1]
    if get_origin(wanted) is tuple and isinstance(step, int):
        return arguments[0]
    return None


def _plain(wanted: Any) -> Any:
    """Without Annotated and `| None`."""
    while True:
        if get_origin(wanted) is Annotated:
            wanted = get_args(wanted)[0]
        elif get_origin(wanted) in (Union, UnionType):
            wanted = next(one for one in get_args(wanted) if one is not type(None))
        else:
            return wanted


def model_at(model: type[Value], path: Path) -> type[Value] | None:
    wanted = type_at(model, path)
    return wanted if isinstance(wanted, type) and issubclass(wanted, Value) else None


def field_names(model: type[Value]) -> tuple[str, ...]:
    """The fields that a file may hold; KPIs stand in files of their own."""
    return tuple(name for name in model.model_fields if not (model is Framework and name == "kpis"))


def nearest(name: str, known: tuple[str, ...] | list[str], likeness: float = 0.6) -> str | None:
    """The known name that was probably meant: at least so like it (0 to 1)."""
    found = get_close_matches(name.lower()[:40], list(known), n=1, cutoff=likeness)
    return found[0] if found else None


def noun(model: type[Value]) -> str:
    if model is Kpi:
        return "a KPI"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()
    if words.endswith("s"):
        return f"the {words}"
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def describe(error: ErrorDetails, place: Path, path: Path, model: type[Value], spelling: str | None) -> tuple[str, str]:
    """Fault and remedy. `place` is the error's path in the file, `path` that in the value of the model."""
    name = _name(place)
    kind, found, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing":
        example = f"{path[-1]}: {BOTH_LANGUAGES}" if type_at(model, path) is Text else f"{path[-1]}: ..."
        return f"{name} is missing.", f"Add `{example}`."
    if kind == "extra_forbidden":
        return _unknown_field(path, model)
    if kind in ("enum", "literal_error") and not isinstance(found, dict | list):
        return _not_in_list(name, found, path, model)
    if kind == "string_too_short":
        return f"{name} is empty.", "Write the text."
    if kind == "too_short":
        return f"{name} is empty.", "Give at least one."
    if kind == "value_error" and type_at(model, path) is Tolerance:
        return f"{name} wants either absolute or relative.", "Give one of the two."
    for limit, words in (("gt", "more than"), ("ge", "at least"), ("lt", "less than"), ("le", "at most")):
        if limit in context:
            return (
                f"{name} is {spelling or found}, and must be {words} {context[limit]:g}.",
                "Correct the number.",
            )
    return _wrong_type(name, found, path, model, spelling)


def _name(path: Path) -> str:
    if not path:
        return "The file"
    if isinstance(path[-1], int):
        return f"Item {path[-1] + 1} of {_name(path[:-1])}"
    return quoted(path[-1])


def _unknown_field(path: Path, model: type[Value]) -> tuple[str, str]:
    owner = model_at(model, path[:-1])
    if owner is None:
        return f"{_name(path)} is not known here.", "Remove it."
    known = field_names(owner)
    meant = nearest(str(path[-1]), known)
    remedy = f"Did you mean `{meant}`?" if meant else f"Known are: {', '.join(known)}."
    return f"{_name(path)} is not a field of {noun(owner)}.", remedy


def _not_in_list(name: str, found: Any, path: Path, model: type[Value]) -> tuple[str, str]:
    wanted = type_at(model, path)
    if get_origin(wanted) is Literal:
        known = [str(one) for one in get_args(wanted)]
    elif isinstance(wanted, type) and issubclass(wanted, Enum):
        known = [str(one.value) for one in wanted]
    else:  # the key of a mapping
        keys = get_args(type_at(model, path[:-1])) or (None,)
        known = [str(one.value) for one in keys[0]] if isinstance(keys[0], type) and issubclass(keys[0], Enum) else []
        name, found = _name(path[:-1]), path[-1]
    meant = nearest(found, known) if isinstance(found, str) else None
    remedy = f"Did you mean `{meant}`?" if meant else "Write one of them."
    return f"{name} has {quoted(found)}, which is none of {', '.join(known)}.", remedy


_WANTED = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list",
    dict: "a mapping of names to values",
}


def _wrong_type(name: str, found: Any, path: Path, model: type[Value], spelling: str | None) -> tuple[str, str]:
    wanted = type_at(model, path)
    origin = get_origin(wanted) or wanted
    if wanted is Text and not isinstance(found, dict):
        return f"{name} is {_kind(found)}, and a text in both languages is wanted.", (
            f"Write `{path[-1]}: {BOTH_LANGUAGES}`."
            if path and isinstance(path[-1], str)
            else f"Write `{BOTH_LANGUAGES}`."
        )
    if isinstance(origin, type) and issubclass(origin, Value):
        return f"{name} is {_kind(found)}, and {noun(origin)} with its fields is wanted.", (
            f"Write the fields of {noun(origin)}: {', '.join(field_names(origin))}."
        )
    if isinstance(origin, type) and issubclass(origin, Enum):
        known = [str(one.value) for one in origin]
        return f"{name} is {_kind(found)}, and one of {', '.join(known)} is wanted.", "Write one of them."
    words = _WANTED.get(origin, "another value")
    fault = f"{name} is {_kind(found)}, and {words} is wanted."
    if origin is str and spelling is not None:
        key = f"{path[-1]}: " if isinstance(path[-1], str) else ""
        return fault, f'Put it in quotes: {key}"{spelling}".'
    if origin is tuple and isinstance(found, str):
        return fault, f"Write it in brackets: [{quoted(found)[1:-1]}]."
    if found is None:
        return fault, "Write it, or remove the line."
    is_quoted = isinstance(found, str) and origin in (int, float, bool)
    return fault, f"Write {words}{', without quotes' if is_quoted else ''}."


def _kind(found: Any) -> str:
    if found is None:
        return "empty"
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float):
        return "a number"
    if isinstance(found, str):
        return "a text"
    return "a list" if isinstance(found, list) else "a mapping"
