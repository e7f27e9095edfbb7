"""KPIs as they are defined, and series of months as a centre reports them."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from assess.model.value import Text, Value, Written

MonthText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"


class Source(StrEnum):
    """Where the figures of a series come from; it limits how far they prove anything."""

    TYPED = "typed"
    TYPED_WITH_RECORD = "typed_with_record"
    EXPORT = "export"


class Tolerance(Value):
    """How much worse counts as worse: absolute in the KPI's unit, or relative (0.05 is 5 %)."""

    absolute: float | None = Field(default=None, ge=0)
    relative: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.absolute is None) == (self.relative is None):
            raise ValueError("give either absolute or relative")
        return self


class Variant(Value):
    """One way to count a KPI; two variants are never compared."""

    id: str
    title: Text


class Kpi(Value):
    """`per`: a month's value is per x numerator / denominator (100 for a percentage)."""

    id: str
    name: Text
    abbreviation: str
    unit: str
    per: float = Field(gt=0)
    direction: Direction
    tolerance: Tolerance
    cadence: Literal["month", "quarter", "half_year", "year"] = "month"
    definition: Text | None = None
    variants: tuple[Variant, ...] = Field(min_length=1)


class Month(Value):
    """A month's figure: a value, or counts with a denominator above 0; `held` for one entered per quarter or year."""

    month: MonthText
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = Field(default=None, gt=0)
    held: bool = False


class Comparison(Value):
    """What the figure is compared with: peers or a publication (outside), another site or year (inside)."""

    value: float | None = None
    source: Written | None = None
    year: int | None = None
    kind: Literal["outside", "inside"] | None = None


class Series(Value):
    """The months of one KPI in one variant, for the centre (channel None) or for one channel.

    `target` is a pair for a KPI with direction `range`. `coverage` (0 to 1) is the share of the volume in
    scope that the measured part carries, never the sampling fraction.
    """

    kpi: str
    variant: str
    channel: str | None = None
    source: Source | None = None
    file: Written | None = None
    target: float | tuple[float, float] | None = None
    coverage: float | None = Field(default=None, ge=0, le=1)
    comparison: Comparison | None = None
    not_measured: bool = False
    months: tuple[Month, ...] = ()

    @property
    def key(self) -> tuple[str, str, str | None]:
        return self.kpi, self.variant, self.channel


def month_number(month: str) -> int:
    """Months since year 0, so that neighbours differ by one: "2026-01" is 24312."""
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
