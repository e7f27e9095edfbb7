"""An import, an upgrade, a restore that is killed leaves what was there before, or all of what was to come."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assess import __version__
from assess.scoring import score_assessment
from assess.services.assessing import list_assessments
from assess.storage.backup import write_backup
from assess.storage.database import Database, schema_version
from assess.storage.opening import connect, newest_schema, open_database, put_aside
from assess.storage.verify import find_damage
from tests.databases import sqlite_url
from tests.storage.conftest import Url
from tests.storage.kill_points import IMPORT, MIGRATE, RESTORE, kill_at, run_until
from tests.storage.small import ANNA, dump, fill, small_workspace
from tests.storage.test_releases import home_of

KINDS = ("sqlite", "postgresql")
AT = datetime(2026, 11, 25, 8)


def is_sound(database: Database) -> bool:
    return find_damage(database, score_assessment) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_import_that_is_killed_leaves_everything_or_nothing(tmp_path: Path, url_of: Url, kind: str) -> None:
    import_killed(tmp_path, url_of, kind, 4)


def import_killed(folder: Path, url_of: Url, kind: str, points: int) -> None:
    url = url_of(folder, kind)
    workspace = small_workspace(folder, url)
    fill(workspace)
    assert run_until(IMPORT, folder, url, statement=10**9)  # now the framework is known: each takes as many statements
    stood: list[object] = []

    def make(_number: int) -> tuple[Path, str]:
        stood[:] = dump(workspace.database)
        return folder, url

    def look(number: int) -> None:
        stands = dump(workspace.database)
        assert is_sound(workspace.database)
        if number == 0:
            assert len(list_assessments(workspace, ANNA)) == 4
        else:
            assert stands == stood

    kill_at(IMPORT, make, points, look)


@pytest.mark.parametrize("kind", KINDS)
def test_a_restore_that_is_killed_leaves_what_was_there_before(tmp_path: Path, url_of: Url, kind: str) -> None:
    restore_killed(tmp_path, url_of, kind, 4)


def restore_killed(folder: Path, url_of: Url, kind: str, points: int) -> None:
    url = url_of(folder, kind)
    workspace = small_workspace(folder, url)
    write_backup(workspace.database, folder / "copy", __version__, AT)  # of an empty one
    fill(workspace)
    stood: list[object] = []

    def make(number: int) -> tuple[Path, str]:
        if number == 1:
            fill(workspace)
        shutil.rmtree(folder / "backups", ignore_errors=True)
        stood[:] = dump(workspace.database)
        return folder, url

    def look(number: int) -> None:
        stands = dump(workspace.database)
        assert is_sound(workspace.database)
        if number == 0:
            assert {name for name, _ in stands} == {"audit", "chains"}  # of the restore itself
        else:
            assert stands == stood

    kill_at(RESTORE, make, points, look)


def test_an_upgrade_that_is_killed_leaves_the_old_data_usable(tmp_path: Path) -> None:
    upgrade_killed(tmp_path, 5)


def upgrade_killed(folder: Path, points: int) -> None:
    whole: list[object] = []
    states = set()

    def make(number: int) -> tuple[Path, str]:
        settings = home_of("0.1.0", folder / str(number))
        return settings.home, settings.database_url

    def look(number: int) -> None:
        url = f"sqlite:///{folder / str(number) / 'assess.db'}"
        states.add(schema_version(connect(url)))
        database = open_database(url)
        assert schema_version(database) == newest_schema()
        assert is_sound(database)
        if not whole:
            whole.extend(dump(database))
        assert dump(database) == whole
        database.close()
        shutil.rmtree(folder / str(number))

    kill_at(MIGRATE, make, points, look)
    assert states == {"0001", newest_schema()}


def test_a_database_whose_moving_away_is_cut_short_lies_beside_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    while True:
        steps += 1
        folder = tmp_path / str(steps)
        url, opened = sqlite_url(folder), small_workspace(folder, sqlite_url(folder))
        fill(opened)
        stood = dump(opened.database)
        for ending in ("", "-wal"):  # as it lies there while it is open: the newest answers stand in the log
            shutil.copyfile(folder / f"assess.db{ending}", folder / f"found{ending}")
        opened.database.close()
        for ending in ("", "-wal"):
            (folder / f"found{ending}").rename(folder / f"assess.db{ending}")
        assert (folder / "assess.db-wal").stat().st_size
        with monkeypatch.context() as patched:
            cut_short(patched, steps)
            try:
                put_aside(url, AT)
            except KeyboardInterrupt:
                whole = False
            else:
                whole = True
        (file,) = (one for one in folder.glob("assess.db*") if "-wal" not in one.name and "-shm" not in one.name)
        assert dump(connect(f"sqlite:///{file}")) == stood
        if whole:
            assert file.name == "assess.db.damaged-2026-11-25T080000"
            assert steps > 3
            return


def cut_short(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Ends everything just before the n-th step that touches a file."""
    done = 0

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            nonlocal done
            done += 1
            if done == step:
                raise KeyboardInterrupt
            return act(*args, **named)

        return wrapped

    monkeypatch.setattr(shutil, "copyfile", counted(shutil.copyfile))
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
