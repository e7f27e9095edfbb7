"""What is to be checked before finishing, and the register of evidence."""

from datetime import date
from pathlib import Path

import pytest

from assess.i18n import Language
from assess.model.assessment import Answer, Evidence, Plan, Scope
from assess.model.checklist import Checklist, IdleEvidence, PlanFault
from assess.model.framework import EvidenceKind, Kind
from assess.model.people import LOCAL_OWNER
from assess.model.register import RegisteredEvidence, WhyNot
from assess.model.scorecard import GateState
from assess.scoring.checklist import what_to_check
from assess.scoring.register import evidence_register
from assess.services.answering import record_answer
from assess.services.assessing import OpenAssessment, import_assessment, open_assessment
from tests.reports.reports import demo
from tests.workspaces import ASSESSED_ON, started, workspace_in

TODAY = date(2026, 11, 20)
HANDBOOK = Evidence(kind=EvidenceKind.DOCUMENT, reference="Handbook", dated=date(2026, 2, 1))
ROSTERS = Evidence(kind=EvidenceKind.RECORD, reference="Rosters", dated=date(2026, 10, 1))
OLD_ROSTERS = Evidence(kind=EvidenceKind.RECORD, reference="Rosters", dated=date(2024, 10, 1))
UNDATED = Evidence(kind=EvidenceKind.INTERVIEW, reference="Head of planning")
UNNAMED = Evidence(kind=EvidenceKind.DATA, reference="  ", dated=date(2026, 10, 1))


def opened_with(folder: Path, *answers: Answer, scope: Scope = Scope.FULL) -> OpenAssessment:
    workspace = workspace_in(folder)
    assessment_id = started(workspace, scope)
    for answer in answers:
        record_answer(workspace, LOCAL_OWNER, assessment_id, answer, 0)
    return open_assessment(workspace, LOCAL_OWNER, assessment_id)


def checked(opened: OpenAssessment, today: date = TODAY) -> Checklist:
    return what_to_check(opened.framework, opened.assessment, opened.scorecard, today)


def register(opened: OpenAssessment) -> tuple[RegisteredEvidence, ...]:
    return evidence_register(opened.framework, opened.assessment, opened.scorecard)


def test_every_open_practice_stands_under_its_category_and_every_open_result_waits(tmp_path: Path) -> None:
    opened = opened_with(tmp_path, *(Answer(criterion=f"S1.{number}", score=1) for number in (1, 2, 3, 5, 6)))
    found = checked(opened)
    assert (found.unanswered[0].category, found.unanswered[0].criteria) == ("S1", ("S1.4",))
    listed = [criterion for one in found.unanswered for criterion in one.criteria] + list(found.waiting)
    assert sorted(listed) == sorted(score.id for score in opened.scorecard.criteria if score.is_open)
    assert {opened.framework.criteria[criterion].kind for criterion in found.waiting} == {Kind.RESULT}
    assert len(found.waiting) == opened.scorecard.waiting


def test_what_is_out_of_scope_or_does_not_apply_is_not_to_be_checked(tmp_path: Path) -> None:
    opened = opened_with(tmp_path, Answer(criterion="S4.4", not_applicable="no_suppliers"), scope=Scope.EXPRESS)
    listed = [criterion for one in checked(opened).unanswered for criterion in one.criteria]
    assert "S4.4" not in listed
    assert all(opened.framework.criteria[criterion].express for criterion in listed)


def test_what_is_claimed_higher_than_proved_says_which_kinds_of_evidence_are_missing(tmp_path: Path) -> None:
    """One kind of current evidence supports 2: without any it is 1."""
    opened = opened_with(
        tmp_path,
        Answer(criterion="S1.1", score=1),
        Answer(criterion="S1.2", score=4, evidence=(HANDBOOK, OLD_ROSTERS)),
        Answer(criterion="S1.3", score=3, evidence=(HANDBOOK, ROSTERS)),
        Answer(criterion="S1.4", score=5),
    )
    two, four = checked(opened).not_proved
    assert (two.criterion, two.claimed, two.supported, two.more) == ("S1.2", 4, 2, 2)
    assert two.missing == tuple(kind for kind in EvidenceKind if kind is not EvidenceKind.DOCUMENT)
    assert (four.criterion, four.claimed, four.supported, four.more) == ("S1.4", 5, 1, 4)
    assert four.missing == tuple(EvidenceKind)


def test_of_what_is_not_proved_gates_that_are_not_passed_come_first_and_legal_ones_before(tmp_path: Path) -> None:
    """S5.1 is a system gate, T5.2 a legal one, R2.2 a legal one that passes."""
    proof = (HANDBOOK, ROSTERS)
    opened = opened_with(
        tmp_path,
        Answer(criterion="S1.1", score=3),
        Answer(criterion="S5.1", score=3),
        Answer(criterion="R2.2", score=4, evidence=proof),
        Answer(criterion="T5.2", score=3),
        Answer(criterion="T5.3", score=0),
    )
    states = {gate.id: gate.state for gate in opened.scorecard.gates}
    assert (states["R2.2"], states["T5.3"]) == (GateState.PASSED, GateState.FAILED)
    found = checked(opened).not_proved
    assert [(one.criterion, one.gate) for one in found] == [
        ("T5.2", GateState.NOT_PROVED),
        ("S5.1", GateState.NOT_PROVED),
        ("S1.1", None),
        ("R2.2", None),
    ]


