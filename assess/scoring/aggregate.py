"""From criteria to categories, dimensions and the index, at one end of what is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assess.model.framework import Category, Dimension, Framework
from assess.model.scorecard import CriterionScore, Interval


@dataclass(frozen=True)
class Side:
    """Claimed or supported, at the low or the high end: percentages by id, None where nothing applies."""

    scores: Mapping[str, int]
    categories: Mapping[str, float | None]
    dimensions: Mapping[str, float | None]
    index: float | None
    equal_weights: float | None
    by_count: float | None


def side_of(framework: Framework, scores: Mapping[str, int]) -> Side:
    """Everything that follows from the scores of the applicable criteria."""
    categories = {
        category.id: category_percent(category, scores, framework.top_score)
        for category in framework.categories.values()
    }
    dimensions = {dimension.id: dimension_percent(dimension, categories) for dimension in framework.dimensions}
    return Side(
        scores=scores,
        categories=categories,
        dimensions=dimensions,
        index=_weighted((dimensions[one.id], one.weight) for one in framework.dimensions),
        equal_weights=_weighted((dimensions[one.id], 1.0) for one in framework.dimensions),
        by_count=_weighted((dimensions[one.id], len(one.criteria)) for one in framework.dimensions),
    )


def category_percent(category: Category, scores: Mapping[str, int], top: int) -> float | None:
    """100 x the sum of the scores / (top x applicable criteria)."""
    applicable = [scores[criterion.id] for criterion in category.criteria if criterion.id in scores]
    return 100 * sum(applicable) / (top * len(applicable)) if applicable else None


def dimension_percent(dimension: Dimension, categories: Mapping[str, float | None]) -> float | None:
    """Mean of the categories, weighted by their criteria in the framework, never reduced by N/A or express."""
    return _weighted((categories[category.id], len(category.criteria)) for category in dimension.categories)


def scores_at(scores: tuple[CriterionScore, ...], unanswered: int, supported: bool) -> dict[str, int]:
    """The score of each applicable criterion, `unanswered` for those that are open."""
    found = {}
    for score in scores:
        if score.is_applicable:
            value = score.supported if supported else score.claimed
            found[score.id] = unanswered if value is None else value
    return found


def interval(low: float | None, high: float | None) -> Interval | None:
    return None if low is None or high is None else Interval(low=low, high=high)


def _weighted(parts: Iterable[tuple[float | None, float]]) -> float | None:
    known = [(percent, weight) for percent, weight in parts if percent is not None]
    total = sum(weight for _, weight in known)
    return sum(percent * weight for percent, weight in known) / total if known else None
