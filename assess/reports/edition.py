"""A report in one language: what every part of it is written from."""

from dataclasses import dataclass

from markupsafe import Markup

from assess.i18n import Language, word
from assess.model.assessment import Assessment, Scope
from assess.model.framework import Framework
from assess.model.gap_report import GapReport
from assess.model.scorecard import GateState, Scorecard
from assess.presentation import sentences
from assess.presentation.charts import state_mark


@dataclass(frozen=True)
class Edition:
    report: GapReport
    language: Language

    @property
    def framework(self) -> Framework:
        return self.report.framework

    @property
    def assessment(self) -> Assessment:
        return self.report.assessment

    @property
    def card(self) -> Scorecard:
        return self.report.scorecard

    @property
    def is_express(self) -> bool:
        return self.assessment.scope is Scope.EXPRESS

    @property
    def open_count(self) -> int:
        return self.card.completion.applicable - self.card.completion.answered

    @property
    def is_draft(self) -> bool:
        return self.open_count > 0

    def say(self, code: str, **facts: object) -> str:
        return word("report", code, self.language, **facts)

    def title(self, id: str) -> str:
        return sentences.title_of(self.framework, id, self.language)

    def listed(self, parts: list[str]) -> str:
        return sentences.enumeration(parts, self.language)

    def mark(self, state: GateState) -> Markup:
        return drawn(state_mark(state, sentences.gate_state(state, self.language)))


def drawn(svg: str) -> Markup:
    """A chart of our own as markup; every text in it was escaped where it was drawn."""
    return Markup(svg)
