"""The evidence of an assessment, gathered over its criteria."""

from datetime import date
from enum import StrEnum

from assess.model.assessment import Evidence
from assess.model.value import Value


class WhyNot(StrEnum):
    """Why an item of evidence does not count: the first that holds."""

    UNNAMED = "unnamed"
    UNDATED = "undated"
    OUT_OF_DATE = "out_of_date"
    NOT_USED = "not_used"


class RegisteredEvidence(Value):
    """One thing that was seen, and the criteria at which it stands, in the framework's order.

    `until` is the last day of assessment for which it counts, None without a date. It is `not_used` where none of its
    criteria has an answer that evidence supports: unanswered, set aside, a result, out of scope.
    """

    item: Evidence
    criteria: tuple[str, ...]
    until: date | None
    why_not: WhyNot | None

    @property
    def counts(self) -> bool:
        return self.why_not is None
