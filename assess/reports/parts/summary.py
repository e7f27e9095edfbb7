"""The page that an executive reads: band, index, headline results, legal exposure, next steps, verdict."""

from dataclasses import dataclass

from markupsafe import Markup

from assess.i18n import word
from assess.model.framework import Criterion, GateKind, Kind
from assess.model.gap import Gap
from assess.model.kpi import Comparison, Kpi
from assess.model.scorecard import GateState, Interval
from assess.presentation import formats, sentences
from assess.presentation.pictures import index_bar
from assess.reports.edition import Edition, drawn, isolated
from assess.reports.parts.figures import figure_of
from assess.reports.parts.risks import consequence, risks_of
from assess.reports.parts.verdict import verdict_title

HEADLINES = 6
STEPS = 3
GATES = 3  # by name a state: the page stays one page, and the gates have a part of their own
OWNER = 30  # ems of an owner's name on the first page; the gates have it whole


@dataclass(frozen=True)
class Headline:
    name: str
    figure: str
    latest: str
    month: str | None
    target: str
    met: Markup | None
    met_in_words: str
    comparison: str
    comparison_kind: str
    arrow: str
    movement: str
    line: Markup | None
    score: str


@dataclass(frozen=True)
class Exposure:
    """The gates of one state: how many there are, and the first of them by name."""

    mark: Markup
    name: str
    count: int
    gates: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """`risks_last`: the risks stand below the verdict, since the legal gates fill the column of their own."""

    sentence: str
    figures: tuple[tuple[str, str], ...]
    bar: Markup
    reading: str
    has_results: bool
    headlines: tuple[Headline, ...]
    headlines_read: str
    exposures: tuple[Exposure, ...]
    no_exposure: str
    consequence: str | None
    risks: tuple[str, ...]
    risks_last: bool
    steps: tuple[str, ...]
    verdict: str


def summary_of(edition: Edition) -> Summary:
    card = edition.card
    done = card.completion
    exposures = legal_exposure(edition)
    answered = edition.say("summary.completion_is", answered=done.answered, applicable=done.applicable)
    return Summary(
        sentence=band_sentence(edition),
        figures=(
            (edition.say("summary.supported"), formats.interval(edition.supported)),
            (edition.say("summary.claimed"), formats.interval(edition.claimed)),
            (edition.say("summary.completion"), answered),
            (edition.say("summary.confidence"), card.confidence),
        ),
        bar=drawn(index_bar(edition.framework, card, edition.language)),
        reading=_reading(edition),
        has_results=edition.has_results,
        headlines=headlines_of(edition),
        headlines_read=edition.say("headlines.read", top=edition.framework.top_score),
        exposures=exposures,
        no_exposure=_no_exposure(edition),
        consequence=consequence(edition),
        risks=risks_of(edition),
        risks_last=sum(len(one.gates) for one in exposures) > 2 * GATES,
        steps=next_steps(edition),
        verdict=verdict_title(edition),
    )


def band_sentence(edition: Edition) -> str:
    said = [sentences.band_sentence(edition.framework, edition.band, edition.language) + edition.say("dot_end")]
    if edition.is_express:
        said.append(edition.say("summary.indicative"))
    return edition.paragraph(said)


def headlines_of(edition: Edition) -> tuple[Headline, ...]:
    """The framework's headline results; where it names none in scope, the first that have figures."""
    named = [edition.framework.criteria[id] for id in edition.framework.rules.headlines]
    chosen = [one for one in named if edition.card.criterion(one.id).is_applicable]
    if not chosen:
        chosen = [one for one in edition.framework.criteria.values() if _has_figures(edition, one)]
    rows = [_headline(edition, criterion) for criterion in chosen[:HEADLINES]]
    return tuple(row for row in rows if row is not None)


def _has_figures(edition: Edition, criterion: Criterion) -> bool:
    score = edition.card.criterion(criterion.id)
    return score.kind is Kind.RESULT and score.is_applicable and any(entry.series for entry in score.entries)


