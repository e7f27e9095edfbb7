"""Safekeeping: copies of the database, whether they and it are as they were written, and the way back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assess import __version__
from assess.errors import BackupInvalid, StorageUnavailable
from assess.i18n import worded
from assess.model.damage import Damage
from assess.model.kept_copy import CopyKind, copy_name
from assess.model.people import Actor
from assess.model.value import Value
from assess.scoring import score_assessment
from assess.services.copies import free_name, is_there
from assess.settings import Settings
from assess.storage.backup import write_backup
from assess.storage.database import Database
from assess.storage.opening import put_aside
from assess.storage.restoring import replace_all, restored_aside
from assess.storage.rows import count_rows_of
from assess.storage.unit_of_work import UnitOfWork
from assess.storage.verify import find_damage, is_as_made
from assess.workspace import Workspace, database_of


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
    if target is None or (is_there(target) and target.is_dir()):
        file = free_name(file / copy_name(CopyKind.BY_HAND, at))
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
    aside = None
    with restored_aside(file) as source:
        verified = _verified(source)
        try:
            with _opened(settings, at) as database:
                before = _replace(settings, database, source, actor, at, file.name)
        except StorageUnavailable as error:
            if error.code != "storage_damaged":
                raise
            aside = _put_aside(settings, at, error)
            with _opened(settings, at) as database:
                before = _replace(settings, database, source, actor, at, file.name)
    return Restored(verified=verified, before=before, aside=aside)


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


@contextmanager
def _opened(settings: Settings, at: datetime) -> Iterator[Database]:
    database = database_of(settings, lambda: at)
    try:
        yield database
    finally:
        database.close()


def _replace(
    settings: Settings, database: Database, source: Database, actor: Actor, at: datetime, name: str
) -> Path | None:
    """Returns the copy of what stands there, if anything does.

    Nobody else writes between that copy and what takes its place, nor takes a name that was found free for it.
    """
    before = None
    with database.writing() as connection:
        if holds_something(database):
            before = free_name(settings.copies / copy_name(CopyKind.BEFORE_RESTORE, at))
            write_backup(database, before, __version__, at)
        if not is_as_made(database):
            raise worded(StorageUnavailable, "storage_damaged", file=database.name)
        replace_all(connection, source)
        told = json.dumps({"file": name, "before": before.name if before else None})
        UnitOfWork(connection).audit.write("", actor, at, "restore", "database", None, told)
    return before


def _put_aside(settings: Settings, at: datetime, error: StorageUnavailable) -> Path:
    """Raises the error where there is no file to be put aside, or it cannot be moved."""
    try:
        aside = put_aside(settings.database_url, at)
    except OSError:
        aside = None
    if aside is None:
        raise error
    return aside


def _verified(database: Database) -> Verified:
    damages = find_damage(database, score_assessment)
    try:
        counts = count_rows_of(database)
    except StorageUnavailable:
        counts = {}  # told among the damages
    return Verified(
        assessments=counts.get("assessments", 0),
        answers=counts.get("answers", 0),
        acts=counts.get("audit", 0),
        damages=damages,
    )


def holds_something(database: Database) -> bool:
    rows = count_rows_of(database)
    return any(rows.get(name) for name in ("assessments", "audit"))
