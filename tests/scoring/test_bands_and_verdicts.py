"""Gates, limits of the band, confidence and the verdict."""

from datetime import date

import pytest

from assess.model.assessment import Answer, Evidence, Plan, Scope, Verification
from assess.model.framework import EvidenceKind
from assess.model.scorecard import Cap, Cause, GateState, Scorecard, State
from assess.scoring import find_gaps, score_assessment
from tests.scoring.cases import all_proved, assessment, every_series, proved
from tests.shipped import shipped_framework

SECOND_ASSESSOR = Verification(organisation="same", pairs=40, within_one=0.85, kappa=0.6)


def scored(answers: dict[str, Answer], **fields: object) -> Scorecard:
    return score_assessment(shipped_framework(), assessment(answers, **{"series": every_series(), **fields}))


def gate(scorecard: Scorecard, gate_id: str) -> GateState:
    return next(gate.state for gate in scorecard.gates if gate.id == gate_id)


def test_not_done_and_not_proved_are_told_apart() -> None:
    answers = all_proved(3)
    answers["T5.3"] = proved("T5.3", 2)
    answers["R2.2"] = proved("R2.2", 4, kinds=1)
    del answers["P3.2"]
    answers["T5.5"] = Answer(criterion="T5.5", not_applicable="no_card_payments")
    scorecard = scored(answers)
    assert gate(scorecard, "T5.3") is GateState.FAILED
    assert gate(scorecard, "R2.2") is GateState.NOT_PROVED
    assert gate(scorecard, "P3.2") is GateState.OPEN
    assert gate(scorecard, "T5.5") is GateState.NOT_APPLICABLE
    assert gate(scorecard, "S2.3") is GateState.PASSED


def test_a_legal_gate_limits_the_band_to_2_and_with_a_plan_to_3() -> None:
    answers = all_proved(4)
    answers["P6.4"] = proved("P6.4", 2)
    scorecard = scored(answers, verification=SECOND_ASSESSOR)
    assert scorecard.band
    assert scorecard.band.low == 2
    assert scorecard.band.caps == (Cap(limit=2, cause=Cause.LEGAL_GATE, subjects=("P6.4",)),)
    plan = Plan(owner="HR director", due=date(2027, 3, 31))
    answers["P6.4"] = proved("P6.4", 2, plan=plan)
    planned = scored(answers, verification=SECOND_ASSESSOR)
    assert planned.band
    assert planned.band.low == 3


@pytest.mark.parametrize(
    ("score", "owner", "due"),
    [
        (1, "HR director", date(2027, 3, 31)),
        (2, " ", date(2027, 3, 31)),
        (2, "HR director", date(2026, 11, 15)),
    ],
    ids=["supported at 1", "no owner", "due on the day of the assessment"],
)
def test_a_plan_helps_only_at_2_with_an_owner_and_a_due_date_ahead(score: int, owner: str, due: date) -> None:
    answers = all_proved(4)
    answers["P6.4"] = proved("P6.4", score, plan=Plan(owner=owner, due=due))
    scorecard = scored(answers, verification=SECOND_ASSESSOR)
    assert scorecard.band
    assert scorecard.band.low == 2


def test_limits_are_listed_by_limit_and_then_by_cause() -> None:
    answers = all_proved(5)
    answers["T5.3"] = proved("T5.3", 0)
    answers["S2.3"] = proved("S2.3", 1)
    answers["X1.1"] = proved("X1.1", 2)
    for criterion_id in answers:
        if criterion_id.startswith("S"):
            answers[criterion_id] = proved(criterion_id, 2)
    answers["S2.3"] = proved("S2.3", 1)
    scorecard = scored(answers)
    assert scorecard.band
    assert [(cap.limit, cap.cause) for cap in scorecard.band.caps] == [
        (2, Cause.LEGAL_GATE),
        (3, Cause.OTHER_GATE),
        (3, Cause.WEAKEST_DIMENSION),
    ]
    assert scorecard.band.caps[2].subjects == ("S",)


def test_without_evidence_the_confidence_is_d_and_limits_the_band() -> None:
    answers = all_proved(5)
    evidence_of = [answer for answer in answers.values() if not answer.criterion.startswith("X")]
    for answer in evidence_of[:100]:
        if shipped_framework().criteria[answer.criterion].gate is None:
            answers[answer.criterion] = answer.model_copy(update={"evidence": ()})
    scorecard = scored(answers)
    assert scorecard.confidence == "D"


