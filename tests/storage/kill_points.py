"""A process that is killed just before its n-th statement, and an act that is tried at many such points."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from assess.settings import CHECKOUT

BEGINNING = """
import os, signal, sys
from datetime import date, datetime
from pathlib import Path
from sqlalchemy import Engine, event
from assess.i18n import Language
from assess.model.people import LOCAL_OWNER
from assess.settings import Settings
from assess.workspace import open_workspace

last, folder, url = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
settings = Settings(folder, url)
clock = lambda: datetime(2026, 11, 25, 8)
said = 0

def count(*_):
    global said
    said += 1
    if said == last:
        os.kill(os.getpid(), signal.SIGKILL)

def arm():
    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
"""
IMPORT = """
from assess.exchange.assessment_file import read_assessment
from assess.services.assessing import import_assessment
from assess.services.demonstration import demo_file
workspace = open_workspace(settings, clock)
file = demo_file(Language.EN)
assessment = read_assessment(file.read_bytes(), file.name, workspace.framework)
arm()
import_assessment(workspace, LOCAL_OWNER, assessment)
print(said)
"""
MIGRATE = """
arm()
open_workspace(settings, clock)
print(said)
"""
RESTORE = """
from assess.services.safekeeping import restore_backup
arm()
restore_backup(settings, LOCAL_OWNER, folder / "copy", clock())
print(said)
"""


def run_until(act: str, folder: Path, url: str, statement: int) -> int | None:
    """How many statements the act took; None where it was killed before its `statement`-th."""
    done = subprocess.run(
        [sys.executable, "-c", BEGINNING + act, str(statement), str(folder), url],
        cwd=CHECKOUT,
        env=os.environ.copy(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode < 0:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def kill_at(act: str, make: Callable[[int], tuple[Path, str]], points: int, look: Callable[[int], None]) -> None:
    """Runs the act once whole, on what `make(0)` has made; then kills it at so many points spread over it.

    After each, `look` is called with the point's number.
    """
    whole = run_until(act, *make(0), statement=10**9)
    assert whole is not None
    look(0)
    for number in range(1, points + 1):
        assert run_until(act, *make(number), statement=1 + (whole - 1) * number // points) is None
        look(number)
