"""What holds for every assessment."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from assess.model.assessment import Answer, Assessment, Evidence
from assess.model.framework import Kind
from assess.model.kpi import Series
from assess.model.scorecard import CategoryScore, DimensionScore, Interval, Scorecard
from assess.scoring import score_assessment
from tests.scoring.cases import (
    ASSESSED_ON,
    KINDS,
    all_proved,
    assessment,
    enablers,
    every_series,
    proved,
    random_answer,
    random_assessment,
)
from tests.shipped import shipped_framework

SEEDS = st.integers(0, 10**9)
# An example scores a whole assessment many times; `make check-long` affords more of them.
FEW = (
    settings(deadline=None)
    if settings.get_current_profile_name() == "long"
    else settings(max_examples=40, deadline=None)
)
VERDICTS = ["withheld", "foundations_first", "gaps_to_close", "nearly_ready", "ready"]


def scored(one: Assessment) -> Scorecard:
    return score_assessment(shipped_framework(), one)


def with_answer(one: Assessment, answer: Answer) -> Assessment:
    others = tuple(other for other in one.answers if other.criterion != answer.criterion)
    return one.model_copy(update={"answers": (*others, answer)})


def inside(outer: Interval | None, inner: Interval | None) -> bool:
    if outer is None or inner is None:
        return outer is inner or inner is None
    return outer.low - 1e-9 <= inner.low and inner.high <= outer.high + 1e-9


def test_a_changed_copy_is_scored_by_its_own_answers() -> None:
    before = assessment({"S1.1": proved("S1.1", 2)})
    assert scored(before).criterion("S1.1").claimed == 2
    assert scored(with_answer(before, proved("S1.1", 5))).criterion("S1.1").claimed == 5


def test_the_shipped_weights_sum_to_100() -> None:
    assert sum(dimension.weight for dimension in shipped_framework().dimensions) == 100


def test_all_3_and_supported_is_60_percent_and_nearly_ready_at_most() -> None:
    scorecard = scored(assessment(all_proved(3), series=every_series()))
    assert scorecard.index_supported == Interval.point(60)
    assert scorecard.verdict.id == "nearly_ready"


def test_all_enablers_claimed_5_without_evidence_and_nothing_measured_supports_20_at_most() -> None:
    answers = {criterion.id: Answer(criterion=criterion.id, score=5) for criterion in enablers()}
    scorecard = scored(assessment(answers, series=every_series(not_measured=True)))
    assert scorecard.index_supported is not None
    assert scorecard.index_supported.high <= 20
    assert scorecard.confidence == "D"


def test_a_category_that_does_not_apply_leaves_the_others_weight_alone() -> None:
    # T4 applies to nobody without bot, IVR, portal and AI; the other categories of Platform stay at 60 %.
    answers = all_proved(3)
    for criterion in shipped_framework().categories["T4"].criteria:
        answers[criterion.id] = Answer(criterion=criterion.id, not_applicable=criterion.not_applicable[0])
    scorecard = scored(assessment(answers, series=every_series()))
    assert scorecard.category("T4").supported is None
    assert scorecard.dimension("T").supported == Interval.point(60)


@FEW
@given(SEEDS)
def test_the_order_of_answers_and_series_changes_nothing(seed: int) -> None:
    one = random_assessment(seed)
    dice = random.Random(seed)
    answers, series = list(one.answers), list(one.series)
    dice.shuffle(answers)
    dice.shuffle(series)
    assert scored(one) == scored(one.model_copy(update={"answers": tuple(answers), "series": tuple(series)}))


@FEW
@given(SEEDS)
def test_raising_a_claim_never_lowers_score_index_band_or_verdict(seed: int) -> None:
    one = random_assessment(seed, answered=1.0)
    raisable = [answer for answer in one.answers if answer.score is not None and answer.score < 5]
    raisable = [answer for answer in raisable if shipped_framework().criteria[answer.criterion].kind is Kind.ENABLER]
    answer = random.Random(seed).choice(raisable)
    assert answer.score is not None
    raised = answer.model_copy(update={"score": answer.score + 1})
    assert_not_lower(scored(one), scored(with_answer(one, raised)))


@FEW
@given(SEEDS)
def test_adding_evidence_never_lowers_score_index_band_or_verdict(seed: int) -> None:
    one = random_assessment(seed)
    dice = random.Random(seed)
    answer = dice.choice([answer for answer in one.answers if answer.score is not None])
    item = Evidence(kind=dice.choice(KINDS), reference="Seen", dated=ASSESSED_ON)
    more = answer.model_copy(update={"evidence": (*answer.evidence, item)})
    assert_not_lower(scored(one), scored(with_answer(one, more)))


def assert_not_lower(before: Scorecard, after: Scorecard) -> None:
    for old, new in zip(before.criteria, after.criteria, strict=True):
        assert (new.claimed or 0) >= (old.claimed or 0)
        assert (new.supported or 0) >= (old.supported or 0)
    assert before.index_supported
    assert after.index_supported
    assert after.index_supported.low >= before.index_supported.low - 1e-9
    assert before.band
    assert after.band
    assert (after.band.low, after.band.high) >= (before.band.low, before.band.high)
    assert VERDICTS.index(after.verdict.id) >= VERDICTS.index(before.verdict.id)


@FEW
@given(SEEDS)
def test_while_open_criteria_are_answered_every_interval_only_shrinks(seed: int) -> None:
    one = random_assessment(seed, answered=0.6)
    dice = random.Random(seed)
    before = scored(one)
    opened = [score for score in before.criteria if score.is_open]
    dice.shuffle(opened)
    for score in opened[:40]:
        one = answer_at_random(one, score.id, dice)
        after = scored(one)
        assert_inside(before, after)
        before = after


def answer_at_random(one: Assessment, criterion_id: str, dice: random.Random) -> Assessment:
    criterion = shipped_framework().criteria[criterion_id]
    if criterion.kind is Kind.ENABLER:
        return with_answer(one, random_answer(criterion, dice))
    have = {series.key for series in one.series}
    missing: list[Series] = [
        series
        for entry in criterion.entries
        for series in every_series(dice.uniform(10, 90), dice.randint(1, 10))
        if series.kpi == entry.kpi and series.key not in have
    ]
    # A series may serve an entry of another result, which would be a revision there.
    alone = [series for series in missing if entries_naming(series.kpi) <= {criterion_id}]
    return one.model_copy(update={"series": (*one.series, *{series.key: series for series in alone}.values())})


def entries_naming(kpi_id: str) -> set[str]:
    criteria = shipped_framework().criteria.values()
    return {criterion.id for criterion in criteria for entry in criterion.entries if entry.kpi == kpi_id}


def assert_inside(before: Scorecard, after: Scorecard) -> None:
    assert inside(before.index_claimed, after.index_claimed)
    assert inside(before.index_supported, after.index_supported)
    assert inside(before.equal_weights, after.equal_weights)
    assert inside(before.by_count, after.by_count)
    for old, new in zip(before.dimensions + before.categories, after.dimensions + after.categories, strict=True):
        assert inside(old.claimed, new.claimed)
        assert inside(old.supported, new.supported)
    assert before.band
    assert after.band
    assert before.band.low <= after.band.low
    assert after.band.high <= before.band.high
    if before.verdict.id != "withheld":
        assert VERDICTS.index(before.verdict.id) <= VERDICTS.index(after.verdict.id)
        assert VERDICTS.index(after.verdict.high) <= VERDICTS.index(before.verdict.high)


@FEW
@given(SEEDS)
def test_claimed_is_never_below_supported_and_low_never_above_high(seed: int) -> None:
    scorecard = scored(random_assessment(seed))
    for score in scorecard.criteria:
        assert (score.claimed or 0) >= (score.supported or 0)
    assert scorecard.index_claimed
    assert scorecard.index_supported
    assert scorecard.index_claimed.low >= scorecard.index_supported.low - 1e-9
    parts: list[DimensionScore | CategoryScore] = [*scorecard.dimensions, *scorecard.categories]
    for part in parts:
        assert part.supported is None or 0 <= part.supported.low <= part.supported.high <= 100 + 1e-9


def test_an_answer_of_the_scale_is_what_a_proved_answer_supports() -> None:
    for score in range(6):
        found = scored(assessment({"S1.1": proved("S1.1", score)})).criterion("S1.1")
        assert (found.claimed, found.supported) == (score, score)
