"""The months of a series that count, oriented so that one reading of better and worse serves every direction."""

from dataclasses import dataclass
from datetime import date

from assess.model.kpi import Comparison, Direction, Kpi, Month, Series, distance_outside, month_number


@dataclass(frozen=True)
class Reading:
    """Counted months, oldest first, as distances outside the range where the KPI's target is one.

    `direction` tells which way is better; `width` is that of the target pair, for relative tolerances.
    """

    values: tuple[float, ...]
    raw: tuple[float, ...]
    latest: int | None
    direction: Direction
    target: float | None
    comparison: float | None
    comparison_kind: str | None
    width: float | None

    def as_good(self, value: float, edge: float) -> bool:
        return self.direction.as_good(value, edge)

    def on_target(self, value: float) -> bool:
        return self.target is not None and self.as_good(value, self.target)

    def missed_by(self, value: float) -> float:
        """How far a value misses the target; 0 or less when it meets it."""
        assert self.target is not None
        return self.loss(self.target, value)

    def loss(self, reference: float, value: float) -> float:
        """How much worse a value is than another; negative when it is better."""
        return reference - value if self.direction is Direction.HIGHER else value - reference

    def months_on_target(self, last: int) -> int:
        return sum(self.on_target(value) for value in self.values[-last:])


def read_series(kpi: Kpi, series: Series, assessed_on: date, missing_months_end: int, comparison_years: int) -> Reading:
    months = counted_months(series.months, assessed_on, missing_months_end)
    raw = tuple(kpi.value_of(month) for month in months)
    latest = month_number(months[-1].month) if months else None
    compared = valid_comparison(series.comparison, assessed_on, comparison_years)
    kind = series.comparison.kind if compared is not None and series.comparison is not None else None
    if kpi.direction is not Direction.RANGE:
        assert not isinstance(series.target, tuple)
        return Reading(raw, raw, latest, kpi.direction, series.target, compared, kind, None)
    if series.target is None:
        return Reading(raw, raw, latest, kpi.direction, None, compared, kind, None)
    assert isinstance(series.target, tuple)
    low, high = series.target
    values = tuple(distance_outside(series.target, value) for value in raw)
    compared = None if compared is None else distance_outside(series.target, compared)
    return Reading(values, raw, latest, kpi.direction, 0.0, compared, kind, high - low)


def counted_months(months: tuple[Month, ...], assessed_on: date, missing_months_end: int) -> tuple[Month, ...]:
    """Those before the month of `assessed_on`, back from the latest, up to the second missing month in all."""
    end = assessed_on.year * 12 + assessed_on.month - 1
    numbered = ((month_number(month.month), month) for month in months)
    known = {number: month for number, month in numbered if number < end}
    first = min(known, default=0)
    counted: list[Month] = []
    missing = 0
    number = max(known, default=0)
    while known and number >= first:
        if number in known:
            counted.append(known[number])
        else:
            missing += 1
            if missing == missing_months_end:
                break
        number -= 1
    return tuple(reversed(counted))


def valid_comparison(comparison: Comparison | None, assessed_on: date, years: int) -> float | None:
    """The comparison's value if it counts: with source and a year at most `years` back and not ahead."""
    if comparison is None or comparison.value is None or comparison.year is None:
        return None
    if not (comparison.source or "").strip():
        return None
    return comparison.value if 0 <= assessed_on.year - comparison.year <= years else None
