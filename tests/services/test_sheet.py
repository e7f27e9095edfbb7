"""What a sheet offers to do at once, worked out of the assessment as it stands."""

from datetime import date, datetime
from typing import Any

from assess.model.assessment import Answer, Evidence, Scope
from assess.model.framework import EvidenceKind
from assess.scoring import score_assessment
from assess.services.assessing import OpenAssessment
from assess.services.sheet import EvidenceAbove, SettingAside, evidence_above, reasons_in, setting_aside
from assess.storage.audit import Chain
from tests.scoring.cases import assessment
from tests.shipped import shipped_framework

PLAN = Evidence(kind=EvidenceKind.DOCUMENT, reference="Plan", dated=date(2026, 1, 10))
MINUTES = Evidence(kind=EvidenceKind.RECORD, reference="Minutes", dated=date(2026, 6, 1))
CATEGORIES = shipped_framework().categories


def opened(*answers: Answer, **fields: Any) -> OpenAssessment:
    one = assessment(answers, **fields)
    return OpenAssessment(
        id="one",
        framework=shipped_framework(),
        assessment=one,
        scorecard=score_assessment(shipped_framework(), one),
        versions={},
        updated_at=datetime(2026, 11, 15),
        chain=Chain(1, ""),
        revision=1,
        finished_at=None,
        marks=frozenset(),
        unsettled=(),
    )


def above(criterion: str, *answers: Answer, **fields: Any) -> EvidenceAbove | None:
    return evidence_above(opened(*answers, **fields), shipped_framework().criteria[criterion])


def seen(criterion: str, *evidence: Evidence) -> Answer:
    return Answer(criterion=criterion, evidence=evidence)


def test_the_nearest_criterion_above_with_evidence_is_taken() -> None:
    answers = (seen("S1.1", PLAN), seen("S1.2", MINUTES, MINUTES), seen("S1.5", PLAN))
    assert above("S1.4", *answers) == EvidenceAbove(criterion="S1.2", items=(MINUTES,))
    assert above("S1.2", *answers) == EvidenceAbove(criterion="S1.1", items=(PLAN,))


def test_what_is_there_already_is_not_offered_again() -> None:
    assert above("S1.2", seen("S1.1", PLAN, MINUTES), seen("S1.2", MINUTES)) == EvidenceAbove(
        criterion="S1.1", items=(PLAN,)
    )
    assert above("S1.2", seen("S1.1", PLAN), seen("S1.2", PLAN)) is None


def test_nothing_is_offered_of_another_category_nor_of_what_is_out_of_scope() -> None:
    assert above("S1.1", seen("S1.1", PLAN)) is None
    assert above("S2.1", seen("S1.6", PLAN)) is None
    assert above("T4.5", seen("T4.1", PLAN)) is not None
    assert above("T4.5", seen("T4.1", PLAN), scope=Scope.EXPRESS) is None


def test_the_reasons_of_a_category_are_those_that_its_criteria_list() -> None:
    assert reasons_in(opened(), CATEGORIES["T4"]) == ("no_ai", "no_bot_ivr_portal")
    assert reasons_in(opened(), CATEGORIES["S4"]) == ("no_suppliers",)
    assert reasons_in(opened(), CATEGORIES["S1"]) == ()


def test_what_setting_aside_means_is_told_for_each_criterion_in_scope() -> None:
    answers = (
        Answer(criterion="T4.1", score=0),
        Answer(criterion="T4.2", not_applicable="no_bot_ivr_portal"),
        Answer(criterion="T4.4", score=3),
    )
    assert setting_aside(opened(*answers), CATEGORIES["T4"], ["no_bot_ivr_portal"]) == SettingAside(
        reasons={"T4.1": "no_bot_ivr_portal", "T4.3": "no_bot_ivr_portal"},
        losing=("T4.1",),
        already=("T4.2",),
        staying=("T4.4", "T4.5"),
    )
    assert setting_aside(opened(*answers), CATEGORIES["T4"], ["no_ai", "no_bot_ivr_portal"]) == SettingAside(
        reasons=dict.fromkeys(("T4.1", "T4.3"), "no_bot_ivr_portal") | dict.fromkeys(("T4.4", "T4.5"), "no_ai"),
        losing=("T4.1", "T4.4"),
        already=("T4.2",),
        staying=(),
    )
    in_scope = [one.id for one in CATEGORIES["T4"].criteria if one.express]
    plan = setting_aside(opened(scope=Scope.EXPRESS), CATEGORIES["T4"], [])
    assert plan == SettingAside(reasons={}, losing=(), already=(), staying=tuple(in_scope))
