"""The copies' folder: what lies there, and names that are free in it."""

from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from assess.model.kept_copy import SUFFIX, Copy, CopyKind
from assess.settings import Settings
from assess.storage.copy_format import peek


def list_copies(settings: Settings) -> tuple[Copy, ...]:
    """What lies in the copies' folder, the newest first."""
    copies = []
    for file in settings.copies.glob(f"*{SUFFIX}"):
        with suppress(OSError):  # it may not be read, or was a daily copy that has just been let go of
            copies.append(describe_copy(file))
    return tuple(sorted(copies, key=lambda copy: (copy.taken_at, copy.name), reverse=True))


def describe_copy(file: Path) -> Copy:
    """As it tells of itself, unchecked."""
    stands, told = file.stat(), peek(file)
    taken = datetime.fromtimestamp(stands.st_mtime, UTC).replace(tzinfo=None)
    if told is not None:
        with suppress(ValueError, TypeError):
            taken = datetime.fromisoformat(told.taken_at)
    return Copy(
        name=file.name,
        file=file,
        kind=next(kind for kind in CopyKind if file.name.startswith(kind)),
        taken_at=taken,
        size=stands.st_size,
        assessments=told and told.tables.get("assessments"),
        program_version=told and told.program_version,
    )


def is_there(file: Path) -> bool:
    """False, too, where nobody may look, and for what can be no name."""
    try:
        return file.exists()
    except (OSError, ValueError):
        return False


def free_name(file: Path) -> Path:
    """A name that no other file has."""
    others = (file.with_name(f"{file.name.removesuffix(SUFFIX)}-{number}{SUFFIX}") for number in count(2))
    return next(one for one in chain((file,), others) if not is_there(one))
