"""How far a category is answered."""

from dataclasses import dataclass

from assess.model.framework import Category, Kind
from assess.model.scorecard import State
from assess.services.assessing import OpenAssessment


@dataclass(frozen=True)
class Progress:
    """Of a category: criteria in scope, those that apply, those answered or computed, and those a person can answer.

    `to_answer` leaves the results out: they are computed once there are figures.
    """

    in_scope: int
    applicable: int
    answered: int
    to_answer: int
    gates: int

    @property
    def status(self) -> str:
        if self.applicable == self.answered:
            return "done"
        if not self.to_answer:
            return "waiting"
        return "begun" if self.answered else "open"

    @property
    def icon(self) -> str:
        return {"done": "●", "waiting": "◔", "begun": "◐", "open": "○"}[self.status]


def progress_of(opened: OpenAssessment, category: Category) -> Progress:
    scores = [opened.scorecard.criterion(criterion.id) for criterion in category.criteria]
    return Progress(
        in_scope=sum(score.state is not State.OUT_OF_SCOPE for score in scores),
        applicable=sum(score.is_applicable for score in scores),
        answered=sum(score.is_applicable and not score.is_open for score in scores),
        to_answer=sum(score.is_open and score.kind is Kind.ENABLER for score in scores),
        gates=sum(criterion.gate is not None for criterion in category.criteria),
    )


def next_open_section(opened: OpenAssessment, after: str | None = None) -> Category | None:
    """The next category in which something can be answered, going round from the one after `after`."""
    categories = list(opened.framework.categories.values())
    ids = [category.id for category in categories]
    start = ids.index(after) + 1 if after in ids else 0
    for category in categories[start:] + categories[:start]:
        if progress_of(opened, category).to_answer:
            return category
    return None
