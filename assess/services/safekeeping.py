"""Safekeeping: copies of the database, whether they and it are as they were written, and the way back."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from assess import __version__
from assess.errors import BackupInvalid, StorageUnavailable
from assess.i18n import worded
from assess.model.damage import Damage
from assess.model.people import Actor
from assess.model.value import Value
from assess.scoring import score_assessment
from assess.settings import Settings
from assess.storage.backup import clear_away, count_rows, peek, replace_all, restored_aside, write_backup
from assess.storage.database import Database
from assess.storage.opening import put_aside
from assess.storage.unit_of_work import UnitOfWork
from assess.storage.verify import find_damage, is_as_made
from assess.workspace import COPY, Workspace, database_of

DAYS, WEEKS = 7, 4


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


class Kept(Value):
    """The copy of a day; `damages` are places of the database that are not as they were written."""

    file: Path
    damages: int


class Verified(Value):
    """What was looked through, and what was found that is not as it was written."""

    assessments: int
    answers: int
    acts: int
    damages: tuple[Damage, ...]


class Restored(Value):
    """`before` is the copy of what stood there, `aside` the file of a damaged database that gave way to a new one."""

    verified: Verified
    before: Path | None
    aside: Path | None


def take_backup(workspace: Workspace, actor: Actor, target: Path | None = None) -> Path:
    """Writes a copy to a file, or into a folder (that of the copies) under a name with day and time; says where it is.

    Raises BackupInvalid, StorageUnavailable.
    """
    at = workspace.clock()
    file = target or workspace.settings.copies
    if target is None or target.is_dir():
        file = _free(file / f"{CopyKind.BY_HAND}{_stamp(at)}{COPY}")
    write_backup(workspace.database, file, __version__, at)
    return file


def verify_database(workspace: Workspace, actor: Actor) -> Verified:
    """Looks through everything that the database holds."""
    return _verified(workspace.database)


def verify_backup(file: Path) -> Verified:
    """Looks through a copy: every bit of the file, and, put back aside, everything in it. Raises BackupInvalid."""
    with restored_aside(file) as database:
        return _verified(database)


def restore_backup(settings: Settings, actor: Actor, file: Path, at: datetime) -> Restored:
    """Puts a copy in place of all that the database holds, which is copied before.

    The copy is first put back aside and looked through. A database whose file is damaged, or whose tables are not as
    the program made them, is put aside and made anew. Raises BackupInvalid, StorageUnavailable; then nothing has
    changed but where the damaged file lies.
    """
    before = _free(settings.copies / f"{CopyKind.BEFORE_RESTORE}{_stamp(at)}{COPY}")
    aside = None
    with restored_aside(file) as source:
        verified = _verified(source)
        try:
            with _opened(settings, at) as database:
                _replace(database, source, actor, at, file.name, before)
        except StorageUnavailable as error:
            if error.code != "storage_damaged":
                raise
            aside = _put_aside(settings, at, error)
            with _opened(settings, at) as database:
                _replace(database, source, actor, at, file.name, before)
    return Restored(verified=verified, before=before if before.exists() else None, aside=aside)


def list_copies(settings: Settings) -> tuple[Copy, ...]:
    """What lies in the copies' folder, the newest first."""
    copies = []
    for file in settings.copies.glob(f"*{COPY}"):
        with suppress(FileNotFoundError):  # a daily copy that has just been let go of
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


@contextmanager
def brought_in(name: str, content: bytes) -> Iterator[Path]:
    """A copy that came from elsewhere, as a file for as long as it is looked at. Raises BackupInvalid."""
    with TemporaryDirectory(prefix="assess-brought-in-") as folder:
        file = Path(folder) / (Path(name).name[-60:].strip(".") or "copy")
        try:
            file.write_bytes(content)
        except OSError as error:
            raise worded(BackupInvalid, "backup_unwritable", file=name, detail=error.strerror or error) from error
        yield file


def daily_copy(settings: Settings, day: date) -> Path:
    """Where the copy of a day is, or would be."""
    return settings.copies / f"{CopyKind.DAILY}{day.isoformat()}{COPY}"


def keep_daily_copy(workspace: Workspace, today: date) -> Kept | None:
    """The day's copy, once a day and only of a database that holds something; lets go of those that are too many.

    While the database is damaged no older copy is let go of. Raises BackupInvalid, StorageUnavailable.
    """
    file = daily_copy(workspace.settings, today)
    if file.exists() or not _holds_something(workspace.database):
        return None
    clear_away(workspace.settings.copies)
    write_backup(workspace.database, file, __version__, workspace.clock())
    damages = len(_verified(workspace.database).damages)
    if not damages:
        days = {_day(copy): copy for copy in workspace.settings.copies.glob(f"{CopyKind.DAILY}*{COPY}")}
        for day in too_many(day for day in days if day is not None):
            days[day].unlink(missing_ok=True)
    return Kept(file=file, damages=damages)


def too_many(days: Iterable[date]) -> set[date]:
    """Of the days of copies, those to let go of: all but the newest seven, and the first of each of four weeks."""
    newest_first = sorted(set(days), reverse=True)
    first_of_week = {day.isocalendar()[:2]: day for day in newest_first}  # the last to be put in is the earliest
    weekly = sorted(first_of_week.values(), reverse=True)[:WEEKS]
    return set(newest_first[DAYS:]) - set(weekly)


@contextmanager
def _opened(settings: Settings, at: datetime) -> Iterator[Database]:
    database = database_of(settings, lambda: at)
    try:
        yield database
    finally:
        database.close()


def _replace(database: Database, source: Database, actor: Actor, at: datetime, name: str, before: Path) -> None:
    """Nobody else writes between the copy of what stands there and what takes its place."""
    with database.writing() as connection:
        if _holds_something(database):
            write_backup(database, before, __version__, at)
        if not is_as_made(database):
            raise worded(StorageUnavailable, "storage_damaged", file=database.name)
        replace_all(connection, source)
        told = json.dumps({"file": name, "before": before.name if before.exists() else None})
        UnitOfWork(connection).audit.write("", actor, at, "restore", "database", None, told)


def _put_aside(settings: Settings, at: datetime, error: StorageUnavailable) -> Path:
    """Raises the error where there is no file to be put aside, or it cannot be moved."""
    try:
        aside = put_aside(settings.database_url, _stamp(at))
    except OSError:
        aside = None
    if aside is None:
        raise error
    return aside


def _verified(database: Database) -> Verified:
    damages = find_damage(database, score_assessment)
    try:
        counts = count_rows(database)
    except StorageUnavailable:
        counts = {}  # told among the damages
    return Verified(
        assessments=counts.get("assessments", 0),
        answers=counts.get("answers", 0),
        acts=counts.get("audit", 0),
        damages=damages,
    )


def _holds_something(database: Database) -> bool:
    rows = count_rows(database)
    return any(rows.get(name) for name in ("assessments", "audit"))


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H%M%S}"


def _free(file: Path) -> Path:
    """A name that no other file has."""
    others = (file.with_name(f"{file.name.removesuffix(COPY)}-{number}{COPY}") for number in count(2))
    return next(one for one in chain((file,), others) if not one.exists())


def _day(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.name.removeprefix(CopyKind.DAILY).removesuffix(COPY))
    except ValueError:
        return None
