"""KPIs as they are defined, and series of months as a centre reports them."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from assess.model import edges
from assess.model.value import LARGEST, Figure, Line, Text, Value

SeriesKey = tuple[str, str, str | None]  # KPI, variant, channel
MonthText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"

    def as_good(self, value: float, edge: float) -> bool:
        """Whether a value is at least as good as another; of a range both are distances outside it."""
        return edges.at_least(value, edge) if self is Direction.HIGHER else edges.at_most(value, edge)


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


class Month(Value):
    """A month's figure: a value, or counts with a denominator above 0; `held` for one entered per quarter or year."""

    month: MonthText
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: float | None = Field(default=None, gt=0, le=LARGEST)
    held: bool = False

    @model_validator(mode="after")
    def _comes_to_a_figure(self) -> Self:
        # A denominator may be very small: the quotient of two sound counts could be infinite.
        if self.numerator and self.denominator and abs(self.numerator / self.denominator) > LARGEST:
            raise PydanticCustomError("ratio_out_of_range", "counts come to a figure out of range")
        return self


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

    def value_of(self, month: Month) -> float:
        if month.value is not None:
            return month.value
        assert month.numerator is not None
        assert month.denominator is not None
        return self.per * month.numerator / month.denominator

    def meets(self, target: float | tuple[float, float], value: float) -> bool:
        """Whether a value is on target; of a range, anywhere within."""
        if isinstance(target, tuple):
            return self.direction.as_good(distance_outside(target, value), 0.0)
        return self.direction.as_good(value, target)


class Comparison(Value):
    """What the figure is compared with: peers or a publication (outside), another site or year (inside)."""

    value: Figure | None = None
    source: Line | None = None
    year: int | None = Field(default=None, ge=-LARGEST, le=LARGEST)
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
    file: Line | None = None
    target: Figure | tuple[Figure, Figure] | None = None
    coverage: float | None = Field(default=None, ge=0, le=1)
    comparison: Comparison | None = None
    not_measured: bool = False
    months: tuple[Month, ...] = ()

    @property
    def key(self) -> SeriesKey:
        return self.kpi, self.variant, self.channel


def distance_outside(pair: tuple[float, float], value: float) -> float:
    """How far a value lies outside a range; 0 within."""
    low, high = pair
    return max(low - value, value - high, 0.0)


def month_number(month: str) -> int:
    """Months since year 0, so that neighbours differ by one: "2026-01" is 24312."""
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
