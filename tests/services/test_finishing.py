"""A finished revision stays as it is, and so does what was printed of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assess import __version__
from assess.errors import Finished, NotFound, ReportFailed
from assess.i18n import Language
from assess.model.assessment import Answer, UnsettledAnswer
from assess.model.gap_report import GapReport
from assess.model.people import LOCAL_OWNER, Actor
from assess.services import finishing, reporting
from assess.services.answering import keep_unsettled, mark_for_review, record_answer, set_aside, settle
from assess.services.assessing import list_assessments, open_assessment
from assess.services.finishing import (
    current_report,
    finish_assessment,
    finished_report,
    list_milestones,
    reopen_assessment,
)
from assess.settings import CHECKOUT
from assess.storage.audit import broken_at
from assess.workspace import Workspace
from tests.databases import database_url
from tests.services.test_frozen_frameworks import own_framework, start
from tests.workspaces import ASSESSED_ON, finished, milestone_of, started, workspace_in

ANNA = Actor(id="anna", name="Anna")
TODAY = date(2026, 11, 20)


class Printer:
    """In place of the printing process: no two prints are alike, and each report is kept to be looked at."""

    def __init__(self) -> None:
        self.reports: list[GapReport] = []

    def __call__(self, report: GapReport, language: Language) -> bytes:
        self.reports.append(report)
        return f"print {len(self.reports)} of {report.assessment.centre.name} in {language}".encode()


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    printer = Printer()
    monkeypatch.setattr(reporting, "print_pdf", printer)
    return printer


def answered(workspace: Workspace, score: int = 3) -> str:
    assessment_id = started(workspace)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=score), 0)
    return assessment_id


def kept(workspace: Workspace, assessment_id: str, revision: int = 1) -> dict[Language, bytes]:
    return {
        language: finished_report(workspace, ANNA, assessment_id, revision, language).content for language in Language
    }


def test_a_finished_revision_is_frozen_with_day_name_program_framework_and_scores(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    before = open_assessment(workspace, ANNA, assessment_id)
    opened = finished(workspace, ANNA, assessment_id, TODAY)
    assert (opened.is_finished, opened.revision, opened.scorecard) == (True, 1, before.scorecard)
    (summary,) = list_milestones(workspace, ANNA, assessment_id)
    assert (summary.revision, summary.finished_on, summary.actor_name) == (1, TODAY, "Anna")
    assert (summary.finished_at, summary.program_version) == (opened.finished_at, __version__)
    milestone = milestone_of(workspace, assessment_id, 1)
    assert (milestone.framework, milestone.assessment) == (before.framework, before.assessment)
    assert milestone.scorecard == before.scorecard
    with pytest.raises(NotFound, match="no finished revision 2"):
        milestone_of(workspace, assessment_id, 2)


def test_nothing_is_finished_that_was_changed_after_it_was_seen(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    seen = open_assessment(workspace, ANNA, assessment_id)
    record_answer(workspace, LOCAL_OWNER, assessment_id, Answer(criterion="S1.1", score=0), 1)
    with pytest.raises(Finished) as raised:
        finish_assessment(workspace, ANNA, seen, TODAY)
    assert raised.value.code == "changed_meanwhile"
    assert not open_assessment(workspace, ANNA, assessment_id).is_finished
    assert list_milestones(workspace, ANNA, assessment_id) == ()
    assert finished(workspace, ANNA, assessment_id, TODAY).is_finished


WAITING = UnsettledAnswer(
    number=1,
    answer=Answer(criterion="S1.1", score=2),
    met=Answer(criterion="S1.1"),
    at=datetime(2026, 11, 15),
    actor="anna",
    actor_name="Anna",
)
CHANGES: dict[str, Callable[[Workspace, str], object]] = {
    "answer": lambda workspace, id: record_answer(workspace, ANNA, id, Answer(criterion="S1.1", score=1), 1),
    "set aside": lambda workspace, id: set_aside(
        workspace, ANNA, id, {"S4.4": "no_suppliers"}, open_assessment(workspace, ANNA, id)
    ),
    "mark": lambda workspace, id: mark_for_review(workspace, ANNA, id, "S1.1", True),
    "conflict": lambda workspace, id: keep_unsettled(workspace, ANNA, id, Answer(criterion="S1.1", score=2)),
    "settle": lambda workspace, id: settle(workspace, ANNA, id, WAITING, "mine", 1),
    "finish": lambda workspace, id: finished(workspace, ANNA, id, TODAY),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_finished_revision_takes_no_change(tmp_path: Path, name: str) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    before = finished(workspace, ANNA, assessment_id, TODAY)
    with pytest.raises(Finished, match="Revision 1 is finished"):
        CHANGES[name](workspace, assessment_id)
    assert open_assessment(workspace, ANNA, assessment_id) == before


def test_an_answer_that_waits_for_a_choice_is_in_the_way_of_finishing(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    waiting = keep_unsettled(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=1)).unsettled
    with pytest.raises(Finished) as caught:
        finished(workspace, ANNA, assessment_id, TODAY)
    assert (caught.value.code, caught.value.facts) == ("waiting_choices", {"count": 1})
    assert list_milestones(workspace, ANNA, assessment_id) == ()
    settle(workspace, ANNA, assessment_id, waiting[0], "theirs", 1)
    assert finished(workspace, ANNA, assessment_id, TODAY).is_finished


def test_a_new_revision_goes_on_where_the_finished_one_stays(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace, score=3)
    with pytest.raises(Finished, match="not finished"):
        reopen_assessment(workspace, ANNA, assessment_id)
    finished(workspace, ANNA, assessment_id, TODAY)
    first = milestone_of(workspace, assessment_id, 1)
    opened = reopen_assessment(workspace, ANNA, assessment_id)
    assert (opened.revision, opened.is_finished, opened.assessment) == (2, False, first.assessment)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=5), 1)
    finished(workspace, LOCAL_OWNER, assessment_id, TODAY + timedelta(days=1))
    assert milestone_of(workspace, assessment_id, 1) == first
    assert [one.revision for one in list_milestones(workspace, ANNA, assessment_id)] == [2, 1]
    assert milestone_of(workspace, assessment_id, 2).assessment.answer("S1.1").score == 5


def test_the_list_of_assessments_tells_the_revision_and_when_it_was_finished(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    opened = finished(workspace, ANNA, assessment_id, TODAY)
    (listed,) = list_assessments(workspace, ANNA)
    assert (listed.revision, listed.finished_at) == (1, opened.finished_at)
    reopen_assessment(workspace, ANNA, assessment_id)
    (listed,) = list_assessments(workspace, ANNA)
    assert (listed.revision, listed.finished_at) == (2, None)


@pytest.mark.usefixtures("printer")
def test_the_trail_tells_of_finishing_printing_and_opening_again(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    finished(workspace, ANNA, assessment_id, TODAY)
    finished_report(workspace, ANNA, assessment_id, 1, Language.ZH)
    reopen_assessment(workspace, ANNA, assessment_id)
    with workspace.look_in() as work:
        rows, end = work.audit.read(assessment_id), work.audit.chain(assessment_id)
    acts = [(row.act, row.subject) for row in rows[2:]]
    assert acts == [("finish", "assessment"), ("print", "report 1 zh"), ("reopen", "assessment")]
    assert broken_at(rows, end) is None


def test_the_report_of_a_finished_revision_is_printed_once_a_language(tmp_path: Path, printer: Printer) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    finished(workspace, ANNA, assessment_id, TODAY)
    assert list_milestones(workspace, ANNA, assessment_id)[0].printed == frozenset()
    english = finished_report(workspace, ANNA, assessment_id, 1, Language.EN)
    assert english.content == b"print 1 of Riverside in en"
    assert (english.name, english.media_type) == ("Riverside-2026-11-15-revision-1-en.pdf", "application/pdf")
    assert list_milestones(workspace, ANNA, assessment_id)[0].printed == {Language.EN}
    assert finished_report(workspace, ANNA, assessment_id, 1, Language.EN) == english
    assert finished_report(workspace, ANNA, assessment_id, 1, Language.ZH).content == b"print 2 of Riverside in zh"
    assert list_milestones(workspace, ANNA, assessment_id)[0].printed == set(Language)
    assert milestone_of(workspace, assessment_id, 1).printed == set(Language)
    assert len(printer.reports) == 2
    with pytest.raises(NotFound):
        finished_report(workspace, ANNA, assessment_id, 2, Language.EN)


@pytest.mark.usefixtures("printer")
def test_what_was_printed_stays_byte_for_byte_whatever_changes_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_framework(tmp_path)
    workspace = workspace_in(tmp_path)
    assessment_id = start(workspace)
    finished(workspace, ANNA, assessment_id, TODAY)
    printed = kept(workspace, assessment_id)

    # From here on a print would fail, and so would the framework on disk.
    def never(*_: Any) -> bytes:
        raise AssertionError("printed once more")

    monkeypatch.setattr(reporting, "print_pdf", never)
    for module in (finishing, reporting):
        monkeypatch.setattr(module, "__version__", "9.9.9")
    file.write_text("criteria: gone", encoding="utf-8")
    assert kept(workspace, assessment_id) == printed

    reopen_assessment(workspace, ANNA, assessment_id)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="P1.1", score=1), 0)
    assert kept(workspace, assessment_id) == printed
    finished(workspace, ANNA, assessment_id, TODAY + timedelta(days=30))
    assert kept(workspace_in(tmp_path), assessment_id) == printed
    assert milestone_of(workspace, assessment_id, 2).program_version == "9.9.9"


def test_a_late_print_is_of_the_revision_as_it_was_finished(
    tmp_path: Path, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace, score=3)
    before = finished(workspace, ANNA, assessment_id, TODAY)
    reopen_assessment(workspace, ANNA, assessment_id)
    record_answer(workspace, ANNA, assessment_id, Answer(criterion="S1.1", score=0), 1)
    monkeypatch.setattr(finishing, "__version__", "9.9.9")
    finished_report(workspace, ANNA, assessment_id, 1, Language.EN)
    (report,) = printer.reports
    assert (report.assessment, report.scorecard) == (before.assessment, before.scorecard)
    assert (report.revision, report.printed_on) == (1, TODAY)
    assert report.program_version != "9.9.9"


@pytest.mark.usefixtures("printer")
def test_a_print_that_fails_leaves_the_revision_finished_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    finished(workspace, ANNA, assessment_id, TODAY)

    def fails(*_: Any) -> bytes:
        raise ReportFailed("no paper")

    with monkeypatch.context() as patched:
        patched.setattr(reporting, "print_pdf", fails)
        with pytest.raises(ReportFailed):
            finished_report(workspace, ANNA, assessment_id, 1, Language.EN)
    assert open_assessment(workspace, ANNA, assessment_id).is_finished
    assert finished_report(workspace, ANNA, assessment_id, 1, Language.EN).content == b"print 1 of Riverside in en"


def test_of_two_prints_at_once_the_first_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    finished(workspace, ANNA, assessment_id, TODAY)
    quick: list[bytes] = []

    def slow(*_: Any) -> bytes:
        """While it prints, somebody else asks for the same and is quicker."""
        monkeypatch.setattr(reporting, "print_pdf", lambda *_: b"the quick one")
        quick.append(finished_report(workspace, LOCAL_OWNER, assessment_id, 1, Language.EN).content)
        return b"the slow one"

    monkeypatch.setattr(reporting, "print_pdf", slow)
    assert finished_report(workspace, ANNA, assessment_id, 1, Language.EN).content == b"the quick one"
    assert quick == [b"the quick one"]


def test_an_open_assessment_is_printed_as_it_stands_and_a_finished_one_as_it_is_kept(
    tmp_path: Path, printer: Printer
) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    prints = [current_report(workspace, ANNA, assessment_id, Language.EN, TODAY) for _ in range(2)]
    assert [one.name for one in prints] == ["Riverside-2026-11-15-en.pdf"] * 2
    assert prints[0].content != prints[1].content
    assert {(one.revision, one.printed_on) for one in printer.reports} == {(None, TODAY)}
    finished(workspace, ANNA, assessment_id, TODAY)
    prints = [current_report(workspace, ANNA, assessment_id, Language.EN, ASSESSED_ON) for _ in range(2)]
    assert prints[0] == prints[1] == finished_report(workspace, ANNA, assessment_id, 1, Language.EN)


@pytest.mark.usefixtures("printer")
def test_the_command_writes_the_bytes_that_are_kept(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = answered(workspace)
    finished(workspace, ANNA, assessment_id, TODAY)
    printed = kept(workspace, assessment_id)
    for language, content in printed.items():
        file = tmp_path / f"{language}.pdf"
        done = subprocess.run(
            [sys.executable, "-m", "assess", "report", assessment_id, "--language", language, "--output", str(file)],
            cwd=CHECKOUT,
            env=os.environ | {"ASSESS_HOME": str(tmp_path), "ASSESS_DATABASE_URL": database_url(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert file.read_bytes() == content


def test_what_is_not_there_can_neither_be_finished_nor_opened_again(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    with pytest.raises(NotFound, match="no assessment nowhere"):
        finished(workspace, ANNA, "nowhere", TODAY)
    with pytest.raises(NotFound, match="no assessment nowhere"):
        reopen_assessment(workspace, ANNA, "nowhere")
