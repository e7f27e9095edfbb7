"""How a series has moved, as a reader sees it: for arrows and small lines. No score follows from it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assess.model.kpi import Direction, Kpi, Series

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
    values = tuple(
        month.value if month.value is not None else kpi.per * (month.numerator or 0.0) / (month.denominator or 1.0)
        for month in known
    )
    movement, arrow = _compare(kpi, series, values)
    return Course(tuple(month.month for month in known), values, movement, arrow)


def on_target(kpi: Kpi, target: float | tuple[float, float] | None, value: float | None) -> bool | None:
    """Whether a value meets its target, compared to 9 decimals; None without either."""
    if target is None or value is None:
        return None
    value = round(value, 9)
    if isinstance(target, tuple):
        return round(target[0], 9) <= value <= round(target[1], 9)
    return value >= round(target, 9) if kpi.direction is Direction.HIGHER else value <= round(target, 9)


def _compare(kpi: Kpi, series: Series, values: tuple[float, ...]) -> tuple[Movement, str]:
    if len(values) < 2 * SPAN:
        return Movement.UNKNOWN, ""
    recent = sum(values[-SPAN:]) / SPAN
    before = sum(values[-2 * SPAN : -SPAN]) / SPAN
    change = recent - before
    if abs(change) <= _tolerance(kpi, series, before):
        return Movement.STEADY, "→"
    arrow = "↗" if change > 0 else "↘"
    return (Movement.BETTER if _gain(kpi, series, recent, before) > 0 else Movement.WORSE), arrow


def _tolerance(kpi: Kpi, series: Series, before: float) -> float:
    if kpi.tolerance.absolute is not None:
        return kpi.tolerance.absolute
    base = series.target[1] - series.target[0] if isinstance(series.target, tuple) else abs(before)
    return (kpi.tolerance.relative or 0.0) * base


def _gain(kpi: Kpi, series: Series, recent: float, before: float) -> float:
    """Above 0 where the figure moved the good way."""
    if kpi.direction is Direction.HIGHER:
        return recent - before
    if kpi.direction is Direction.RANGE and isinstance(series.target, tuple):
        low, high = series.target
        return max(low - before, before - high, 0.0) - max(low - recent, recent - high, 0.0)
    return before - recent
