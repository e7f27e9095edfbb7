"""Where the data is, and what the program is: what stands on the Settings page."""

from pathlib import Path

from assess import __version__
from assess.errors import StorageUnavailable
from assess.model.value import Value
from assess.settings import Settings
from assess.storage.addresses import place_of, shown_address
from assess.storage.database import schema_version
from assess.workspace import Workspace


class Whereabouts(Value):
    """`database` is a file's path, or an address without its password; `size` that of a file in bytes."""

    database: str
    is_a_file: bool
    size: int | None
    schema_version: str | None
    copies: Path
    program_version: str


def whereabouts(settings: Settings, workspace: Workspace | None) -> Whereabouts:
    """`workspace` is None where the database cannot be opened."""
    file = _file(settings.database_url)
    return Whereabouts(
        database=str(file) if file else shown_address(settings.database_url),
        is_a_file=file is not None,
        size=_size(file) if file else None,
        schema_version=_schema(workspace) if workspace else None,
        copies=settings.copies,
        program_version=__version__,
    )


def _file(url: str) -> Path | None:
    try:
        place = place_of(url)
    except StorageUnavailable:
        return None
    return place if isinstance(place, Path) else None


def _size(file: Path) -> int | None:
    """With what stands in SQLite's log beside it."""
    beside = (file, file.with_name(f"{file.name}-wal"))
    try:
        return sum(one.stat().st_size for one in beside if one == file or one.exists())
    except OSError:
        return None


def _schema(workspace: Workspace) -> str | None:
    try:
        return schema_version(workspace.database)
    except StorageUnavailable:
        return None
