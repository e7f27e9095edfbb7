"""Everything that a report needs, and nothing else."""

from datetime import date

from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.model.gap import Gap
from assess.model.scorecard import Scorecard
from assess.model.value import Value


class GapReport(Value):
    """A look at one assessment. `gaps` is worst first; `printed_on` is a date handed in, never the clock's.

    `revision` is that of a finished assessment, None while it may still be changed.
    """

    framework: Framework
    assessment: Assessment
    scorecard: Scorecard
    gaps: tuple[Gap, ...]
    printed_on: date
    program_version: str
    revision: int | None = None
