"""A finished revision of an assessment."""

from datetime import date, datetime

from assess.i18n import Language
from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.model.scorecard import Scorecard
from assess.model.value import Value


class MilestoneSummary(Value):
    """What a list shows of a milestone; `finished_at` is UTC, `finished_on` the day where it was finished.

    `printed` are the languages in which its report is kept.
    """

    revision: int
    finished_at: datetime
    finished_on: date
    actor_name: str
    program_version: str
    printed: frozenset[Language] = frozenset()


class Milestone(MilestoneSummary):
    """A finished revision as it was: answers, framework, scorecard and the version of the program that scored it.

    A rule that is mended later does not change it.
    """

    framework: Framework
    assessment: Assessment
    scorecard: Scorecard
