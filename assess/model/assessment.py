"""An assessment: what an assessor said of a centre, criterion by criterion, and the centre's figures."""

from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field

from assess.model.centre import Centre
from assess.model.framework import EvidenceKind
from assess.model.kpi import Series, SeriesKey
from assess.model.value import LARGEST, Day, Line, Value, Written

NOTE_LENGTH = 4000


class Scope(StrEnum):
    FULL = "full"
    EXPRESS = "express"


class FrameworkReference(Value):
    id: str = Field(max_length=100)
    version: str = Field(max_length=50)
    fingerprint: str | None = None


class Evidence(Value):
    """Something seen that supports an answer; it counts with a reference and a date ("seen, not stored" will do)."""

    kind: EvidenceKind
    reference: Written = Field(default="", max_length=500)
    dated: Day | None = None


class Plan(Value):
    """How and by when a gate will be met; it counts once it names both owner and day."""

    owner: Written = Field(default="", max_length=200)
    due: Day | None = None

    @property
    def is_complete(self) -> bool:
        return bool(self.owner.strip()) and self.due is not None

    def is_ahead_of(self, day: date) -> bool:
        return self.is_complete and self.due is not None and self.due > day


class Answer(Value):
    """What was said of one criterion. Neither score nor reason: a draft, unanswered.

    `score` on the scale of the framework (on a result: the lower score an assessor gives it);
    `not_applicable` is the reason's id. Notes hold up to 4,000 characters.
    """

    criterion: str
    score: int | None = None
    not_applicable: str | None = None
    note: Written = Field(default="", max_length=NOTE_LENGTH)
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=100)
    plan: Plan | None = None


class UnsettledAnswer(Value):
    """An answer that was not saved since it met another one, `met`: kept until somebody has chosen. `at` is UTC."""

    number: int
    answer: Answer
    met: Answer
    at: datetime
    actor: str
    actor_name: str


class Verification(Value):
    """How far a second assessor agreed: pairs compared, shares (0 to 1), quadratic weighted kappa."""

    by: Line | None = None
    organisation: Literal["same", "other"] | None = None
    pairs: int | None = Field(default=None, ge=0, le=LARGEST)
    exact: float | None = Field(default=None, ge=0, le=1)
    within_one: float | None = Field(default=None, ge=0, le=1)
    kappa: float | None = Field(default=None, ge=-1, le=1)


class Assessment(Value):
    framework: FrameworkReference
    centre: Centre
    title: Line | None = None
    scope: Scope
    assessed_on: Day
    answers: tuple[Answer, ...] = ()
    series: tuple[Series, ...] = ()
    verification: Verification | None = None

    def answer(self, criterion_id: str) -> Answer:
        """The answer to a criterion; an empty one where nobody has said anything."""
        return self._answers_by_criterion.get(criterion_id) or Answer(criterion=criterion_id)

    @cached_property
    def series_by_key(self) -> dict[SeriesKey, Series]:
        return {one.key: one for one in self.series}

    @cached_property
    def _answers_by_criterion(self) -> dict[str, Answer]:
        return {answer.criterion: answer for answer in self.answers}
