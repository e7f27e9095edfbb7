"""Copies are taken, kept as long as they are wanted, and put back."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from assess.errors import BackupInvalid
from assess.i18n import Language
from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER
from assess.services.answering import record_answer
from assess.services.assessing import list_assessments, open_assessment
from assess.services.demonstration import put_in_demo
from assess.services.safekeeping import (
    keep_daily_copy,
    list_copies,
    restore_backup,
    take_backup,
    too_many,
    verify_backup,
    verify_database,
)
from assess.workspace import Workspace
from tests.workspaces import started, workspace_in

AT = datetime(2026, 11, 25, 8)
TODAY = date(2026, 11, 25)


def changed_past_the_program(workspace: Workspace) -> None:
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE answers SET note = 'other' WHERE criterion = 'S1.1'"))


def test_what_was_copied_is_there_again_after_it_was_put_back(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = put_in_demo(workspace, LOCAL_OWNER, Language.EN)
    before = open_assessment(workspace, LOCAL_OWNER, assessment_id)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    answer = before.assessment.answer("S1.1").model_copy(update={"score": 0})
    record_answer(workspace, LOCAL_OWNER, assessment_id, answer, 1)
    started(workspace)
    restored = restore_backup(workspace.settings, LOCAL_OWNER, copy, AT)
    assert open_assessment(workspace, LOCAL_OWNER, assessment_id) == before
    assert len(list_assessments(workspace, LOCAL_OWNER)) == 1
    assert (restored.verified.damages, restored.aside) == ((), None)
    assert restored.before is not None
    assert verify_backup(restored.before).assessments == 2
    assert verify_database(workspace, LOCAL_OWNER).damages == ()
    with workspace.look_in() as work:
        assert [(row.act, row.at) for row in work.audit.read("")] == [("restore", AT)]


def test_a_damaged_copy_changes_nothing(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    record_answer(workspace, LOCAL_OWNER, assessment_id, Answer(criterion="S1.1", score=1), 0)
    copy.write_bytes(copy.read_bytes()[:-1])
    with pytest.raises(BackupInvalid):
        restore_backup(workspace.settings, LOCAL_OWNER, copy, AT)
    assert open_assessment(workspace, LOCAL_OWNER, assessment_id).version("S1.1") == 1
    assert list_copies(workspace.settings) == ()


def test_verify_names_the_answer_that_was_changed(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    record_answer(workspace, LOCAL_OWNER, assessment_id, Answer(criterion="S1.1", score=1), 0)
    assert verify_database(workspace, LOCAL_OWNER).damages == ()
    changed_past_the_program(workspace)
    (found,) = verify_database(workspace, LOCAL_OWNER).damages
    assert (found.code, found.facts) == ("row_answers", {"assessment": assessment_id, "place": "S1.1"})
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    assert verify_backup(copy).damages == (found,)


@pytest.mark.sqlite
def test_a_database_that_is_none_any_more_is_put_aside_and_the_copy_takes_its_place(
    tmp_path: Path, database_kind: str
) -> None:
    if database_kind != "sqlite":
        pytest.skip("of a database that is a file")
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    workspace.database.close()
    (tmp_path / "assess.db").write_bytes(b"no database" * 1000)
    restored = restore_backup(workspace.settings, LOCAL_OWNER, copy, AT)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == b"no database" * 1000
    assert open_assessment(workspace, LOCAL_OWNER, assessment_id).assessment.answers == ()


def test_the_daily_copy_is_taken_once_a_day_and_only_of_what_holds_something(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assert keep_daily_copy(workspace, TODAY) is None
    started(workspace)
    copy = keep_daily_copy(workspace, TODAY)
    assert copy is not None
    assert verify_backup(copy).assessments == 1
    assert keep_daily_copy(workspace, TODAY) is None
    assert [one.name for one in list_copies(workspace.settings)] == ["daily-2026-11-25.assess-backup"]


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    for days in range(60):
        keep_daily_copy(workspace, TODAY + timedelta(days=days))
    last = TODAY + timedelta(days=59)
    kept = sorted(file.name[6:16] for file in workspace.settings.copies.iterdir())
    week = [last - timedelta(days=days) for days in range(7)]
    mondays = [last - timedelta(days=last.weekday(), weeks=weeks) for weeks in range(4)]
    assert kept == sorted({day.isoformat() for day in week + mondays})


def test_no_copy_is_let_go_of_while_the_database_is_damaged(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    record_answer(workspace, LOCAL_OWNER, assessment_id, Answer(criterion="S1.1", score=1), 0)
    changed_past_the_program(workspace)
    for days in range(10):
        keep_daily_copy(workspace, TODAY + timedelta(days=days))
    assert len(list_copies(workspace.settings)) == 10


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=80))
def test_the_newest_seven_copies_are_never_let_go_of_and_eleven_at_most_are_kept(days: set[date]) -> None:
    kept = days - too_many(days)
    assert set(sorted(days)[-7:]) <= kept
    assert len(kept) <= 11
    assert too_many(kept) == set()
