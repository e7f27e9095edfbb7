"""A framework: what is asked, and by which rules it is scored. All of it is data from `frameworks/`."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from assess.model import edges
from assess.model.kpi import Kpi, Source
from assess.model.value import Text, Value


class Kind(StrEnum):
    ENABLER = "enabler"
    RESULT = "result"


class GateKind(StrEnum):
    LEGAL = "legal"
    SYSTEM = "system"
    DATA = "data"


class EvidenceKind(StrEnum):
    DOCUMENT = "document"
    RECORD = "record"
    OBSERVATION = "observation"
    INTERVIEW = "interview"
    DATA = "data"


class Effort(StrEnum):
    S = "S"
    M = "M"
    L = "L"
    XL = "XL"


class ScaleLevel(Value):
    """One step of the ladder. `factors`: the demand of each factor; a factor that is absent demands nothing."""

    score: int = Field(ge=0)
    title: Text
    factors: dict[str, Text] = {}


class Factor(Value):
    id: str
    title: Text


class Entry(Value):
    """A KPI that a result looks at, in a variant or one of the other accepted ones.

    It counts when `required`, or when `when` is a channel of the centre's profile; entries with the same
    `any_of` count as one, the best of them.
    """

    kpi: str
    variant: str
    accept: tuple[str, ...] = ()
    required: bool = False
    when: str | None = None
    any_of: str | None = None

    @property
    def accepted(self) -> tuple[str, ...]:
        return (self.variant, *self.accept)


class EvidenceHint(Value):
    kind: EvidenceKind
    text: Text


class Criterion(Value):
    """An assessment point. `needs`: criteria that must stand before it; `not_applicable`: the only reasons."""

    id: str
    kind: Kind
    gate: GateKind | None = None
    express: bool = False
    effort: Effort | None = None
    not_applicable: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    title: Text
    question: Text
    anchors: dict[str, Text] = {}
    look_for: Text | None = None
    evidence: tuple[EvidenceHint, ...] = ()
    action: Text | None = None
    entries: tuple[Entry, ...] = ()


class Category(Value):
    """`crosswalk`: the part of each standard that it is related to; never that it satisfies it."""

    id: str
    title: Text
    introduction: Text | None = None
    crosswalk: dict[str, str] = {}
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class Dimension(Value):
    id: str
    key: str
    title: Text
    weight: float = Field(gt=0)
    categories: tuple[Category, ...] = Field(min_length=1)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for category in self.categories for criterion in category.criteria)


# ---- the rules -----------------------------------------------------------------------------------------------


class EvidenceRules(Value):
    """An enabler is supported up to `without` + the kinds with a current item; an item lives `life_months`."""

    without: int
    life_months: dict[EvidenceKind, int]


class OnTarget(Value):
    """At least `at_least` of the last `of` counted months."""

    of: int = Field(gt=0)
    at_least: int = Field(gt=0)


class ResultLevel(Value):
    """What a series must show for a score; the levels are cumulative.

    `on_target_or_outside`: that many months each on target or at least as good as an outside comparison, or
    the series is improving. `mean_as_good_over`: the mean of so many months is as good as the outside comparison.
    """

    score: int
    months: int
    target: bool = False
    coverage: float = 0
    on_target: tuple[OnTarget, ...] = ()
    on_target_or_outside: OnTarget | None = None
    not_adverse: bool = False
    comparison: Literal["any", "outside"] | None = None
    mean_as_good_over: int | None = None


class TrendRules(Value):
    """Improving and adverse compare the mean of the last `months` with that of the `months` before.

    Adverse, from `season_from` counted months on, also wants the mean to be worse than the one
    `season_back` places earlier; it is excused while `excused` holds.
    """

    months: int
    needs_months: int
    improving_share: float
    season_back: int
    season_from: int
    excused: OnTarget


class ResultRules(Value):
    levels: tuple[ResultLevel, ...]
    trend: TrendRules
    missing_months_end: int
    stale_after_months: int
    stale_limit: int
    comparison_years: int
    source_limits: dict[Source, int]


class Band(Value):
    """`over`: the lowest index (percent) of the band."""

    band: int
    over: float
    title: Text


class BandLimits(Value):
    """Bands that cannot be passed while a gate, the weakest dimension or the confidence holds."""

    legal_gate: int
    legal_gate_with_plan: int
    plan_supported_at: int
    other_gate: int
    above_weakest_dimension: int
    confidence: dict[str, int]


class ConfidenceRules(Value):
    """C wants a share of enablers with evidence; B a second assessor's sample; A one of another organisation."""

    evidence_share: float
    pairs: int
    within_one: float
    kappa: float
    within_one_alone: float


