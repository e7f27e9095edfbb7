"""Series for tests, with their values in sight."""

from datetime import date

from assess.model.kpi import Comparison, Direction, Kpi, Month, Series, Source, Tolerance, Variant
from assess.model.scorecard import SeriesScore
from assess.model.value import Text
from assess.scoring.results import score_series
from tests.shipped import shipped_framework

ASSESSED_ON = date(2026, 11, 15)


def kpi(direction: Direction = Direction.HIGHER, tolerance: Tolerance | None = None) -> Kpi:
    return Kpi(
        id="X01",
        name=Text(en="Satisfaction"),
        abbreviation="CSAT",
        unit="%",
        per=100,
        direction=direction,
        tolerance=tolerance or Tolerance(relative=0.05),
        variants=(Variant(id="top_2_of_5", title=Text(en="4 or 5 of 5")),),
    )


def months(values: list[float] | list[int], last: str = "2026-10") -> tuple[Month, ...]:
    """The values, oldest first, on consecutive months that end with `last`."""
    year, number = (int(part) for part in last.split("-"))
    end = year * 12 + number - 1
    names = [divmod(end - back, 12) for back in reversed(range(len(values)))]
    return tuple(
        Month(month=f"{year:04}-{month + 1:02}", value=value)
        for (year, month), value in zip(names, values, strict=True)
    )


def series(values: list[float] | list[int] | tuple[Month, ...], **fields: object) -> Series:
    """A series as exported, fully covered, with target 80 unless said otherwise."""
    points = months(values) if isinstance(values, list) else values
    standard = {"source": Source.EXPORT, "target": 80.0, "coverage": 1.0}
    return Series.model_validate({"kpi": "X01", "variant": "top_2_of_5", "months": points, **standard, **fields})


def outside(value: float, year: int = 2025) -> Comparison:
    return Comparison(value=value, source="Own survey of five peers", year=year, kind="outside")


def judge(one: Series, direction: Direction = Direction.HIGHER, tolerance: Tolerance | None = None) -> SeriesScore:
    rules = shipped_framework().rules.results
    return score_series(rules, kpi(direction, tolerance), one, ASSESSED_ON)
