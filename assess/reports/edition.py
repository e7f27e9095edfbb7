"""A report in one language: what every part of it is written from."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from assess.i18n import Language, counted_word, word
from assess.model.assessment import Assessment, Scope
from assess.model.framework import Framework, Kind
from assess.model.gap_report import GapReport
from assess.model.scorecard import BandRange, GateState, Interval, Scorecard
from assess.presentation import sentences
from assess.presentation.charts import state_mark

START, END = "\u2068", "\u2069"  # Unicode's own isolate, whose direction is that of its first letter


@dataclass(frozen=True)
class Edition:
    """`band` and the two indices are those of a report that has them: no part that tells of them is made of another."""

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
    def band(self) -> BandRange:
        assert self.card.band is not None
        return self.card.band

    @property
    def claimed(self) -> Interval:
        assert self.card.index_claimed is not None
        return self.card.index_claimed

    @property
    def supported(self) -> Interval:
        assert self.card.index_supported is not None
        return self.card.index_supported

    @property
    def is_express(self) -> bool:
        return self.assessment.scope is Scope.EXPRESS

    @property
    def has_results(self) -> bool:
        """Whether anything that applies is computed from figures."""
        return any(score.kind is Kind.RESULT and score.is_applicable for score in self.card.criteria)

    @property
    def open_count(self) -> int:
        return self.card.completion.applicable - self.card.completion.answered

    @property
    def has_open(self) -> bool:
        return self.open_count > 0

    @property
    def is_final(self) -> bool:
        """Of a finished revision, which may have open criteria."""
        return self.report.revision is not None

    @property
    def is_draft(self) -> bool:
        return self.has_open and not self.is_final

    def say(self, code: str, **facts: object) -> str:
        return word("report", code, self.language, **facts)

    def count(self, code: str, count: float, **facts: object) -> str:
        """As `say`, with a word of its own for one of them."""
        return counted_word("report", code, self.language, count, **facts)

    def title(self, id: str) -> str:
        return sentences.title_of(self.framework, id, self.language)

    def listed(self, parts: list[str]) -> str:
        return sentences.enumeration(parts, self.language)

    def in_a_row(self, parts: list[str]) -> str:
        return sentences.in_a_row(parts, self.language)

    def paragraph(self, parts: list[str]) -> str:
        return self.language.between_sentences.join(parts)

    @property
    def colon(self) -> str:
        return word("sentences", "list.colon", self.language)

    def mark(self, state: GateState) -> Markup:
        return drawn(state_mark(state, sentences.gate_state(state, self.language)))


def isolated(text: str) -> str:
    """What somebody wrote, for a sentence of ours: its marks of direction end where it ends."""
    return START + text.replace(START, "").replace(END, "") + END


def with_isolates(text: str) -> Markup:
    """A sentence as markup, what somebody wrote in a <bdi> of its own."""
    return Markup(str(escape(text)).replace(START, "<bdi>").replace(END, "</bdi>"))


def drawn(svg: str) -> Markup:
    """A chart of our own as markup; every text in it was escaped where it was drawn."""
    return Markup(svg)
