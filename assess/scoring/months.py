"""The months of a series that count, oriented so that one reading of better and worse serves every direction."""

from dataclasses import dataclass
from datetime import date

from assess.model.kpi import Comparison, Direction, Kpi, Month, Series, month_number
from assess.scoring import edges


@dataclass(frozen=True)
class Reading:
    """Counted months, oldest first, as distances outside the range where the KPI's target is one.

    `higher` tells which way is better; `width` is that of the target pair, for relative tolerances.
    """

    values: tuple[float, ...]
    raw: tuple[float, ...]
    latest: int | None
    higher: bool
    target: float | None
    comparison: float | None
    comparison_kind: str | None
    width: float | None

    def as_good(self, value: float, edge: float) -> bool:
        return edges.at_least(value, edge) if self.higher else edges.at_most(value, edge)

    def on_target(self, value: float) -> bool:
        return self.target is not None and self.as_good(value, self.target)

    def missed_by(self, value: float) -> float:
        """How far a value misses the target; 0 or less when it meets it."""
        assert self.target is not None
        return self.target - value if self.higher else value - self.target

    def months_on_target(self, last: int) -> int:
        return sum(self.on_target(value) for value in self.values[-last:])


def read_series(kpi: Kpi, series: Series, assessed_on: date, missing_months_end: int, comparison_years: int) -> Reading:
    months = counted_months(series.months, assessed_on, missing_months_end)
    raw = tuple(month_value(kpi, month) for month in months)
    latest = month_number(months[-1].month) if months else None
    compared = valid_comparison(series.comparison, assessed_on, comparison_years)
    kind = series.comparison.kind if compared is not None and series.comparison is not None else None
    if kpi.direction is not Direction.RANGE:
        assert not isinstance(series.target, tuple)
        higher = kpi.direction is Direction.HIGHER
        return Reading(raw, raw, latest, higher, series.target, compared, kind, None)
    if series.target is None:
        return Reading(raw, raw, latest, False, None, compared, kind, None)
    assert isinstance(series.target, tuple)
    low, high = series.target
    values = tuple(_outside(value, low, high) for value in raw)
    compared = None if compared is None else _outside(compared, low, high)
    return Reading(values, raw, latest, False, 0.0, compared, kind, high - low)


def counted_months(months: tuple[Month, ...], assessed_on: date, missing_months_end: int) -> tuple[Month, ...]:
    """Those before the month of `assessed_on`, back from the latest, up to the second missing month in all."""
    end = assessed_on.year * 12 + assessed_on.month - 1
    known = {month_number(month.month): month for month in months if month_number(month.month) < end}
    counted: list[Month] = []
    missing = 0
    number = max(known, default=0)
    while known and number >= min(known):
        if number in known:
            counted.append(known[number])
        else:
            missing += 1
            if missing == missing_months_end:
                break
        number -= 1
    return tuple(reversed(counted))


def month_value(kpi: Kpi, month: Month) -> float:
    if month.value is not None:
        return month.value
    assert month.numerator is not None
    assert month.denominator is not None
    return kpi.per * month.numerator / month.denominator


def valid_comparison(comparison: Comparison | None, assessed_on: date, years: int) -> float | None:
    """The comparison's value if it counts: with source and a year at most `years` back and not ahead."""
    if comparison is None or comparison.value is None or comparison.year is None:
        return None
    if not (comparison.source or "").strip():
        return None
    return comparison.value if 0 <= assessed_on.year - comparison.year <= years else None


def _outside(value: float, low: float, high: float) -> float:
    return max(low - value, value - high, 0.0)