class VerdictRule(Value):
    """All that a verdict demands, percentages of the supported side; what is absent is not demanded.

    `other_gates`: so many system and data gates may be open, each supported at `other_gates_at` or more;
    `gates`: so many gates of any kind.
    """

    id: str
    title: Text
    index: float | None = None
    dimension: float | None = None
    category: float | None = None
    legal_gates: int | None = None
    other_gates: int | None = None
    other_gates_at: int | None = None
    gates: int | None = None
    criteria_at: float | None = None
    results_at: float | None = None
    confidence: tuple[str, ...] = ()
    high_findings: int | None = None


class VerdictRules(Value):
    """Best first; the last one demands nothing. `at` is the score that "supported at" means."""

    at: int
    completion: float
    withheld: Text
    verdicts: tuple[VerdictRule, ...]


class GapRules(Value):
    """Targets, weights of the priority, and effort in person-days a step (proof, and practice by class)."""

    target: int
    gate_target: int
    gate_weight: float
    needed_by_weight: float
    proof_effort: float
    practice_effort: dict[Effort, float]
    harder_above: int


class Pair(Value):
    """Enablers (ids of criteria or categories) whose effect should show in results."""

    enablers: tuple[str, ...]
    results: tuple[str, ...]


class Rules(Value):
    """`headlines`: the results that an executive reads first."""

    gate_passes_at: int
    evidence: EvidenceRules
    results: ResultRules
    bands: tuple[Band, ...]
    limits: BandLimits
    confidence: ConfidenceRules
    verdicts: VerdictRules
    gaps: GapRules
    pairs: tuple[Pair, ...] = ()
    headlines: tuple[str, ...] = ()

    def band_at(self, percent: float) -> int:
        """The band of an index or a dimension before limits."""
        return max(band.band for band in self.bands if edges.at_least(percent, band.over))


class Channel(Value):
    id: str
    title: Text


class Reason(Value):
    """A reason why a criterion may not apply."""

    id: str
    title: Text


OTHER_STANDARDS = "other"


class Framework(Value):
    """The whole: scale, channels, reasons, criteria by dimension and category, the KPIs they name, the rules.

    `crosswalk_titles` names the standards; `other` gathers those that have no key of their own.
    """

    id: str
    version: str
    title: Text
    description: Text | None = None
    scale: tuple[ScaleLevel, ...]
    factors: tuple[Factor, ...] = ()
    gate_note: Text | None = None
    channels: tuple[Channel, ...]
    reasons: tuple[Reason, ...]
    crosswalk_titles: dict[str, Text] = {}
    dimensions: tuple[Dimension, ...]
    kpis: tuple[Kpi, ...]
    rules: Rules

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by id, in display order."""
        return {criterion.id: criterion for dimension in self.dimensions for criterion in dimension.criteria}

    @cached_property
    def categories(self) -> dict[str, Category]:
        return {category.id: category for dimension in self.dimensions for category in dimension.categories}

    @cached_property
    def kpis_by_id(self) -> dict[str, Kpi]:
        return {kpi.id: kpi for kpi in self.kpis}

    @cached_property
    def places(self) -> dict[str, tuple[Dimension, Category]]:
        """The dimension and the category of each criterion."""
        return {
            criterion.id: (dimension, category)
            for dimension in self.dimensions
            for category in dimension.categories
            for criterion in category.criteria
        }

    @cached_property
    def needed_by(self) -> dict[str, tuple[str, ...]]:
        """The criteria that name a criterion as a prerequisite."""
        return {
            wanted: tuple(other.id for other in self.criteria.values() if wanted in other.needs)
            for wanted in self.criteria
        }

    @property
    def related_standards(self) -> tuple[Text, ...]:
        """The standards by name to a part of which some category is related."""
        named = {id for category in self.categories.values() for id in category.crosswalk} - {OTHER_STANDARDS}
        return tuple(title for id, title in self.crosswalk_titles.items() if id in named)

    @property
    def top_score(self) -> int:
        return max(level.score for level in self.scale)

    def scope(self, express: bool) -> Iterator[Criterion]:
        """The criteria in scope of a full or an express assessment."""
        return (criterion for criterion in self.criteria.values() if criterion.express or not express)

    def reason(self, reason_id: str) -> Reason:
        return next(reason for reason in self.reasons if reason.id == reason_id)

    def channel(self, channel_id: str) -> Channel:
        return next(channel for channel in self.channels if channel.id == channel_id)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over canonical JSON of all that scoring or a reader sees: sorted keys, NFC, defaults left out."""
        content = _normal(self.model_dump(mode="json", exclude_defaults=True))
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _normal(content: Any) -> Any:
    if isinstance(content, str):
        return unicodedata.normalize("NFC", content)
    if isinstance(content, dict):
        return {_normal(key): _normal(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_normal(item) for item in content]
    return content