@pytest.mark.parametrize(
    ("verification", "confidence"),
    [
        (SECOND_ASSESSOR, "B"),
        (SECOND_ASSESSOR.model_copy(update={"organisation": "other"}), "A"),
        (SECOND_ASSESSOR.model_copy(update={"pairs": 39}), "C"),
        (SECOND_ASSESSOR.model_copy(update={"kappa": 0.59}), "C"),
        (SECOND_ASSESSOR.model_copy(update={"kappa": 0.1, "within_one": 0.95}), "B"),
        (Verification(organisation="other"), "C"),
    ],
)
def test_a_second_assessor_raises_the_confidence_when_the_sample_agrees(
    verification: Verification, confidence: str
) -> None:
    assert scored(all_proved(3), verification=verification).confidence == confidence


def test_evidence_goes_out_of_date_after_its_life() -> None:
    def supported(kind: EvidenceKind, dated: date | None, reference: str = "Seen") -> int | None:
        item = Evidence(kind=kind, reference=reference, dated=dated)
        answer = Answer(criterion="S1.1", score=5, evidence=(item,))
        return scored({"S1.1": answer}).criterion("S1.1").supported

    assert supported(EvidenceKind.RECORD, date(2025, 11, 15)) == 2
    assert supported(EvidenceKind.RECORD, date(2025, 11, 14)) == 1
    assert supported(EvidenceKind.DOCUMENT, date(2024, 11, 15)) == 2
    assert supported(EvidenceKind.DOCUMENT, date(2024, 11, 14)) == 1
    assert supported(EvidenceKind.DOCUMENT, None) == 1
    assert supported(EvidenceKind.DOCUMENT, date(2026, 1, 1), reference="  ") == 1


def test_an_express_assessment_looks_at_43_criteria_and_withholds_the_verdict() -> None:
    scorecard = scored(all_proved(3), scope=Scope.EXPRESS)
    assert sum(score.state is State.OUT_OF_SCOPE for score in scorecard.criteria) == 137
    assert (scorecard.verdict.id, scorecard.verdict.high) == ("withheld", "withheld")
    assert scorecard.band


def test_a_verdict_is_withheld_until_90_percent_are_answered() -> None:
    answers = all_proved(3)
    few = dict(list(answers.items())[:130])
    assert scored(few).verdict.id == "withheld"
    assert scored(answers).verdict.id != "withheld"


def test_the_next_better_verdict_says_what_it_needs() -> None:
    answers = all_proved(3)
    answers["T5.3"] = proved("T5.3", 2)
    verdict = scored(answers).verdict
    assert verdict.id == "gaps_to_close"
    assert [(unmet.code, unmet.subject) for unmet in verdict.unmet][-1] == ("legal_gate", "T5.3")


def test_an_assessor_lowers_a_result_and_never_raises_one() -> None:
    answers = all_proved(3)
    lowered = scored({**answers, "X2.1": Answer(criterion="X2.1", score=1)}).criterion("X2.1")
    assert (lowered.state, lowered.claimed, lowered.supported) == (State.LOWERED, 1, 1)
    raised = scored({**answers, "X2.1": Answer(criterion="X2.1", score=5)}).criterion("X2.1")
    assert (raised.state, raised.claimed) == (State.COMPUTED, 3)


def test_a_result_applies_by_the_channels_of_the_centre() -> None:
    voice = scored(all_proved(3), channels=("voice",))
    bot = scored(all_proved(3), channels=("voice", "bot"))
    assert voice.criterion("X2.6").state is State.NOT_APPLICABLE
    assert bot.criterion("X2.6").state is State.COMPUTED


def test_gaps_put_legal_gates_first_and_keep_practice_and_proof_apart() -> None:
    answers = all_proved(4)
    answers["T5.3"] = proved("T5.3", 2)
    answers["S2.3"] = proved("S2.3", 4, kinds=1)
    one = assessment(answers, series=every_series(), channels=())
    framework = shipped_framework()
    gaps = find_gaps(framework, score_assessment(framework, one))
    assert [(gap.criterion, gap.practice, gap.proof) for gap in gaps] == [("T5.3", 2, 0), ("S2.3", 0, 2)]
    assert gaps[0].effort_practice == 8 + 20  # L from 2 to 3, one class more from 3 to 4
    assert gaps[1].effort_proof == 1.0
    # 100 x 2 of 5 steps of one of 6 criteria, 6 of 33 of Platform's, 15 of 100 of the index.
    assert gaps[0].points == pytest.approx(100 * 2 / (5 * 6) * 6 / 33 * 0.15)
