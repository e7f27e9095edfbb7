"""The daily copy: taken once a day, beside everything else, so that it delays nobody and fails nobody."""

import logging
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from assess import __version__
from assess.errors import AssessError
from assess.i18n import worded
from assess.model.kept_copy import SUFFIX, CopyKind
from assess.model.people import LOCAL_OWNER
from assess.model.value import Value
from assess.services.copies import is_there
from assess.services.safekeeping import holds_something, verify_database
from assess.settings import Settings
from assess.storage.backup import clear_away, write_backup
from assess.workspace import Workspace

DAYS, WEEKS = 7, 4  # of which copies are kept: every day's, and the first of a week
AGAIN = 600.0  # seconds until it is tried again where there was nothing to copy, or it failed

log = logging.getLogger("assess.services.daily")


class Kept(Value):
    """The copy of a day; `damages` are places of the database that are not as they were written."""

    file: Path
    damages: int


@dataclass(frozen=True)
class LastTry:
    """How the last attempt of this process ended: with a copy, with an error, or with neither: nothing was to be done.

    `at` is UTC.
    """

    at: datetime
    kept: Kept | None = None
    error: AssessError | None = None


class DailyCopies:
    """One for a server. Others on the same folder do not hurt it: whoever comes second finds the day's copy there."""

    def __init__(self, again: float = AGAIN) -> None:
        self.last: LastTry | None = None
        self._again = again
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._done: date | None = None
        self._not_before = 0.0

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def begin(self, workspace: Workspace, today: date) -> None:
        """Returns at once; where the day's copy is not there yet it is taken in a thread of its own."""
        with self._lock:
            if self.is_running or today == self._done or time.monotonic() < self._not_before:
                return
            self._thread = threading.Thread(target=self._try, args=(workspace, today), name="daily-copy", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until what was begun has ended."""
        if self._thread is not None:
            self._thread.join()

    def _try(self, workspace: Workspace, today: date) -> None:
        at = workspace.clock()
        try:
            last = LastTry(at, kept=keep_daily_copy(workspace, today))
        except AssessError as error:
            last = LastTry(at, error=error)
        except Exception:
            log.exception("The daily copy failed")
            last = LastTry(at, error=worded(AssessError, "error"))
        with self._lock:
            self.last = last
            self._not_before = time.monotonic() + self._again
            if is_there(daily_copy(workspace.settings, today)):
                self._done = today


def daily_copy(settings: Settings, day: date) -> Path:
    """Where the copy of a day is, or would be."""
    return settings.copies / f"{CopyKind.DAILY}{day.isoformat()}{SUFFIX}"


def keep_daily_copy(workspace: Workspace, today: date) -> Kept | None:
    """The day's copy, once a day and only of a database that holds something; lets go of those that are too many.

    While the database is damaged no older copy is let go of. Raises BackupInvalid, StorageUnavailable.
    """
    file = daily_copy(workspace.settings, today)
    if is_there(file) or not holds_something(workspace.database):
        return None
    clear_away(workspace.settings.copies)
    write_backup(workspace.database, file, __version__, workspace.clock())
    damages = len(verify_database(workspace, LOCAL_OWNER).damages)
    if not damages:
        days = {_day(copy): copy for copy in workspace.settings.copies.glob(f"{CopyKind.DAILY}*{SUFFIX}")}
        for day in too_many(day for day in days if day is not None):
            with suppress(OSError):  # one too many does no harm
                days[day].unlink(missing_ok=True)
    return Kept(file=file, damages=damages)


def too_many(days: Iterable[date]) -> set[date]:
    """Of the days of copies, those to let go of: all but the newest seven, and the first of each of four weeks."""
    newest_first = sorted(set(days), reverse=True)
    first_of_week = {day.isocalendar()[:2]: day for day in newest_first}  # the last to be put in is the earliest
    weekly = sorted(first_of_week.values(), reverse=True)[:WEEKS]
    return set(newest_first[DAYS:]) - set(weekly)


def _day(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.name.removeprefix(CopyKind.DAILY).removesuffix(SUFFIX))
    except ValueError:
        return None
