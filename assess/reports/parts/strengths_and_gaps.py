"""What to protect, and what is missing: practice and proof apart."""

from dataclasses import dataclass

from assess.model.framework import Framework
from assess.model.gap import Gap
from assess.model.scorecard import CriterionScore
from assess.presentation import formats, sentences
from assess.reports.edition import Edition
from assess.reports.parts.figures import figure_of

STRENGTHS = 5
A_DIMENSION = 2  # at most, so that five strengths tell of more than one corner
GAPS = 10


@dataclass(frozen=True)
class Strength:
    id: str
    title: str
    place: str
    score: int
    why: str


@dataclass(frozen=True)
class GapRow:
    place: int
    id: str
    title: str
    category: str
    gate: str | None
    practice: str
    proof: str
    points: str
    effort: str


@dataclass(frozen=True)
class StrengthsAndGaps:
    strengths: tuple[Strength, ...]
    no_strengths: str
    gaps: tuple[GapRow, ...]
    gaps_read: str
    gaps_more: str


def strengths_and_gaps_of(edition: Edition) -> StrengthsAndGaps:
    gaps = edition.report.gaps
    return StrengthsAndGaps(
        strengths=tuple(_strength(edition, score) for score in strongest(edition)),
        no_strengths=edition.say("strengths.none", strong=strong_score(edition.framework)),
        gaps=tuple(_gap_row(edition, place, gap) for place, gap in enumerate(gaps[:GAPS], start=1)),
        gaps_read=_gaps_read(edition),
        gaps_more=_gaps_more(edition),
    )


def strong_score(framework: Framework) -> int:
    """From here on a criterion is a strength: one step below the top, and never below the target."""
    return max(framework.top_score - 1, framework.rules.gaps.target)


def strongest(edition: Edition) -> list[CriterionScore]:
    """The highest supported, the heavier dimension first, two a dimension while others have any."""
    places, strong = edition.framework.places, strong_score(edition.framework)
    known = [score for score in edition.card.criteria if score.supported is not None and score.supported >= strong]
    known.sort(key=lambda score: (-(score.supported or 0), -places[score.id][0].weight))
    chosen: list[CriterionScore] = []
    for score in known:
        beside = [one for one in chosen if places[one.id][0] is places[score.id][0]]
        if len(beside) < A_DIMENSION:
            chosen.append(score)
    chosen += [score for score in known if score not in chosen]
    return chosen[:STRENGTHS]


def _strength(edition: Edition, score: CriterionScore) -> Strength:
    assert score.supported is not None
    _, category = edition.framework.places[score.id]
    place = category.title.written_in(edition.language)
    return Strength(score.id, edition.title(score.id), place, score.supported, _why(edition, score))


def _why(edition: Edition, score: CriterionScore) -> str:
    """The kinds of evidence of a practice; of a result its latest figures."""
    figures = [figure_of(edition, entry) for entry in score.entries if entry.counts and entry.series]
    said = [
        edition.say("strengths.latest", kpi=figure.abbreviation, latest=figure.latest, month=figure.month)
        for figure in figures
        if figure.month
    ]
    if said:
        return edition.in_a_row(said)
    return sentences.reason_sentence(edition.framework, score.reason, edition.language)


def _gap_row(edition: Edition, place: int, gap: Gap) -> GapRow:
    criterion = edition.framework.criteria[gap.criterion]
    _, category = edition.framework.places[gap.criterion]
    score = edition.card.criterion(gap.criterion)
    assert score.claimed is not None
    effort = None if gap.effort_practice is None and not gap.proof else gap.effort_proof + (gap.effort_practice or 0.0)
    practice = edition.say("gaps.step", **{"from": score.claimed, "to": gap.target}) if gap.practice else formats.NONE
    proof = edition.say("gaps.step", **{"from": score.supported, "to": score.claimed}) if gap.proof else formats.NONE
    return GapRow(
        place=place,
        id=gap.criterion,
        title=criterion.title.written_in(edition.language),
        category=category.title.written_in(edition.language),
        gate=sentences.gate_kind(criterion.gate, edition.language) if criterion.gate else None,
        practice=practice,
        proof=proof,
        points=formats.gain(gap.points),
        effort=formats.person_days(effort),
    )


def _gaps_read(edition: Edition) -> str:
    days = sum(gap.effort_proof for gap in edition.report.gaps)
    if not days:
        return edition.say("gaps.read_practice")
    # At the low end the open criteria count as nothing on both sides: the difference is the proof gaps' points.
    points = formats.gain(edition.claimed.low - edition.supported.low).removeprefix("+")
    return edition.count("gaps.read", days, points=points, days=formats.person_days(days))


def _gaps_more(edition: Edition) -> str:
    rest = len(edition.report.gaps) - GAPS
    said = [edition.count("gaps.more", rest)] if rest > 0 else []
    said.append(edition.say("gaps.scale", top=edition.framework.top_score))
    if edition.has_results:
        said.append(edition.say("gaps.of_results"))
    return edition.paragraph(said)
