"""What every service is handed: the settings turned into a database, frameworks and a clock; nothing else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from assess import __version__
from assess.catalogue import find_frameworks, kpi_folders, load_framework
from assess.errors import NotFound
from assess.i18n import worded
from assess.model.framework import Framework
from assess.model.kept_copy import CopyKind, copy_name
from assess.settings import Settings, content_folder
from assess.storage.backup import write_backup
from assess.storage.database import Database
from assess.storage.opening import open_database
from assess.storage.unit_of_work import UnitOfWork, look_in, unit_of_work


def now() -> datetime:
    """The time in UTC, without zone, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Workspace:
    settings: Settings
    database: Database
    clock: Callable[[], datetime]

    def framework(self, framework_id: str, version: str | None = None) -> Framework:
        return shelved_framework(self.settings, framework_id, version)

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        return unit_of_work(self.database)

    def look_in(self) -> AbstractContextManager[UnitOfWork]:
        return look_in(self.database)


def open_workspace(settings: Settings, clock: Callable[[], datetime] = now) -> Workspace:
    """Raises StorageUnavailable where the database cannot be opened."""
    return Workspace(settings, database_of(settings, clock), clock)


def database_of(settings: Settings, clock: Callable[[], datetime]) -> Database:
    """The database, with a copy in the copies' folder before it is brought to another version. Raises AssessError."""

    def copy(database: Database, schema: str) -> None:
        at = clock()
        name = copy_name(CopyKind.BEFORE_UPDATE, at, of=f"{schema}-")
        write_backup(database, settings.copies / name, __version__, at)

    return open_database(settings.database_url, copy)


def shelved_framework(settings: Settings, framework_id: str, version: str | None = None) -> Framework:
    """A framework from disk, the newest version if none is named. Raises NotFound or FrameworkInvalid."""
    found = [one for one in find_frameworks(settings.framework_folders) if one.id == framework_id]
    wanted = [one for one in found if version in (None, one.version)]
    if not wanted:
        if not found:
            raise worded(NotFound, "no_framework", id=framework_id)
        known = ", ".join(one.version for one in found)
        raise worded(NotFound, "no_framework_version", id=framework_id, version=version, known=known)
    return load_framework(wanted[-1].folder, *kpi_folders(wanted[-1].folder, content_folder("frameworks") / "kpis"))
