"""An assessment in a list."""

from datetime import date, datetime

from assess.model.assessment import Scope
from assess.model.value import Value


class AssessmentSummary(Value):
    """What a list shows of an assessment, read from its stored scorecard row; times are UTC.

    `waiting` counts the results that are open: nobody answers them, they wait for figures. With `finished_at` the
    revision is finished.
    """

    id: str
    centre: str
    title: str | None
    scope: Scope
    assessed_on: date
    framework_id: str
    framework_version: str
    answered: int
    applicable: int
    waiting: int
    index_supported_low: float | None
    index_supported_high: float | None
    band_low: int | None
    band_high: int | None
    verdict: str
    updated_at: datetime
    revision: int
    finished_at: datetime | None
