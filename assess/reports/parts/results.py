"""Every result with its figures: what they show, what their source carries, what the next step wants."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from assess.model.framework import Category, Criterion, Kind
from assess.model.scorecard import EntryScore, State
from assess.presentation import formats, sentences
from assess.reports.edition import Edition
from assess.reports.parts.figures import Figure, figure_of


@dataclass(frozen=True)
class ResultRow:
    """`claimed` only where the source carries less, `month` only where it is not the one of most rows."""

    abbreviation: str
    name: str
    place: str
    latest: str
    month: str | None
    target: str
    met: Markup | None
    line: Markup | None
    claimed: str | None
    supported: str
    next: str


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True)
class Results:
    reading: str
    groups: tuple[Group, ...]


def results_of(edition: Edition) -> Results | None:
    found = [
        (category, criterion, entry, figure_of(edition, entry))
        for category in edition.framework.categories.values()
        for criterion in _results_in(edition, category)
        for entry in edition.card.criterion(criterion.id).shown_entries
    ]
    if not found:
        return None
    usual = _usual_month([figure for _, _, _, figure in found])
    variants = _variants(edition, [entry for _, _, entry, _ in found])
    groups = []
    for category in dict.fromkeys(category.id for category, _, _, _ in found):
        rows = [
            _row(edition, criterion, entry, figure, usual, variants.get((entry.kpi, entry.variant)))
            for where, criterion, entry, figure in found
            if where.id == category
        ]
        groups.append(Group(edition.title(category), tuple(rows)))
    read = [edition.say("results.read")]
    if usual:
        read.append(edition.say("results.latest", month=usual))
    return Results(edition.paragraph(read), tuple(groups))


def _results_in(edition: Edition, category: Category) -> list[Criterion]:
    return [
        criterion
        for criterion in category.criteria
        if criterion.kind is Kind.RESULT and edition.card.criterion(criterion.id).is_applicable
    ]


def _usual_month(figures: list[Figure]) -> str | None:
    """The latest month that most figures have; of equals the one met first."""
    counted = Counter(figure.month for figure in figures if figure.month)
    return counted.most_common(1)[0][0] if counted else None


def _variants(edition: Edition, entries: list[EntryScore]) -> dict[tuple[str, str], str]:
    """How it is counted, for a KPI that is shown in more than one way."""
    ways = {(entry.kpi, entry.variant) for entry in entries}
    several = {kpi for kpi, count in Counter(kpi for kpi, _ in ways).items() if count > 1}
    return {
        (kpi, variant.id): variant.title.written_in(edition.language)
        for kpi in several
        for variant in edition.framework.kpis_by_id[kpi].variants
    }


def _row(
    edition: Edition, criterion: Criterion, entry: EntryScore, figure: Figure, usual: str | None, variant: str | None
) -> ResultRow:
    place = [criterion.id]
    if variant:
        place.append(variant)
    if figure.channel:
        place.append(figure.channel)
    if not entry.counts:
        place.append(edition.say("results.shown_only"))
    series = entry.series
    claimed = str(series.claimed) if series and series.supported < series.claimed else None
    return ResultRow(
        abbreviation=figure.abbreviation,
        name=figure.name,
        place=edition.say("dot").join(place),
        latest=figure.latest or formats.NONE,
        month=figure.month if figure.month != usual else None,
        target=figure.target,
        met=edition.mark(figure.met) if figure.met else None,
        line=figure.line,
        claimed=edition.say("results.both", claimed=claimed) if claimed else None,
        supported=str(series.supported) if series else formats.NONE,
        next=_next(edition, criterion, entry),
    )


def _next(edition: Edition, criterion: Criterion, entry: EntryScore) -> str:
    if entry.series is None:
        return edition.say("results.no_figures")
    said = [sentences.series_sentence(edition.framework, entry.series, edition.language) + edition.say("dot_end")]
    if entry.series.supported < entry.series.claimed:
        said.append(edition.say("results.limited", supported=entry.series.supported))
    score = edition.card.criterion(criterion.id)
    if score.state is State.LOWERED and entry.counts and score.supported is not None:
        said.append(edition.say("results.lowered", lowered=score.supported))
    return edition.paragraph(said)
