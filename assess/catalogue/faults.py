"""What a check of meaning finds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assess.catalogue.shapes import nearest
from assess.catalogue.strict_yaml import Path
from assess.catalogue.yaml_words import quoted

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True)
class Fault:
    """`path` leads through the Framework; `{other}` in the sentence becomes the place of the path `other`."""

    path: Path
    fault: str
    remedy: str
    other: Path = ()


@dataclass(frozen=True)
class Lost:
    """What could not be read, so that nobody may call it unknown: ids, or whole dimensions or KPI files."""

    ids: frozenset[str] = frozenset()
    some_dimensions: bool = False
    some_kpis: bool = False


def choose(name: str, known: list[str]) -> str:
    """The remedy for a name that is none of the known ones."""
    meant = nearest(name, known, likeness=0.81)  # ids are often alike, such as top_2_of_5 and top_1_of_3
    if meant:
        return f"Did you mean `{meant}`?"
    return f"Known are: {', '.join(known)}." if known else "Remove it."


def unfit_ids(named: list[tuple[Path, str]]) -> Iterator[Fault]:
    """A fault for each id that could not stand in an address, a key or a list as it is."""
    for path, id in named:
        if not _ID.fullmatch(id):
            fault = f"The id {quoted(id)} is not made of letters, digits, dots, hyphens and underscores."
            yield Fault(path, fault, "Write it with these, 40 at most.")


def repeated(what: str, named: list[tuple[Path, str]]) -> list[Fault]:
    """A fault for each value that stood before; `what` is such as "id" or "English title"."""
    first: dict[str, Path] = {}
    faults = []
    for path, value in named:
        key = value.strip().casefold()
        if key in first:
            fault = f"The {what} `{value}` is used twice, first in {{other}}."
            faults.append(Fault(path, fault, "Give one of the two another.", first[key]))
        else:
            first[key] = path
    return faults
