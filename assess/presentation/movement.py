"""How a series has moved, as a reader sees it: for arrows and small lines. No score follows from it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assess.model import edges
from assess.model.kpi import Direction, Kpi, Series, distance_outside

SPAN = 3  # months on either side of the comparison
SHOWN = 13  # months of a small line: a year and the month a year ago


class Movement(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Course:
    """The months before the assessment, oldest first: `months` ("2026-10") and their values."""

    months: tuple[str, ...]
    values: tuple[float, ...]
    movement: Movement
    arrow: str  # which way the figure itself went, whatever is good


def course_of(kpi: Kpi, series: Series, assessed_on: date) -> Course:
    """Compares the mean of the last three months with that of the three before, beyond the KPI's tolerance."""
    before = assessed_on.isoformat()[:7]
    known = [month for month in series.months if month.month < before][-SHOWN:]
    values = tuple(kpi.value_of(month) for month in known)
    movement, arrow = _compare(kpi, series, values)
    return Course(tuple(month.month for month in known), values, movement, arrow)


def _compare(kpi: Kpi, series: Series, values: tuple[float, ...]) -> tuple[Movement, str]:
    if len(values) < 2 * SPAN:
        return Movement.UNKNOWN, ""
    before, recent = _means(values)
    tolerance = _tolerance(kpi, series, before)
    arrow = "→"
    if edges.above(abs(recent - before), tolerance):
        arrow = "↗" if recent > before else "↘"
    return _movement(kpi, series, values, tolerance), arrow


def _movement(kpi: Kpi, series: Series, values: tuple[float, ...], tolerance: float) -> Movement:
    """Of a range only the distance outside it is good or bad: without a target nobody can tell."""
    if kpi.direction is Direction.RANGE:
        if not isinstance(series.target, tuple):
            return Movement.UNKNOWN
        values = tuple(distance_outside(series.target, value) for value in values)
    before, recent = _means(values)
    gain = recent - before if kpi.direction is Direction.HIGHER else before - recent
    if not edges.above(abs(gain), tolerance):
        return Movement.STEADY
    return Movement.BETTER if gain > 0 else Movement.WORSE


def _means(values: tuple[float, ...]) -> tuple[float, float]:
    """The months before, and the last ones."""
    return sum(values[-2 * SPAN : -SPAN]) / SPAN, sum(values[-SPAN:]) / SPAN


def _tolerance(kpi: Kpi, series: Series, before: float) -> float:
    if kpi.tolerance.absolute is not None:
        return kpi.tolerance.absolute
    base = series.target[1] - series.target[0] if isinstance(series.target, tuple) else abs(before)
    return (kpi.tolerance.relative or 0.0) * base
