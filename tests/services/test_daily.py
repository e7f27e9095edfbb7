"""The daily copy of a running server: once a day, beside everything else, and never in anybody's way."""

import threading
from datetime import date
from pathlib import Path

import pytest

from assess.services import daily
from assess.services.daily import DailyCopies
from assess.services.safekeeping import list_copies, verify_backup
from assess.workspace import Workspace
from tests.workspaces import started, workspace_in

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def names(workspace: Workspace) -> list[str]:
    return sorted(file.name for file in workspace.settings.copies.iterdir())


def begun(copies: DailyCopies, workspace: Workspace, today: date) -> None:
    """And ended."""
    copies.begin(workspace, today)
    copies.wait()


def test_a_copy_is_taken_when_it_is_first_asked_for_and_when_a_new_day_begins(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    copies = DailyCopies(again=0)
    begun(copies, workspace, MONDAY)
    assert copies.last is not None
    assert copies.last.kept is not None
    assert names(workspace) == ["daily-2026-11-23.assess-backup"]
    written = copies.last.kept.file.read_bytes()
    started(workspace)
    begun(copies, workspace, MONDAY)
    assert copies.last.kept.file.read_bytes() == written
    begun(copies, workspace, TUESDAY)
    assert names(workspace) == ["daily-2026-11-23.assess-backup", "daily-2026-11-24.assess-backup"]


def test_nobody_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_in(tmp_path)
    goes_on = threading.Event()
    monkeypatch.setattr(daily, "keep_daily_copy", lambda *_: goes_on.wait(30) and None)
    copies = DailyCopies(again=0)
    copies.begin(workspace, MONDAY)
    copies.begin(workspace, MONDAY)
    assert copies.is_running
    assert sum(thread.name == "daily-copy" for thread in threading.enumerate()) == 1
    goes_on.set()
    copies.wait()
    assert not copies.is_running


def test_a_failure_is_noted_and_tried_again(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    workspace.settings.copies.write_text("in the way")
    copies = DailyCopies(again=0)
    begun(copies, workspace, MONDAY)
    assert copies.last is not None
    assert copies.last.error is not None
    assert copies.last.error.code == "backup_unwritable"
    workspace.settings.copies.unlink()
    begun(copies, workspace, MONDAY)
    assert copies.last.error is None
    assert names(workspace) == ["daily-2026-11-23.assess-backup"]


def test_it_is_not_tried_again_at_every_draw(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    copies = DailyCopies(again=3600)
    begun(copies, workspace, MONDAY)
    first = copies.last
    started(workspace)
    begun(copies, workspace, MONDAY)
    assert copies.last is first


def test_what_nobody_has_thought_of_fails_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    workspace = workspace_in(tmp_path)

    def fails(*_: object) -> None:
        raise RuntimeError("nobody has thought of this")

    monkeypatch.setattr(daily, "keep_daily_copy", fails)
    copies = DailyCopies()
    begun(copies, workspace, MONDAY)
    assert copies.last is not None
    assert copies.last.error is not None
    assert "nobody has thought of this" in caplog.text
    caplog.clear()


def test_two_servers_and_the_command_at_once_leave_one_sound_copy(tmp_path: Path) -> None:
    workspaces = [workspace_in(tmp_path) for _ in range(4)]
    started(workspaces[0])
    servers = [DailyCopies() for _ in workspaces]
    for server, workspace in zip(servers, workspaces, strict=True):
        server.begin(workspace, MONDAY)
    for server in servers:
        server.wait()
    assert all(server.last is not None and server.last.error is None for server in servers)
    assert names(workspaces[0]) == ["daily-2026-11-23.assess-backup"]
    (copy,) = list_copies(workspaces[0].settings)
    assert verify_backup(copy.file).assessments == 1