def _headline(edition: Edition, criterion: Criterion) -> Headline | None:
    entries = [entry for entry in edition.card.criterion(criterion.id).shown_entries if entry.counts]
    if not entries:
        return None
    entry = next((entry for entry in entries if entry.series), entries[0])
    figure = figure_of(edition, entry)
    score = edition.card.criterion(criterion.id).supported
    comparison = figure.series.comparison if figure.series else None
    value, kind = _comparison(edition, figure.kpi, comparison)
    movement = figure.course.movement.value if figure.course else None
    met = "none" if figure.met is None else "met" if figure.met is GateState.PASSED else "missed"
    return Headline(
        name=criterion.title.written_in(edition.language),
        figure=edition.say("dot").join(part for part in (figure.abbreviation, figure.channel) if part),
        latest=figure.latest or edition.say("headlines.not_measured" if entry.series else "headlines.no_figures"),
        month=figure.month,
        target=figure.target,
        met=edition.mark(figure.met) if figure.met else None,
        met_in_words=word("sentences", f"target.{met}", edition.language) if entry.series else "",
        comparison=value,
        comparison_kind=kind,
        arrow=figure.course.arrow if figure.course else "",
        movement=word("sentences", f"movement.{movement}", edition.language) if movement else "",
        line=figure.line,
        score=formats.NONE if score is None else str(score),
    )


def _comparison(edition: Edition, kpi: Kpi, comparison: Comparison | None) -> tuple[str, str]:
    if comparison is None or comparison.value is None:
        return formats.NONE, ""
    value = formats.kpi_value(kpi, comparison.value, edition.language, edition.assessment.centre.currency)
    if comparison.year is None:
        return value, ""
    return value, edition.say(f"headlines.{comparison.kind or 'year'}", year=comparison.year)


def legal_exposure(edition: Edition) -> tuple[Exposure, ...]:
    found = []
    for state in (GateState.FAILED, GateState.NOT_PROVED, GateState.OPEN):
        gates = [gate for gate in edition.card.gates if gate.kind is GateKind.LEGAL and gate.state is state]
        if gates:
            names = [edition.title(gate.id) for gate in gates[:GATES]]
            if len(gates) > GATES:
                names.append(edition.say("legal.more", count=len(gates) - GATES))
            name = edition.say(f"legal.{state.value}")
            found.append(Exposure(edition.mark(state), name, len(gates), tuple(names)))
    return tuple(found)


def _no_exposure(edition: Edition) -> str:
    legal = [gate for gate in edition.card.gates if gate.kind is GateKind.LEGAL]
    applies = any(gate.state is not GateState.NOT_APPLICABLE for gate in legal)
    return edition.say("legal.clear" if applies else "legal.none")


def next_steps(edition: Edition) -> tuple[str, ...]:
    steps = [_step(edition, gap) for gap in edition.report.gaps[:STEPS]]
    if not edition.card.completion.answered:
        return (edition.say("steps.unanswered"),)
    if len(steps) < STEPS and edition.has_open:
        steps.append(edition.count("steps.finish", edition.open_count))
    return tuple(steps) or (edition.say("steps.none"),)


def _step(edition: Edition, gap: Gap) -> str:
    """What is asked, with owner and date where the answer carries a plan."""
    text = sentences.step_sentence(edition.framework, gap, edition.language)
    plan = edition.assessment.answer(gap.criterion).plan
    if plan is None or plan.due is None or not plan.is_complete:
        return text
    due = formats.day(plan.due, edition.language)
    return edition.say("steps.planned", step=text, owner=isolated(formats.shortened(plan.owner, OWNER)), due=due)


def _reading(edition: Edition) -> str:
    gap = proof_gap(edition.claimed, edition.supported)
    said = [edition.say("summary.read_final", gap=gap) if gap else edition.say("summary.read_even")]
    if edition.has_open:
        said.append(edition.count("summary.read_open", edition.open_count))
    return edition.paragraph(said)


def proof_gap(claimed: Interval, supported: Interval) -> str | None:
    """The points that are claimed and not proved, at the low end; None where none are left to print."""
    text = formats.number(claimed.low - supported.low)
    return None if float(text) == 0 else text
