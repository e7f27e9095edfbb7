"""The daily copy of a running server: once a day, beside everything else, and never in anybody's way."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER
from assess.services import daily
from assess.services.answering import record_answer
from assess.services.copies import list_copies
from assess.services.daily import DailyCopies, keep_daily_copy, too_many
from assess.services.safekeeping import verify_backup
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


def test_the_daily_copy_is_taken_once_a_day_and_only_of_what_holds_something(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assert keep_daily_copy(workspace, MONDAY) is None
    started(workspace)
    kept = keep_daily_copy(workspace, MONDAY)
    assert kept is not None
    assert (verify_backup(kept.file).assessments, kept.damages) == (1, 0)
    assert keep_daily_copy(workspace, MONDAY) is None
    assert [one.name for one in list_copies(workspace.settings)] == ["daily-2026-11-23.assess-backup"]


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    for days in range(60):
        keep_daily_copy(workspace, MONDAY + timedelta(days=days))
    last = MONDAY + timedelta(days=59)
    kept = sorted(file.name[6:16] for file in workspace.settings.copies.iterdir())
    week = [last - timedelta(days=days) for days in range(7)]
    mondays = [last - timedelta(days=last.weekday(), weeks=weeks) for weeks in range(4)]
    assert kept == sorted({day.isoformat() for day in week + mondays})


def test_no_copy_is_let_go_of_while_the_database_is_damaged(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    record_answer(workspace, LOCAL_OWNER, assessment_id, Answer(criterion="S1.1", score=1), 0)
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE answers SET note = 'other'"))  # past the program
    for days in range(10):
        keep_daily_copy(workspace, MONDAY + timedelta(days=days))
    assert len(list_copies(workspace.settings)) == 10


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=80))
def test_the_newest_seven_copies_are_never_let_go_of_and_eleven_at_most_are_kept(days: set[date]) -> None:
    kept = days - too_many(days)
    assert set(sorted(days)[-7:]) <= kept
    assert len(kept) <= 11
    assert too_many(kept) == set()


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
