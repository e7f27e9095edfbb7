"""Copies are taken, kept as long as they are wanted, and put back."""

import gzip
import hashlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assess.errors import BackupInvalid, Conflict
from assess.i18n import Language
from assess.model.assessment import Answer
from assess.model.kept_copy import CopyKind
from assess.model.people import LOCAL_OWNER
from assess.services.answering import record_answer
from assess.services.assessing import list_assessments, open_assessment
from assess.services.copies import list_copies
from assess.services.daily import keep_daily_copy
from assess.services.demonstration import put_in_demo
from assess.services.safekeeping import brought_in, restore_backup, take_backup, verify_backup, verify_database
from assess.storage.rows import count_rows_of
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
    tmp_path: Path,
) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    workspace.database.close()
    (tmp_path / "assess.db").write_bytes(b"no database" * 1000)
    restored = restore_backup(workspace.settings, LOCAL_OWNER, copy, AT)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == b"no database" * 1000
    assert open_assessment(workspace, LOCAL_OWNER, assessment_id).assessment.answers == ()


def test_a_copy_is_listed_as_it_tells_of_itself_whatever_the_file_system_says(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    file = take_backup(workspace, LOCAL_OWNER)
    os.utime(file, (0, 0))
    (tmp_path / "backups" / "holiday.assess-backup").write_bytes(b"no copy at all")
    restored = restore_backup(workspace.settings, LOCAL_OWNER, file, AT)
    assert restored.before is not None
    copies = list_copies(workspace.settings)
    assert [(copy.kind, copy.assessments) for copy in copies if copy.kind is not CopyKind.OTHER] == [
        (CopyKind.BEFORE_RESTORE, 1),
        (CopyKind.BY_HAND, 1),
    ]
    assert {copy.taken_at.date() for copy in copies if copy.assessments} == {AT.date(), date(2026, 11, 15)}
    (other,) = (copy for copy in copies if copy.kind is CopyKind.OTHER)
    assert (other.name, other.assessments, other.size) == ("holiday.assess-backup", None, 14)


def test_copies_of_the_same_second_do_not_take_each_others_place(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    first = restore_backup(workspace.settings, LOCAL_OWNER, take_backup(workspace, LOCAL_OWNER), AT)
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=1), 0)
    second = restore_backup(workspace.settings, LOCAL_OWNER, take_backup(workspace, LOCAL_OWNER), AT)
    assert first.before is not None
    assert second.before is not None
    assert [verify_backup(one).answers for one in (first.before, second.before)] == [0, 1]


def test_copies_that_are_written_to_one_place_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    failed: list[BaseException] = []

    def copy() -> None:
        try:
            take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=copy) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert verify_backup(tmp_path / "copy").assessments == 1
    assert not list(tmp_path.glob(".*.part"))


def test_what_was_acknowledged_before_a_restore_is_in_the_copy_from_before(tmp_path: Path) -> None:
    """Somebody goes on saving all the while: each answer is in that copy, or was refused."""
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    old = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    acknowledged = 0
    begun = threading.Event()

    def go_on() -> None:
        nonlocal acknowledged
        try:
            for version in range(10_000):
                answer = Answer(criterion="S1.1", note=f"{version + 1}")
                record_answer(workspace, LOCAL_OWNER, id, answer, version)
                acknowledged = version + 1
                if version == 5:
                    begun.set()
        except Conflict:
            pass

    writer = threading.Thread(target=go_on)
    writer.start()
    begun.wait()
    restored = restore_backup(workspace.settings, LOCAL_OWNER, old, AT)
    writer.join()
    assert open_assessment(workspace, LOCAL_OWNER, id).assessment.answers == ()
    assert restored.before is not None
    restore_backup(workspace.settings, LOCAL_OWNER, restored.before, AT)
    assert open_assessment(workspace, LOCAL_OWNER, id).assessment.answer("S1.1").note == f"{acknowledged}"


def packed(*lines: object) -> bytes:
    """A file with the right checksum that no program of ours has written."""
    content = gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode())
    return f"assess-backup/1 {hashlib.sha256(content).hexdigest()}\n".encode() + content


def signed(content: bytes) -> bytes:
    return f"assess-backup/1 {hashlib.sha256(content).hexdigest()}\n".encode() + content


MANIFEST: dict[str, Any] = {
    "schema": "0002",
    "program_version": "0.2.0",
    "taken_at": "2026-11-25T08:00:00",
    "tables": {"marks": 1},
}


