"""What an assessment comes to."""

from enum import StrEnum
from functools import cached_property
from typing import Self

from assess.model.framework import GateKind, Kind
from assess.model.value import Value


class Interval(Value):
    """From the lowest to the highest value that a figure can still take; a point once nothing is open."""

    low: float
    high: float

    @classmethod
    def point(cls, value: float) -> Self:
        return cls(low=value, high=value)

    @property
    def is_point(self) -> bool:
        return round(self.low, 9) == round(self.high, 9)


class State(StrEnum):
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"
    COMPUTED = "computed"
    LOWERED = "lowered"
    OUT_OF_SCOPE = "out_of_scope"


class GateState(StrEnum):
    PASSED = "passed"
    NOT_PROVED = "not_proved"
    FAILED = "failed"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


class Cause(StrEnum):
    """Why a band is limited, in the order in which limits are listed."""

    LEGAL_GATE = "legal_gate"
    OTHER_GATE = "other_gate"
    WEAKEST_DIMENSION = "weakest_dimension"
    CONFIDENCE = "confidence"


class Reason(Value):
    """Why a criterion has its score: a code and facts, for `presentation.sentences`."""

    code: str
    facts: dict[str, str | int | float | bool | None] = {}


class SeriesScore(Value):
    """A series judged: `reason` names what the next score still wants."""

    kpi: str
    variant: str
    channel: str | None
    claimed: int
    supported: int
    reason: Reason
    latest: float | None = None
    counted_months: int = 0


class EntryScore(Value):
    """An entry of a result and the series found for it, if any; `counts` as the profile says."""

    kpi: str
    variant: str
    when: str | None
    any_of: str | None
    counts: bool
    series: SeriesScore | None = None

    @property
    def channel(self) -> str | None:
        """The channel whose figures these are: none where those of the whole centre serve for one of its channels."""
        return self.series.channel if self.series else self.when


class CriterionScore(Value):
    """`claimed` and `supported` are None unless the state is answered, computed or lowered.

    `has_evidence`: an enabler's answer has an item of evidence that is current.
    """

    id: str
    kind: Kind
    state: State
    claimed: int | None = None
    supported: int | None = None
    reason: Reason
    entries: tuple[EntryScore, ...] = ()
    has_evidence: bool = False

    @property
    def shown_entries(self) -> tuple[EntryScore, ...]:
        """Those that count, and those that only have figures; of several that may serve, the ones with figures."""
        served = {entry.any_of for entry in self.entries if entry.any_of and entry.counts and entry.series}
        return tuple(entry for entry in self.entries if entry.series or (entry.counts and entry.any_of not in served))

    @property
    def is_applicable(self) -> bool:
        return self.state not in (State.NOT_APPLICABLE, State.OUT_OF_SCOPE)

    @property
    def is_open(self) -> bool:
        return self.state is State.UNANSWERED


class CategoryScore(Value):
    """Percent, 0 to 100; None where nothing in it applies."""

    id: str
    claimed: Interval | None
    supported: Interval | None


class DimensionScore(Value):
    id: str
    claimed: Interval | None
    supported: Interval | None


class Gate(Value):
    id: str
    kind: GateKind
    state: GateState


class Cap(Value):
    """A limit below the uncapped band, its cause, and what causes it (ids, or the confidence's letter)."""

    limit: int
    cause: Cause
    subjects: tuple[str, ...]


class BandRange(Value):
    """The band at both ends, before and after its limits; `caps` are those of the low end."""

    low: int
    high: int
    uncapped_low: int
    uncapped_high: int
    caps: tuple[Cap, ...] = ()


class Unmet(Value):
    """A demand of the next better verdict: `value` is what there is, `required` what it wants."""

    code: str
    subject: str | None
    value: float | str
    required: float | str


class Verdict(Value):
    id: str
    high: str
    unmet: tuple[Unmet, ...] = ()


class Completion(Value):
    answered: int
    applicable: int
    not_applicable: int
    percent: float | None


class Scorecard(Value):
    """Everything computed from an assessment; figures unrounded. `alternatives` are of the supported index."""

    completion: Completion
    index_claimed: Interval | None
    index_supported: Interval | None
    equal_weights: Interval | None
    by_count: Interval | None
    dimensions: tuple[DimensionScore, ...]
    categories: tuple[CategoryScore, ...]
    criteria: tuple[CriterionScore, ...]
    gates: tuple[Gate, ...]
    band: BandRange | None
    verdict: Verdict
    confidence: str

    @property
    def waiting(self) -> int:
        """Results that are open: they wait for figures, and nobody can answer them."""
        return sum(score.is_open and score.kind is Kind.RESULT for score in self.criteria)

    def criterion(self, criterion_id: str) -> CriterionScore:
        return self._criteria_by_id[criterion_id]

    @cached_property
    def _criteria_by_id(self) -> dict[str, CriterionScore]:
        return {score.id: score for score in self.criteria}

    def category(self, category_id: str) -> CategoryScore:
        return next(score for score in self.categories if score.id == category_id)

    def dimension(self, dimension_id: str) -> DimensionScore:
        return next(score for score in self.dimensions if score.id == dimension_id)
