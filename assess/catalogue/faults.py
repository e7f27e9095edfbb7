"""What a check of meaning finds."""

from dataclasses import dataclass

from assess.catalogue.shapes import nearest
from assess.catalogue.strict_yaml import Path


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
