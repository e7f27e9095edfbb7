"""The frameworks that there are, by the names of their folders."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KPIS = "kpis"


@dataclass(frozen=True)
class FoundFramework:
    """What the names of the folders say; the framework itself has not been read."""

    id: str
    version: str
    folder: Path


def find_frameworks(folders: Iterable[Path]) -> tuple[FoundFramework, ...]:
    """By id, then by version in natural order (1.9 before 1.10); of two alike the first folder's counts."""
    found: dict[tuple[str, str], FoundFramework] = {}
    for folder in folders:
        for family in _folders_in(folder):
            for version in _folders_in(family):
                if family.name != KPIS and any(version.glob("*.yaml")):
                    key = family.name, version.name
                    found.setdefault(key, FoundFramework(*key, version))
    return tuple(sorted(found.values(), key=lambda one: (one.id, natural_order(one.version))))


def kpi_folders(framework: Path, shipped: Path) -> tuple[Path, ...]:
    """Where the KPIs of a framework's folder stand: the shipped ones, then those beside frameworks of one's own."""
    beside = framework.resolve().parent.parent / KPIS
    return (shipped,) if beside == shipped.resolve() or not beside.is_dir() else (shipped, beside)


def natural_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort versions by: digits count as numbers, and come after words."""
    parts = re.findall(r"[0-9]+|[^0-9]+", version)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def _folders_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))