@pytest.mark.parametrize(
    "content",
    [
        signed(b""),
        signed(b"no gzip"),
        signed(gzip.compress(b"{}")[:-4]),
        signed(gzip.compress(b"\xff\xfe")),
        signed(gzip.compress(b"[" * 100_000)),
        packed(),
        packed({}),
        packed([]),
        packed({**MANIFEST, "schema": ["0002"]}),
        packed({**MANIFEST, "tables": 1}),
        packed({**MANIFEST, "more": 1}),
        packed(MANIFEST),
        packed(MANIFEST, ["marks"]),
        packed(MANIFEST, ["marks", {"assessment": "a"}]),
        packed(MANIFEST, ["marks", {"assessment": "a", "criterion": ["b"]}]),
        packed(MANIFEST, ["marks", {"assessment": "a", "criterion": "b"}]),  # of no assessment
        packed(MANIFEST, ["marks", {"assessment": "a", "other": "b"}]),
        packed(MANIFEST, ["alembic_version", {"version_num": "9"}]),
        packed({**MANIFEST, "tables": {"chains": 1}}, ["chains", {"assessment": "", "length": 10**30, "hash": ""}]),
    ],
)
def test_a_file_that_was_made_by_hand_is_refused_and_changes_nothing(tmp_path: Path, content: bytes) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(BackupInvalid) as caught:
        restore_backup(workspace.settings, LOCAL_OWNER, tmp_path / "copy", AT)
    assert "sqlalche.me" not in str(caught.value)
    assert open_assessment(workspace, LOCAL_OWNER, id).version("S1.1") == 0
    assert list_copies(workspace.settings) == ()


def spoilt_day(workspace: Workspace) -> None:
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE assessments SET created_at = 'some day'"))


def spoilt_schema(workspace: Workspace) -> None:
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("CREATE TRIGGER t AFTER UPDATE ON answers BEGIN SELECT RAISE(IGNORE); END")


def spoilt_index(workspace: Workspace) -> None:
    """A page that no copy reads, but every deletion."""
    with workspace.database.reading() as connection:
        root = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_answers_1'"
        ).scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    workspace.database.close()
    with (workspace.settings.home / "assess.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x00" * size)


@pytest.mark.parametrize("spoil", [spoilt_day, spoilt_schema, spoilt_index])
def test_a_database_that_is_damaged_within_gives_way_to_a_sound_one(
    tmp_path: Path, database_kind: str, spoil: Callable[[Workspace], None]
) -> None:
    if database_kind != "sqlite":
        pytest.skip("of a database that is a file")
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=1), 0)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    spoil(workspace)
    restored = restore_backup(workspace.settings, LOCAL_OWNER, copy, AT)
    assert restored.aside is not None
    assert restored.aside.is_file()
    again = workspace_in(tmp_path)
    assert open_assessment(again, LOCAL_OWNER, id).assessment.answer("S1.1").score == 1
    assert verify_database(again, LOCAL_OWNER).damages == ()


def test_a_database_without_assessments_that_has_a_trail_is_copied_before_a_restore(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    with workspace.database.writing() as connection:
        connection.execute(text("DELETE FROM assessments"))
    restored = restore_backup(workspace.settings, LOCAL_OWNER, copy, AT)
    assert restored.before is not None
    assert count_rows_of(workspace.database)["assessments"] == 1


def test_what_is_left_of_a_copy_that_was_not_finished_is_cleared_away_once_nobody_writes_on_it(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    workspace.settings.copies.mkdir()
    left, goes_on = (workspace.settings.copies / f".daily.assess-backup.{name}.part" for name in ("left", "goes-on"))
    for file in (left, goes_on):
        file.write_bytes(b"half")
    os.utime(left, (0, 0))
    keep_daily_copy(workspace, TODAY)
    assert not left.exists()
    assert goes_on.exists()


@pytest.mark.parametrize("name", ["a.assess-backup", "../../etc/a", "..", "", "质检" * 200, "/"])
def test_a_copy_from_elsewhere_is_put_into_a_folder_of_its_own_while_it_is_looked_at(name: str) -> None:
    with ExitStack() as stack:
        file = stack.enter_context(brought_in(name, b"content"))
        assert file.read_bytes() == b"content"
        assert file.parent.name.startswith("assess-brought-in-")
    assert not file.parent.exists()


def test_a_stored_scorecard_that_was_changed_is_worked_out_anew_with_the_next_answer(tmp_path: Path) -> None:
    """Which is what the remedy says."""
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE scorecards SET answered = 77"))
    (found,) = verify_database(workspace, LOCAL_OWNER).damages
    assert found.code == "row_scorecards"
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=1), 0)
    assert verify_database(workspace, LOCAL_OWNER).damages == ()


def test_two_restores_of_one_second_keep_what_stood_before_each(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    copy = take_backup(workspace, LOCAL_OWNER, tmp_path / "copy")
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=1), 0)
    threads = [
        threading.Thread(target=restore_backup, args=(workspace.settings, LOCAL_OWNER, copy, AT)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [one for one in list_copies(workspace.settings) if one.kind is CopyKind.BEFORE_RESTORE]
    assert sorted(verify_backup(one.file).answers for one in kept) == [0, 1]
