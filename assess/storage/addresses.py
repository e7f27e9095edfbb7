"""Where a database is: an address as it is written, as it is understood, and as it may be shown."""

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from assess.errors import StorageUnavailable
from assess.i18n import worded

POSTGRES = frozenset(("postgresql", "postgres"))


def place_of(url: str) -> Path | URL:
    """The file of an SQLite database, or the address of a PostgreSQL one. Raises StorageUnavailable for any other."""
    file = url.removeprefix("sqlite:///")
    if file not in (url, "", ":memory:"):
        return Path(file)
    try:
        address = make_url(url)
        kind = address.get_backend_name()
    except (ArgumentError, ValueError):
        raise worded(StorageUnavailable, "storage_no_address", address=shown_address(url)) from None
    if kind in POSTGRES:
        return address.set(drivername="postgresql")
    if kind == "sqlite":
        raise worded(StorageUnavailable, "storage_no_address", address=shown_address(url))
    raise worded(StorageUnavailable, "storage_other_kind", address=shown_address(url))


def shown_address(url: str) -> str:
    """An address as it may be shown: without password and parameters."""
    plain = url.partition("?")[0]
    try:
        address = make_url(plain)
    except (ArgumentError, ValueError):
        return re.sub(".*@", "***@", plain)
    return plain if address.password is None else address.render_as_string(hide_password=True)
