"""The daily copy while a server runs: beside everything else, so that it delays nobody and fails nobody."""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import date, datetime

from assess.errors import AssessError
from assess.i18n import worded
from assess.services.safekeeping import Kept, daily_copy, keep_daily_copy
from assess.workspace import Workspace

AGAIN = 600.0  # seconds until it is tried again where there was nothing to copy, or it failed

log = logging.getLogger("assess.services.daily")


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
            if daily_copy(workspace.settings, today).exists():
                self._done = today
