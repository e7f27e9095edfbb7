"""What a click is made upon, also where it comes before the page is drawn anew."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.model.assessment import Answer, Evidence
from assess.model.framework import EvidenceKind
from assess.model.people import Actor
from assess.services.answering import mark_for_review, record_answer
from assess.services.assessing import OpenAssessment, open_assessment
from assess.services.safekeeping import restore_backup, take_backup
from assess.ui.session import answers
from assess.workspace import Workspace
from tests.workspaces import started, workspace_in

ANNA = Actor(id="anna", name="Anna")
PLAN = Evidence(kind=EvidenceKind.DOCUMENT, reference="Plan 2026", dated=date(2026, 1, 10))
WRITTEN = Answer(criterion="S1.1", score=2, note="seen in the plan", evidence=(PLAN,))


class Page:
    """A session at an assessment that has one answer, as its widgets drive it; nothing is drawn but by `draw`."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.id = started(workspace)
        record_answer(workspace, ANNA, self.id, WRITTEN, 0)

    def draw(self) -> bool:
        """True where the widgets of S1.1 are given the saved answer."""
        opened = open_assessment(self.workspace, ANNA, self.id)
        st.session_state.setdefault("opened", {})[self.id] = opened
        return answers.see(self.id, opened.assessment.answer("S1.1"), opened.version("S1.1"))

    def click(self, **fields: Any) -> bool:
        """As a widget's callback does: upon what was seen."""
        seen = answers.seen_answer(self.id, "S1.1")
        return answers.save(self.id, seen.answer.model_copy(update=fields), seen.version)

    def by_another(self, **fields: Any) -> None:
        now = self.opened()
        answer = now.assessment.answer("S1.1").model_copy(update=fields)
        record_answer(self.workspace, ANNA, self.id, answer, now.version("S1.1"))

    def opened(self) -> OpenAssessment:
        return open_assessment(self.workspace, ANNA, self.id)

    def stands(self) -> Answer:
        return self.opened().assessment.answer("S1.1")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    workspace = workspace_in(tmp_path)
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(answers, "workspace", lambda: workspace)
    return Page(workspace)


def test_a_click_right_after_a_mark_keeps_note_and_evidence(page: Page) -> None:
    page.draw()
    assert answers.change(page.id, "S1.1", lambda: mark_for_review(page.workspace, ANNA, page.id, "S1.1", True))
    assert page.click(score=4)
    assert page.stands() == WRITTEN.model_copy(update={"score": 4})
    assert page.opened().unsettled == ()


def test_a_click_right_after_one_that_could_not_be_saved_keeps_note_and_evidence(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.draw()
    with monkeypatch.context() as patched:

        def fails(*_: Any) -> None:
            raise worded(StorageUnavailable, "storage_full", file="assess.db")

        patched.setattr(answers, "record_answer", fails)
        assert not page.click(score=3)
    assert answers.failures(page.id)["S1.1"].code == "storage_full"
    assert page.click(score=4)
    assert page.stands() == WRITTEN.model_copy(update={"score": 4})
    assert answers.failures(page.id) == {}


def test_a_click_right_after_one_that_was_merged_keeps_what_the_other_wrote(page: Page) -> None:
    page.draw()
    page.by_another(note="seen by Ben, too")
    assert page.click(score=3)
    assert page.click(score=4)
    assert page.stands() == WRITTEN.model_copy(update={"score": 4, "note": "seen by Ben, too"})
    assert page.opened().unsettled == ()


def test_a_click_right_after_one_that_met_another_is_kept_with_note_and_evidence(page: Page) -> None:
    page.draw()
    page.by_another(score=1)
    assert page.click(score=3)
    assert page.click(score=4)
    assert page.stands() == WRITTEN.model_copy(update={"score": 1})
    kept = [one.answer for one in page.opened().unsettled]
    assert kept == [WRITTEN.model_copy(update={"score": score}) for score in (3, 4)]


def test_a_click_on_what_was_never_drawn_is_made_upon_the_opened_answer(page: Page) -> None:
    page.draw()
    st.session_state.pop(f"seen:{page.id}")
    assert page.click(score=4)
    assert page.stands() == WRITTEN.model_copy(update={"score": 4})


def test_widgets_are_given_the_saved_answer_once_after_anything_that_they_do_not_show(page: Page) -> None:
    assert page.draw()  # the first time
    assert not page.draw()
    assert page.click(score=3)
    assert not page.draw()  # they show it already
    page.by_another(note="seen by Ben, too")
    assert page.click(score=4)
    assert page.draw()  # merged
    assert not page.draw()
    answers.redraw(page.id, "S1.1")
    assert page.draw()
    assert not page.draw()


def test_a_click_on_a_page_from_before_a_restore_meets_the_answer_that_has_taken_its_number(page: Page) -> None:
    copy = take_backup(page.workspace, ANNA)
    page.draw()
    assert page.click(score=3)
    restore_backup(page.workspace.settings, ANNA, copy, page.workspace.clock())
    page.by_another(note="after the restore")
    assert page.opened().version("S1.1") == answers.seen_answer(page.id, "S1.1").version
    assert page.click(score=4)
    assert page.stands() == WRITTEN.model_copy(update={"note": "after the restore"})
    (kept,) = page.opened().unsettled
    assert kept.answer == WRITTEN.model_copy(update={"score": 4, "note": "after the restore"})
