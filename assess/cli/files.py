"""Files that the command is given, and files that it writes."""

import os
import stat
from pathlib import Path

import typer

from assess.errors import AssessError, NotFound
from assess.exchange.strict_json import SIZE


def read_bytes(file: Path) -> bytes:
    """At most one byte more than a file may have. Raises NotFound."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe or device may have no end
            raise NotFound(f"{file}: It is no ordinary file. Give the name of an assessment file.")
        with file.open("rb") as stream:
            return stream.read(SIZE + 1)
    except OSError as error:
        raise NotFound(f"{file}: It cannot be read ({error.strerror}). Check the name and the rights.") from error


def write_bytes(file: Path, content: bytes) -> None:
    """Writes a file and says its name. Raises AssessError."""
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)  # a device or pipe stays what it is
        else:
            _replace(file.resolve(), content)
    except OSError as error:
        raise AssessError(f"{file}: It cannot be written ({error.strerror}). Choose another place.") from error
    typer.echo(str(file))


def _replace(file: Path, content: bytes) -> None:
    """All of the new content or, where that fails, the old file as it was."""
    beside = file.with_name(f".assess-{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            beside.chmod(stat.S_IMODE(file.stat().st_mode))
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
