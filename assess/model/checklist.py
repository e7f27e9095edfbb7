"""What somebody may want to look at before an assessment is finished."""

from enum import StrEnum

from assess.model.assessment import Evidence, Plan
from assess.model.framework import EvidenceKind
from assess.model.register import WhyNot
from assess.model.scorecard import GateState
from assess.model.value import Value


class OpenCategory(Value):
    """The practices of a category that nobody has answered."""

    category: str
    criteria: tuple[str, ...]


class NotProved(Value):
    """A criterion that is claimed higher than supported.

    `more` kinds of evidence out of `missing` would close that; of a result neither helps, its source limits it.
    `gate` is the state of a gate that is not passed.
    """

    criterion: str
    claimed: int
    supported: int
    more: int
    missing: tuple[EvidenceKind, ...]
    gate: GateState | None


class IdleEvidence(Value):
    """An item at an answer that it does not support."""

    criterion: str
    item: Evidence
    why_not: WhyNot


class PlanFault(StrEnum):
    NO_OWNER = "no_owner"
    NO_DAY = "no_day"
    OVERDUE = "overdue"


class FaultyPlan(Value):
    """The plan of a gate that is not passed, and what it wants."""

    criterion: str
    plan: Plan
    fault: PlanFault


class Checklist(Value):
    """Each list in the framework's order, but `not_proved`: gates that are not passed first, legal ones before others.

    `waiting` are results without figures, `drafts` unanswered practices that have evidence.
    """

    unanswered: tuple[OpenCategory, ...]
    waiting: tuple[str, ...]
    not_proved: tuple[NotProved, ...]
    evidence: tuple[IdleEvidence, ...]
    drafts: tuple[str, ...]
    plans: tuple[FaultyPlan, ...]
