"""A copy of the whole database as a file in the copies' folder: why it was taken, and what its name tells."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from assess.model.value import Value

SUFFIX = ".assess-backup"


class CopyKind(StrEnum):
    """Why a copy was taken; its value is what the name of the file begins with."""

    DAILY = "daily-"
    BY_HAND = "by-hand-"
    BEFORE_RESTORE = "before-restore-"
    BEFORE_UPDATE = "before-"
    OTHER = ""


class Copy(Value):
    """A copy in the copies' folder, as it tells of itself, unchecked; `taken_at` is UTC, `size` in bytes.

    What is no copy has neither assessments nor a program version.
    """

    name: str
    file: Path
    kind: CopyKind
    taken_at: datetime
    size: int
    assessments: int | None
    program_version: str | None


def copy_name(kind: CopyKind, taken_at: datetime, of: str = "") -> str:
    """`of` goes before the time: what the copy is one of, where that is more than its kind."""
    return f"{kind}{of}{taken_at:%Y-%m-%dT%H%M%S}{SUFFIX}"
