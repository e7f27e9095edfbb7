"""Answers are saved whole, over the version that was seen, or not at all."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from assess.errors import Conflict, InvalidAnswer, NotFound
from assess.model.answer_parts import together
from assess.model.assessment import Answer, Evidence, Plan
from assess.model.framework import EvidenceKind
from assess.model.people import LOCAL_OWNER, Actor
from assess.model.scorecard import Scorecard
from assess.scoring import score_assessment
from assess.services import answering, assessing, reporting
from assess.services.answering import record_answer
from assess.services.assessing import export_assessment, import_assessment, list_assessments, open_assessment
from assess.storage.audit import broken_at
from tests.scoring.cases import random_assessment
from tests.services.kills import assert_nothing_lost, write_until_killed
from tests.workspaces import ASSESSED_ON, started, workspace_in

ANNA = Actor(id="anna", name="Anna")
FULL_ANSWER = Answer(
    criterion="P6.4",
    score=2,
    note="Overtime of two teams\nis over the limit 加班",
    evidence=(Evidence(kind=EvidenceKind.RECORD, reference="Rosters", dated=date(2026, 10, 1)),),
    plan=Plan(owner="HR director", due=date(2027, 3, 31)),
)


def test_an_answer_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    saved = record_answer(workspace, ANNA, assessment_id, FULL_ANSWER, 0)
    opened = open_assessment(workspace_in(tmp_path), ANNA, assessment_id)
    assert opened.assessment.answer("P6.4") == FULL_ANSWER
    assert (saved.version, opened.version("P6.4"), opened.version("S1.1")) == (1, 1, 0)


def test_the_second_of_two_writers_is_shown_both_answers_who_and_when(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    theirs = record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=4), 0)
    mine = Answer(criterion="S1.1", score=2)
    with pytest.raises(Conflict) as caught:
        record_answer(workspace, LOCAL_OWNER, assessment_id, mine, 0)
    assert (caught.value.mine, caught.value.theirs) == (mine, theirs.answer)
    assert caught.value.facts == {"version": 1, "criterion": "S1.1", "who": "Anna", "when": theirs.saved_at}
    record_answer(workspace, LOCAL_OWNER, assessment_id, mine, 1)
    assert open_assessment(workspace, ANNA, assessment_id).assessment.answer("S1.1") == mine


def test_what_is_known_spares_the_reading_and_never_hides_what_others_saved(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    known = open_assessment(workspace, ANNA, assessment_id)
    record_answer(workspace, LOCAL_OWNER, assessment_id, Answer(criterion="S1.2", score=5), 0)
    mine = record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=3), 0, known)
    again = record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=4), 1, mine.opened)
    read = open_assessment(workspace, ANNA, assessment_id)
    for opened in (again.opened, read):
        assert [(one.criterion, one.score) for one in opened.assessment.answers] == [("S1.1", 4), ("S1.2", 5)]
    assert again.opened == read
    with pytest.raises(Conflict):
        record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.2", score=1), 0, again.opened)


SEEN = Evidence(kind=EvidenceKind.RECORD, reference="Rosters", dated=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ({"note": "x"}, {"score": 4}, {"note": "x", "score": 4}),
        ({"score": 3}, {"score": 3}, {"score": 3}),
        ({"score": 3}, {"score": 4}, None),
        ({"not_applicable": "no_ai"}, {"score": 4}, None),
        ({"evidence": (SEEN,)}, {"note": "x", "score": 1}, {"evidence": (SEEN,), "note": "x", "score": 1}),
        ({}, {"note": "x"}, {"note": "x"}),
    ],
)
def test_two_changes_of_one_answer_are_put_together_where_they_do_not_touch(
    mine: dict[str, object], theirs: dict[str, object], both: dict[str, object] | None
) -> None:
    base = Answer(criterion="S1.1")
    changed = together(base, base.model_copy(update=mine), base.model_copy(update=theirs))
    assert changed == (None if both is None else base.model_copy(update=both))


def test_twenty_writers_of_one_answer_lose_nothing(tmp_path: Path) -> None:
    write_together(tmp_path, writers=20, edits=5)


def write_together(folder: Path, writers: int, edits: int) -> None:
    """Each edit is saved over what its writer saw; whoever comes second is shown both answers and chooses again."""
    workspace = workspace_in(folder)
    assessment_id = started(workspace)
    conflicts: list[Conflict] = []

    def write(number: int) -> None:
        seen = 0
        for edit in range(edits):
            while True:
                answer = Answer(criterion="S1.1", score=number % 6, note=f"writer {number}, edit {edit}")
                try:
                    seen = record_answer(workspace, LOCAL_OWNER, assessment_id, answer, seen).version
                    break
                except Conflict as conflict:
                    conflicts.append(conflict)
                    seen = int(str(conflict.facts["version"]))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_assessment(workspace, LOCAL_OWNER, assessment_id).version("S1.1") == writers * edits
    with workspace.look_in() as work:
        rows = work.audit.read(assessment_id)[1:]
    saved = {Answer.model_validate_json(row.new or "").note for row in rows}
    assert saved == {f"writer {number}, edit {edit}" for number in range(writers) for edit in range(edits)}
    # Every answer stands on the one that its writer had seen: nobody's was written over unseen.
    assert [row.old for row in rows[1:]] == [row.new for row in rows[:-1]]
    for conflict in conflicts:
        assert isinstance(conflict.mine, Answer)
        assert isinstance(conflict.theirs, Answer)
        assert conflict.mine.note != conflict.theirs.note
        assert conflict.theirs.note in saved


def test_answer_audit_row_and_scorecard_row_are_written_together(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=1), 0)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=3), 1)
    with workspace.look_in() as work:
        rows = work.audit.read(assessment_id)
    assert [(row.act, row.subject) for row in rows] == [("start", "assessment"), ("answer", "S1.1"), ("answer", "S1.1")]
    assert (rows[1].old, rows[2].old) == (None, Answer(criterion="S1.1", score=1).model_dump_json())
    assert broken_at(rows) is None
    assert list_assessments(workspace, ANNA)[0].answered == 1


def test_when_scoring_fails_nothing_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)

    def fails(*_: object) -> None:
        raise RuntimeError("no score")

    with monkeypatch.context() as patched:
        patched.setattr(answering, "score_assessment", fails)
        with pytest.raises(RuntimeError):
            record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=1), 0)
    opened = open_assessment(workspace, ANNA, assessment_id)
    assert (opened.version("S1.1"), opened.assessment.answers) == (0, ())
    with workspace.look_in() as work:
        assert len(work.audit.read(assessment_id)) == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"criterion": "Q1.1"}, "unknown_criterion"),
        ({"score": 6}, "score_off_scale"),
        ({"score": "3 Established"}, "score_off_scale"),
        ({"score": True}, "score_off_scale"),
        ({"not_applicable": "no_ai"}, "reason_not_listed"),
        ({"criterion": "S4.4", "score": 0, "not_applicable": "no_suppliers"}, "score_and_reason"),
        ({"note": "x" * 4001}, "note_too_long"),
        ({"note": "\ud800"}, "text_unusable"),
    ],
)
def test_what_the_framework_does_not_allow_is_refused_and_not_saved(
    tmp_path: Path, fields: dict[str, Any], code: str
) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    standard = {"criterion": "S1.1", "score": None, "not_applicable": None, "note": "", "evidence": (), "plan": None}
    answer = Answer.model_construct(**{**standard, **fields})
    with pytest.raises(InvalidAnswer) as caught:
        record_answer(workspace, ANNA, assessment_id, answer, 0)
    assert caught.value.code == code
    assert open_assessment(workspace, ANNA, assessment_id).assessment.answers == ()


def test_evidence_may_not_be_dated_after_the_assessment(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    item = Evidence(kind=EvidenceKind.DATA, reference="Export", dated=date(2026, 11, 16))
    with pytest.raises(InvalidAnswer) as caught:
        record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=3, evidence=(item,)), 0)
    assert caught.value.facts == {"dated": date(2026, 11, 16), "assessed_on": ASSESSED_ON}


def test_the_table_itself_refuses_a_label_in_place_of_a_score(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=1), 0)
    with workspace.database.engine.begin() as connection, pytest.raises(DBAPIError):
        connection.execute(text("UPDATE answers SET score = '**1** Begun'"))


def test_an_assessment_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    with pytest.raises(NotFound):
        open_assessment(workspace, ANNA, "no-such-id")


def test_opening_reads_the_assessment_once_and_a_report_scores_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    said: list[str] = []
    event.listen(workspace.database.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    scored: list[str] = []

    def score(*values: Any) -> Scorecard:
        scored.append("once")
        return score_assessment(*values)

    for module in (assessing, reporting):
        monkeypatch.setattr(module, "score_assessment", score)
    reporting.report_on_opened(open_assessment(workspace, ANNA, assessment_id), ASSESSED_ON)
    assert len([statement for statement in said if "assessments.centre" in statement]) == 1
    assert scored == ["once"]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_imported_comes_out_with_the_same_values_and_scores(tmp_path: Path, seed: int) -> None:
    workspace = workspace_in(tmp_path)
    one = random_assessment(seed)
    out = export_assessment(workspace, ANNA, import_assessment(workspace, ANNA, one))
    framework = workspace.framework("contact-centre")
    assert out.framework.fingerprint == framework.fingerprint
    assert out.model_copy(update={"framework": one.framework}) == one
    assert score_assessment(framework, out) == score_assessment(framework, one)


def test_a_tampered_audit_trail_is_found(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    for version in range(4):
        record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=version), version)
    with workspace.database.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET actor_name = 'Ben' WHERE number = 3"))
    with workspace.look_in() as work:
        rows = work.audit.read(assessment_id)
    assert broken_at(rows) == 3
    assert broken_at(rows[:2] + rows[3:]) == 3


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    for _ in range(3):
        assert_nothing_lost(workspace, assessment_id, write_until_killed(tmp_path, assessment_id, 20))
