"""Notes are saved upon the note that they were typed upon, and kept beside any other."""

from pathlib import Path

import pytest

from assess.errors import Finished, InvalidAnswer
from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER, Actor
from assess.scoring import score_assessment
from assess.services.answering import chosen_answer, record_answer, settle
from assess.services.assessing import OpenAssessment, open_assessment
from assess.services.noting import notes_that_wait, record_note
from assess.storage.verify import find_damage
from tests.workspaces import ASSESSED_ON, finished, started, workspace_in

BEN = Actor(id="ben", name="Ben")


def waiting(opened: OpenAssessment) -> list[str]:
    return [one.answer.note for one in opened.unsettled]


def test_a_note_is_saved_with_all_else_as_it_stands(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    known = record_note(workspace, LOCAL_OWNER, id, "S1.1", "seen", "")
    record_answer(workspace, BEN, id, Answer(criterion="S1.1", score=4, note="seen"), 1)
    opened = record_note(workspace, LOCAL_OWNER, id, "S1.1", "seen in the plan", "seen", known=known)
    assert opened == open_assessment(workspace, LOCAL_OWNER, id)
    assert opened.assessment.answer("S1.1") == Answer(criterion="S1.1", score=4, note="seen in the plan")
    assert opened.version("S1.1") == 3


def test_a_note_over_another_one_is_kept_beside_it(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    record_note(workspace, LOCAL_OWNER, id, "S1.1", "first", "")
    opened = record_note(workspace, BEN, id, "S1.1", "second", "")
    assert (opened.assessment.answer("S1.1").note, waiting(opened)) == ("first", ["second"])
    assert opened.unsettled[0].actor_name == "Ben"
    assert notes_that_wait(opened, "S1.1") == ("second",)
    assert notes_that_wait(opened, "S1.2") == ()


def test_a_note_that_was_typed_on_while_it_was_sent_is_no_conflict_with_oneself(tmp_path: Path) -> None:
    """Whether the server's word came back or not."""
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    record_note(workspace, LOCAL_OWNER, id, "S1.1", "one", "")
    opened = record_note(workspace, LOCAL_OWNER, id, "S1.1", "one two three", "", ("one", "one two"))
    assert (opened.assessment.answer("S1.1").note, waiting(opened)) == ("one two three", [])


def test_of_what_is_typed_on_in_a_conflict_the_newest_text_waits(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    record_note(workspace, LOCAL_OWNER, id, "S1.1", "first", "")
    record_note(workspace, BEN, id, "S1.1", "second", "")
    record_note(workspace, LOCAL_OWNER, id, "S1.1", "third", "")
    opened = record_note(workspace, BEN, id, "S1.1", "second, and more", "", ("second", "third"))
    assert waiting(opened) == ["third", "second, and more"]
    assert opened == open_assessment(workspace, BEN, id)
    # Chosen in the meantime, the older text is what the newer one was typed upon.
    settle(workspace, LOCAL_OWNER, id, opened.unsettled[1], "mine", opened.version("S1.1"))
    opened = record_note(workspace, BEN, id, "S1.1", "second, and still more", "", ("second, and more",))
    assert (opened.assessment.answer("S1.1").note, waiting(opened)) == ("second, and still more", ["third"])
    assert find_damage(workspace.database, score_assessment) == ()


def test_what_was_not_in_question_stays_when_a_choice_is_made(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=2, note="first"), 0)
    kept = record_note(workspace, BEN, id, "S1.1", "second", "").unsettled[0]
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=4, note="first"), 1)
    assert chosen_answer(kept, open_assessment(workspace, BEN, id).assessment.answer("S1.1")) == Answer(
        criterion="S1.1", score=4, note="second"
    )
    opened = settle(workspace, BEN, id, kept, "mine", 2)
    assert opened.assessment.answer("S1.1") == Answer(criterion="S1.1", score=4, note="second")
    assert find_damage(workspace.database, score_assessment) == ()


def test_a_text_that_is_there_already_changes_nothing(tmp_path: Path) -> None:
    """Sent twice, or by two pages; also where nothing may be changed any more."""
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    record_note(workspace, LOCAL_OWNER, id, "S1.1", "first", "")
    kept = record_note(workspace, BEN, id, "S1.1", "second", "")
    for text in ("first", "second"):
        assert record_note(workspace, BEN, id, "S1.1", text, "of long ago") == kept
    settle(workspace, BEN, id, kept.unsettled[0], "theirs", kept.version("S1.1"))
    finished(workspace, LOCAL_OWNER, id, ASSESSED_ON)
    assert record_note(workspace, BEN, id, "S1.1", "first", "").chain == open_assessment(workspace, BEN, id).chain
    with pytest.raises(Finished):
        record_note(workspace, BEN, id, "S1.1", "second", "first")


def test_a_note_that_cannot_be_saved_is_refused(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    id = started(workspace)
    for criterion, text in (("S1.1", "x" * 4001), ("S1.1", "\ud800"), ("Q9.9", "of nothing")):
        with pytest.raises(InvalidAnswer):
            record_note(workspace, LOCAL_OWNER, id, criterion, text, "")
    assert open_assessment(workspace, LOCAL_OWNER, id).assessment.answers == ()