def test_a_result_that_its_source_limits_wants_no_evidence(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = import_assessment(workspace, LOCAL_OWNER, demo(Language.EN))
    opened = open_assessment(workspace, LOCAL_OWNER, assessment_id)
    results = [one for one in checked(opened).not_proved if one.criterion.startswith("X")]
    limited = [
        score.id
        for score in opened.scorecard.criteria
        if score.kind is Kind.RESULT and (score.claimed or 0) > (score.supported or 0)
    ]
    assert [one.criterion for one in results if opened.framework.criteria[one.criterion].kind is Kind.RESULT] == limited
    assert limited
    assert {(one.more, one.missing) for one in results if one.criterion in limited} == {(0, ())}


def test_evidence_that_does_not_count_is_told_where_it_was_to_support_an_answer(tmp_path: Path) -> None:
    opened = opened_with(
        tmp_path,
        Answer(criterion="S1.1", score=3, evidence=(HANDBOOK, OLD_ROSTERS, UNDATED, UNNAMED)),
        Answer(criterion="S1.2", evidence=(UNDATED,)),
        Answer(criterion="S4.4", not_applicable="no_suppliers", evidence=(UNDATED,)),
    )
    found = checked(opened)
    assert found.evidence == (
        IdleEvidence(criterion="S1.1", item=OLD_ROSTERS, why_not=WhyNot.OUT_OF_DATE),
        IdleEvidence(criterion="S1.1", item=UNDATED, why_not=WhyNot.UNDATED),
        IdleEvidence(criterion="S1.1", item=UNNAMED, why_not=WhyNot.UNNAMED),
    )
    assert found.drafts == ("S1.2",)


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (None, None),
        (Plan(owner="HR director", due=date(2026, 11, 20)), None),
        (Plan(owner="HR director", due=date(2026, 11, 19)), PlanFault.OVERDUE),
        (Plan(owner="HR director"), PlanFault.NO_DAY),
        (Plan(owner=" ", due=date(2027, 1, 1)), PlanFault.NO_OWNER),
    ],
)
def test_the_plan_of_a_gate_names_an_owner_and_a_day_that_is_not_past(
    tmp_path: Path, plan: Plan | None, fault: PlanFault | None
) -> None:
    opened = opened_with(tmp_path, Answer(criterion="P6.4", score=1, plan=plan))
    assert [(one.criterion, one.fault) for one in checked(opened).plans] == ([("P6.4", fault)] if fault else [])


def test_a_plan_is_nothing_to_check_where_the_gate_is_passed_or_there_is_none(tmp_path: Path) -> None:
    opened = opened_with(
        tmp_path,
        Answer(criterion="P6.4", score=4, evidence=(HANDBOOK, ROSTERS, UNNAMED), plan=Plan(owner="HR director")),
        Answer(criterion="S1.1", score=0, plan=Plan(owner="HR director")),
    )
    assert checked(opened).plans == ()


def test_the_same_thing_seen_at_several_criteria_is_registered_once(tmp_path: Path) -> None:
    opened = opened_with(
        tmp_path,
        Answer(criterion="T1.1", score=3, evidence=(HANDBOOK,)),
        Answer(criterion="S1.1", score=3, evidence=(ROSTERS, HANDBOOK, HANDBOOK)),
        Answer(criterion="S1.2", evidence=(HANDBOOK.model_copy(update={"reference": " Handbook "}), OLD_ROSTERS)),
    )
    assert [(one.item, one.criteria) for one in register(opened)] == [
        (ROSTERS, ("S1.1",)),
        (HANDBOOK, ("S1.1", "S1.2", "T1.1")),
        (OLD_ROSTERS, ("S1.2",)),
    ]


def test_the_register_says_until_when_evidence_counts_and_why_it_does_not(tmp_path: Path) -> None:
    """A document counts for 24 months, a record for 12."""
    opened = opened_with(
        tmp_path,
        Answer(criterion="S1.1", score=3, evidence=(HANDBOOK, OLD_ROSTERS, UNDATED, UNNAMED)),
        Answer(criterion="S1.2", evidence=(ROSTERS, OLD_ROSTERS)),
    )
    assert [(one.item.reference, one.until, one.why_not, one.counts) for one in register(opened)] == [
        ("Handbook", date(2028, 2, 1), None, True),
        ("Rosters", date(2025, 10, 1), WhyNot.OUT_OF_DATE, False),
        ("Head of planning", None, WhyNot.UNDATED, False),
        ("", date(2027, 10, 1), WhyNot.UNNAMED, False),
        ("Rosters", date(2027, 10, 1), WhyNot.NOT_USED, False),
    ]


def test_evidence_counts_on_its_last_day_and_not_on_the_next(tmp_path: Path) -> None:
    last = ROSTERS.model_copy(update={"dated": date(2025, 11, 15)})
    past = ROSTERS.model_copy(update={"dated": date(2025, 11, 14)})
    opened = opened_with(tmp_path, Answer(criterion="S1.1", score=3, evidence=(last, past)))
    assert [(one.until == ASSESSED_ON, one.counts) for one in register(opened)] == [(True, True), (False, False)]


def test_the_register_holds_all_evidence_of_an_assessment(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    one = demo(Language.EN)
    opened = open_assessment(workspace, LOCAL_OWNER, import_assessment(workspace, LOCAL_OWNER, one))
    seen = {(answer.criterion, item) for answer in one.answers for item in answer.evidence}
    assert {(criterion, entry.item) for entry in register(opened) for criterion in entry.criteria} == seen
    assert len(seen) > 100
