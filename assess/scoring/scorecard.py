"""From an assessment to its scorecard."""

from assess.model.assessment import Assessment, Scope
from assess.model.framework import Criterion, Framework, Kind
from assess.model.scorecard import (
    CategoryScore,
    Completion,
    CriterionScore,
    DimensionScore,
    Reason,
    Scorecard,
    State,
)
from assess.scoring.aggregate import Side, interval, scores_at, side_of
from assess.scoring.bands import End, band_range, confidence_of, gates_of, not_passed
from assess.scoring.ladder import score_enabler
from assess.scoring.results import score_result
from assess.scoring.verdict import verdict_of


def score_assessment(framework: Framework, assessment: Assessment) -> Scorecard:
    """Scores claimed and supported; while anything is unanswered every figure is an interval.

    An open criterion counts 0 for the low end and the top score for the high end, on both sides.
    """
    criteria = score_criteria(framework, assessment)
    by_id = {score.id: score for score in criteria}
    top = framework.top_score
    claimed_low = side_of(framework, scores_at(criteria, 0, supported=False))
    claimed_high = side_of(framework, scores_at(criteria, top, supported=False))
    supported_low = side_of(framework, scores_at(criteria, 0, supported=True))
    supported_high = side_of(framework, scores_at(criteria, top, supported=True))
    gates = gates_of(framework, by_id)
    low = End(
        supported_low,
        not_passed(framework, gates, open_passes=False),
        confidence_of(framework, assessment, by_id, open_counts=False),
    )
    high = End(
        supported_high,
        not_passed(framework, gates, open_passes=True),
        confidence_of(framework, assessment, by_id, open_counts=True),
    )
    completion = completion_of(criteria)
    return Scorecard(
        completion=completion,
        index_claimed=interval(claimed_low.index, claimed_high.index),
        index_supported=interval(supported_low.index, supported_high.index),
        equal_weights=interval(supported_low.equal_weights, supported_high.equal_weights),
        by_count=interval(supported_low.by_count, supported_high.by_count),
        dimensions=_dimensions(framework, (claimed_low, claimed_high), (supported_low, supported_high)),
        categories=_categories(framework, (claimed_low, claimed_high), (supported_low, supported_high)),
        criteria=criteria,
        gates=gates,
        band=band_range(framework, assessment, low, high),
        verdict=verdict_of(framework, assessment.scope is Scope.EXPRESS, completion, low, high),
        confidence=low.confidence,
    )


def score_criteria(framework: Framework, assessment: Assessment) -> tuple[CriterionScore, ...]:
    """Every criterion of the framework, in its order."""
    return tuple(_score(framework, criterion, assessment) for criterion in framework.criteria.values())


def completion_of(criteria: tuple[CriterionScore, ...]) -> Completion:
    """Percent is None where nothing applies."""
    applicable = sum(score.is_applicable for score in criteria)
    answered = sum(score.is_applicable and not score.is_open for score in criteria)
    return Completion(
        answered=answered,
        applicable=applicable,
        not_applicable=sum(score.state is State.NOT_APPLICABLE for score in criteria),
        percent=100 * answered / applicable if applicable else None,
    )


def _score(framework: Framework, criterion: Criterion, assessment: Assessment) -> CriterionScore:
    if assessment.scope is Scope.EXPRESS and not criterion.express:
        reason = Reason(code="out_of_scope")
        return CriterionScore(id=criterion.id, kind=criterion.kind, state=State.OUT_OF_SCOPE, reason=reason)
    if criterion.kind is Kind.RESULT:
        return score_result(framework, criterion, assessment)
    return score_enabler(framework, criterion, assessment.answer(criterion.id), assessment.assessed_on)


def _dimensions(
    framework: Framework, claimed: tuple[Side, Side], supported: tuple[Side, Side]
) -> tuple[DimensionScore, ...]:
    return tuple(
        DimensionScore(
            id=one.id,
            claimed=interval(claimed[0].dimensions[one.id], claimed[1].dimensions[one.id]),
            supported=interval(supported[0].dimensions[one.id], supported[1].dimensions[one.id]),
        )
        for one in framework.dimensions
    )


def _categories(
    framework: Framework, claimed: tuple[Side, Side], supported: tuple[Side, Side]
) -> tuple[CategoryScore, ...]:
    return tuple(
        CategoryScore(
            id=one,
            claimed=interval(claimed[0].categories[one], claimed[1].categories[one]),
            supported=interval(supported[0].categories[one], supported[1].categories[one]),
        )
        for one in framework.categories
    )
