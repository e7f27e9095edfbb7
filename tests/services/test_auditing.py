"""Who did what and when: told in words, a page at a time, and exported so that somebody else can check the chain."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assess.errors import NotFound, StorageUnavailable
from assess.i18n import Language
from assess.model.assessment import Answer
from assess.model.audit import AuditRow
from assess.model.people import LOCAL_OWNER, Actor
from assess.presentation.changes import row_lines
from assess.services.answering import keep_unsettled, mark_for_review, record_answer, set_aside, settle
from assess.services.assessing import import_assessment, open_assessment
from assess.services.auditing import (
    DATABASE,
    check_chain,
    export_trail,
    look_over_trail,
    trail_page,
    whole_trail,
)
from assess.services.finishing import finished_report, reopen_assessment
from assess.services.history import history_of, last_change, undo
from assess.services.noting import record_note
from assess.services.safekeeping import restore_backup, take_backup, verify_database
from assess.settings import CHECKOUT
from assess.workspace import Workspace
from tests.scoring.cases import assessment, proved
from tests.shipped import shipped_framework
from tests.workspaces import finished, started, workspace_in

ANNA = Actor(id="anna", name="Anna 安娜")


def changed(workspace: Workspace, id: str, actor: Actor, criterion: str, **fields: Any) -> None:
    opened = open_assessment(workspace, actor, id)
    answer = opened.assessment.answer(criterion).model_copy(update=fields)
    record_answer(workspace, actor, id, answer, opened.version(criterion))


def numbers(rows: tuple[AuditRow, ...]) -> list[int]:
    return [row.number for row in rows]


def test_rows_come_newest_first_a_page_at_a_time(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    for score in (0, 1, 2, 3, 4, 5):
        changed(workspace, id, ANNA, "S1.1", score=score)
    assert look_over_trail(workspace, ANNA, id).rows == 7
    pages = [trail_page(workspace, ANNA, id, start, 3) for start in (0, 3, 6, 9)]
    assert [numbers(page) for page in pages] == [[7, 6, 5], [4, 3, 2], [1], []]
    assert json.loads(pages[0][0].new or "")["score"] == 5


def test_rows_are_found_by_criterion_and_by_person(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id, other = started(workspace), started(workspace)
    changed(workspace, id, ANNA, "S1.1", score=1)
    changed(workspace, id, LOCAL_OWNER, "S1.1", score=2)
    changed(workspace, id, ANNA, "S1.2", score=3)
    changed(workspace, other, ANNA, "S1.3", score=3)
    trail = look_over_trail(workspace, ANNA, id)
    assert trail.people == {"anna": "Anna 安娜", "local": "Local owner"}
    assert trail.subjects == {"assessment", "S1.1", "S1.2"}
    for wanted, found in (
        ({"subject": "S1.1"}, [3, 2]),
        ({"person": "anna"}, [4, 2]),
        ({"subject": "S1.1", "person": "anna"}, [2]),
        ({"subject": "S1.2", "person": "local"}, []),
    ):
        assert numbers(trail_page(workspace, ANNA, id, 0, 10, **wanted)) == found
        assert look_over_trail(workspace, ANNA, id, **wanted).rows == len(found)


def test_an_assessment_that_is_not_there_has_no_trail(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    for act in (look_over_trail, check_chain, export_trail):
        with pytest.raises(NotFound):
            act(workspace, ANNA, "not-there")
    with pytest.raises(NotFound):
        trail_page(workspace, ANNA, "not-there", 0, 1)
    assert look_over_trail(workspace, ANNA, DATABASE).rows == 0


@pytest.mark.parametrize(
    ("harm", "broken_at"),
    [
        ("UPDATE audit SET new = replace(new, '\"score\":2', '\"score\":5') WHERE number = 3", 3),
        ("UPDATE audit SET actor = 'ben' WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 4", 4),
    ],
)
def test_a_chain_says_whether_it_is_whole_and_where_it_breaks(tmp_path: Path, harm: str, broken_at: int) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    for score in (1, 2, 3):
        changed(workspace, id, ANNA, "S1.1", score=score)
    state = check_chain(workspace, ANNA, id)
    assert (state.length, state.broken_at) == (4, None)
    assert state.hash == trail_page(workspace, ANNA, id, 0, 1)[0].hash
    with workspace.database.writing() as connection:
        connection.exec_driver_sql(harm)
    assert check_chain(workspace, ANNA, id).broken_at == broken_at


def everything_done(workspace: Workspace) -> str:
    """Each act that a service writes into the trail of an assessment, once at least; returns its id."""
    id = import_assessment(workspace, ANNA, assessment((proved("S1.1", 3),)))
    changed(workspace, id, ANNA, "S1.1", score=4, note="1\t2\n3 “质检校准” 🙂 \\ / \u2028 é")
    change = last_change(workspace, ANNA, id)
    assert change is not None
    undo(workspace, ANNA, id, change)
    reasons = {"T4.1": "no_bot_ivr_portal", "T4.2": "no_bot_ivr_portal"}
    set_aside(workspace, LOCAL_OWNER, id, reasons, open_assessment(workspace, ANNA, id))
    for marked in (True, False):
        mark_for_review(workspace, ANNA, id, "S1.2", marked)
    for kept in ("mine", "theirs"):
        opened = keep_unsettled(workspace, ANNA, id, Answer(criterion="S1.1", score=1, note=kept))
        settle(workspace, LOCAL_OWNER, id, opened.unsettled[0], kept, opened.version("S1.1"))
    keep_unsettled(workspace, ANNA, id, Answer(criterion="S1.1", score=1, note="be"))
    record_note(workspace, ANNA, id, "S1.1", "begun", base="mine", sent=("be",))
    changed(workspace, id, ANNA, "S1.3", score=None)
    finished(workspace, ANNA, id, date(2026, 11, 15))
    reopen_assessment(workspace, ANNA, id)
    return id


def checked_elsewhere(file: Path) -> str:
    """What the script of docs/trust.md says, which knows json and a hash and nothing of this program."""
    page = (CHECKOUT / "docs" / "trust.md").read_text(encoding="utf-8")
    script = page[page.index("```python\n") + len("```python\n") :].partition("```")[0]
    assert "assess" not in script
    command = [sys.executable, "-I", "-c", script, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


def test_the_chain_can_be_checked_from_the_export_without_this_program(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = everything_done(workspace)
    file = tmp_path / "trail.jsonl"
    file.write_bytes(export_trail(workspace, ANNA, id))
    state = check_chain(workspace, ANNA, id)
    assert checked_elsewhere(file) == f"Whole: {state.length} rows, last hash {state.hash}"
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join([*lines[:3], lines[3].replace("T4.1", "T4.2"), *lines[4:]]), encoding="utf-8")
    assert checked_elsewhere(file) == "Row 4 was changed."
    file.write_text("\n".join([*lines[:2], *lines[3:]]), encoding="utf-8")
    assert checked_elsewhere(file) == "Row 3 is missing or out of place."


@pytest.mark.parametrize("language", Language)
def test_every_act_has_words(tmp_path: Path, language: Language) -> None:
    workspace = workspace_in(tmp_path)
    id = everything_done(workspace)
    told = [(row.act, row_lines(row, shipped_framework(), language, str)) for row in whole_trail(workspace, ANNA, id)]
    assert {act for act, _ in told} == {
        *("import", "answer", "undo", "mark", "unmark", "conflict", "settle", "finish", "reopen")
    }
    for act, lines in told:
        assert lines
        assert all(lines), act
        assert act not in lines
        assert "cannot be read" not in "".join(lines)
        assert "无法解读" not in "".join(lines)


@pytest.mark.pdf
def test_a_print_has_words(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    finished(workspace, ANNA, id, date(2026, 11, 15))
    finished_report(workspace, ANNA, id, 1, Language.ZH)
    (row,) = trail_page(workspace, ANNA, id, 0, 1)
    said = [row_lines(row, None, language, str) for language in Language]
    assert said == [["Report of revision 1 printed in Chinese"], ["生成第1版报告（中文）"]]


def test_the_words_of_a_change_name_what_was_changed(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = everything_done(workspace)
    told = {
        row.number: row_lines(row, shipped_framework(), Language.EN, str) for row in whole_trail(workspace, ANNA, id)
    }
    assert told[1] == ["Imported: Riverside (answers: 1, series of figures: 0)"]
    assert told[2] == ["Score 3 → 4", "Note: “1 2 3 “质检校准” 🙂 \\ / é”"]
    assert told[3] == ["Took back row 2", "Score 4 → 3", "Note removed"]
    assert told[4] == ["Does not apply: No bot, IVR or self-service site"]
    assert told[8][0] == "Met another answer, and was kept for a choice between the two"
    assert told[9] == ["Chosen between two: the answer of row 8 takes the place of the saved one"]


def test_a_row_that_was_changed_past_the_program_is_told_as_unreadable(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = everything_done(workspace)
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE audit SET new = '{\"score\": []}', subject = 'x' WHERE act <> 'mark'"))
    rows = [row for row in whole_trail(workspace, ANNA, id) if row.act not in ("mark", "unmark")]
    for row in rows:
        assert row_lines(row, shipped_framework(), Language.EN, str) == [
            "What stands here cannot be read; see its values"
        ]


def test_a_restore_stands_in_the_trail_of_the_database_with_the_copy_from_before(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    copy = take_backup(workspace, ANNA, tmp_path / "monday.assess-backup")
    restored = restore_backup(workspace.settings, ANNA, copy, workspace.clock())
    assert restored.before is not None
    (row,) = trail_page(workspace, ANNA, DATABASE, 0, 10)
    assert (row.actor_name, row.act) == ("Anna 安娜", "restore")
    assert row_lines(row, None, Language.EN, str) == [
        "The copy monday.assess-backup took the place of everything in the database",
        f"What stood there before is in {restored.before.name}",
    ]
    assert check_chain(workspace, ANNA, DATABASE).broken_at is None


@pytest.mark.sqlite  # PostgreSQL lets nothing stand in a column that is not of its kind
def test_a_row_that_cannot_be_read_is_named_and_told_in_a_sentence(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    for score in (0, 1, 2):
        changed(workspace, id, ANNA, "S1.1", score=score)
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE audit SET at = 'garbage' WHERE number = 3"))
    assert check_chain(workspace, ANNA, id).broken_at == 3
    (damage,) = verify_database(workspace, ANNA).damages
    assert (damage.code, damage.facts) == ("trail", {"assessment": id, "number": 3})
    reads: list[Callable[[], object]] = [
        lambda: trail_page(workspace, ANNA, id, 0, 25),
        lambda: export_trail(workspace, ANNA, id),
        lambda: history_of(workspace, ANNA, id, "S1.1"),
        lambda: last_change(workspace, ANNA, id),
    ]
    for read in reads:
        with pytest.raises(StorageUnavailable, match="a row that cannot be read"):
            read()
    assert open_assessment(workspace, ANNA, id).assessment.answer("S1.1").score == 2
    changed(workspace, id, ANNA, "S1.1", score=4)
    assert check_chain(workspace, ANNA, id).broken_at == 3
