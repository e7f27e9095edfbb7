"""Safekeeping: copies of the database, whether they and it are as they were written, and the way back."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from assess import __version__
from assess.errors import StorageUnavailable
from assess.model.damage import Damage
from assess.model.people import Actor
from assess.model.value import Value
from assess.scoring import score_assessment
from assess.settings import Settings
from assess.storage.backup import clear_away, count_rows, replace_all, restored_aside, write_backup
from assess.storage.database import Database
from assess.storage.opening import put_aside
from assess.storage.unit_of_work import UnitOfWork
from assess.storage.verify import find_damage
from assess.workspace import COPY, Workspace, database_of

DAILY = "daily-"
DAYS, WEEKS = 7, 4


class Copy(Value):
    """A copy in the copies' folder; `taken_at` is UTC, `size` in bytes."""

    name: str
    file: Path
    taken_at: datetime
    size: int


class Verified(Value):
    """What was looked through, and what was found that is not as it was written."""

    assessments: int
    answers: int
    acts: int
    damages: tuple[Damage, ...]


class Restored(Value):
    """`before` is the copy of what stood there, `aside` the damaged file where no copy could be taken of it."""

    verified: Verified
    before: Path | None
    aside: Path | None


def take_backup(workspace: Workspace, actor: Actor, target: Path) -> Path:
    """Writes a copy to a file, or into a folder under a name with day and time; gives back where it is.

    Raises BackupInvalid, StorageUnavailable.
    """
    at = workspace.clock()
    file = target / f"by-hand-{_stamp(at)}{COPY}" if target.is_dir() else target
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

    The copy is first put back aside and looked through. A database that is too damaged to be copied is put aside.
    Raises BackupInvalid, StorageUnavailable; then nothing has changed.
    """
    with restored_aside(file) as source:
        verified = _verified(source)
        database, before, aside = _ready(settings, at)
        try:
            with database.writing() as connection:
                replace_all(connection, source)
                told = json.dumps({"file": file.name, "before": before and before.name})
                UnitOfWork(connection).audit.write("", actor, at, "restore", "database", None, told)
        finally:
            database.close()
    return Restored(verified=verified, before=before, aside=aside)


def list_copies(settings: Settings) -> tuple[Copy, ...]:
    """What lies in the copies' folder, the newest first."""
    copies = []
    for file in settings.copies.glob(f"*{COPY}"):
        stands = file.stat()
        taken = datetime.fromtimestamp(stands.st_mtime, UTC).replace(tzinfo=None)
        copies.append(Copy(name=file.name, file=file, taken_at=taken, size=stands.st_size))
    return tuple(sorted(copies, key=lambda copy: (copy.taken_at, copy.name), reverse=True))


def keep_daily_copy(workspace: Workspace, today: date) -> Path | None:
    """The day's copy, once a day and only of a database that holds something; lets go of those that are too many.

    While the database is damaged no older copy is let go of. Raises BackupInvalid, StorageUnavailable.
    """
    file = workspace.settings.copies / f"{DAILY}{today.isoformat()}{COPY}"
    if file.exists() or not _holds_something(workspace.database):
        return None
    clear_away(workspace.settings.copies)
    write_backup(workspace.database, file, __version__, workspace.clock())
    if not _verified(workspace.database).damages:
        days = {_day(copy): copy for copy in workspace.settings.copies.glob(f"{DAILY}*{COPY}")}
        for day in too_many(day for day in days if day is not None):
            days[day].unlink(missing_ok=True)
    return file


def too_many(days: Iterable[date]) -> set[date]:
    """Of the days of copies, those to let go of: all but the newest seven, and the first of each of four weeks."""
    newest_first = sorted(set(days), reverse=True)
    first_of_week = {day.isocalendar()[:2]: day for day in newest_first}  # the last to be put in is the earliest
    weekly = sorted(first_of_week.values(), reverse=True)[:WEEKS]
    return set(newest_first[DAYS:]) - set(weekly)


def _ready(settings: Settings, at: datetime) -> tuple[Database, Path | None, Path | None]:
    """The database to be written, a copy of what it held, and where it was put aside when it is damaged."""
    before = settings.copies / f"before-restore-{_stamp(at)}{COPY}"
    try:
        database = database_of(settings, lambda: at)
        if not _holds_something(database):
            return database, None, None
        write_backup(database, before, __version__, at)
        return database, before, None
    except StorageUnavailable as error:
        if error.code != "storage_damaged":
            raise
        aside = put_aside(settings.database_url, _stamp(at))
        if aside is None:
            raise
        return database_of(settings, lambda: at), None, aside


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
    return count_rows(database)["assessments"] > 0


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H%M%S}"


def _day(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.name.removeprefix(DAILY).removesuffix(COPY))
    except ValueError:
        return None
