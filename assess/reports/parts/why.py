"""Where the points come from: dimensions, categories, and a paragraph for each dimension."""

from dataclasses import dataclass

from markupsafe import Markup

from assess.model.framework import Dimension
from assess.presentation import formats, sentences
from assess.presentation.pictures import category_map, dimension_bars, good_percent
from assess.reports.edition import Edition, drawn
from assess.reports.parts.categories import answered_categories
from assess.reports.parts.summary import proof_gap


@dataclass(frozen=True)
class Paragraph:
    name: str
    weight: str
    text: str


@dataclass(frozen=True)
class Why:
    bars: Markup
    bars_read: str
    map: Markup
    paragraphs: tuple[Paragraph, ...]


def why_of(edition: Edition) -> Why:
    framework, card, language = edition.framework, edition.card, edition.language
    target = formats.plain(good_percent(framework))
    total = sum(dimension.weight for dimension in framework.dimensions)
    return Why(
        bars=drawn(dimension_bars(framework, card, language)),
        bars_read=edition.say("why.bars_read", target=target, score=framework.rules.gaps.target),
        map=drawn(category_map(framework, card, language)),
        paragraphs=tuple(
            Paragraph(
                name=dimension.title.written_in(language),
                weight=edition.say("why.weight", weight=formats.plain(100 * dimension.weight / total)),
                text=edition.paragraph(_paragraph(edition, dimension)),
            )
            for dimension in framework.dimensions
        ),
    )


def _paragraph(edition: Edition, dimension: Dimension) -> list[str]:
    score = edition.card.dimension(dimension.id)
    if score.supported is None or score.claimed is None:
        return [edition.say("why.not_applicable")]
    said = []
    gap = proof_gap(score.claimed, score.supported)
    if score.supported.high > 0 and score.claimed.low > 0:
        said.append(edition.say("why.proof", gap=gap) if gap else edition.say("why.proved"))
        said += _range(edition, dimension)
    inside = {criterion.id for criterion in dimension.criteria}
    still_open = sum(one.is_open for one in edition.card.criteria if one.id in inside)
    if still_open:
        said.append(edition.count("why.open", still_open))
    gaps = [gap for gap in edition.report.gaps if gap.criterion in inside]
    if gaps:
        most = max(gaps, key=lambda gap: round(gap.points, 9))
        step = sentences.step_title(edition.framework, most, edition.language)
        said.append(edition.say("why.step", step=step, points=formats.gain(most.points)))
    return said


def _range(edition: Edition, dimension: Dimension) -> list[str]:
    """The strongest and the weakest category of those that are answered."""
    known = answered_categories(edition, dimension.categories)
    if len(known) < 2:
        return []
    best, worst = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
    if best[1] == worst[1]:
        applicable = [one for one in dimension.categories if edition.card.category(one.id).supported]
        whole = len(known) == len(applicable)
        return [edition.say("why.even", percent=formats.number(best[1]))] if whole else []
    facts = {"best": edition.title(best[0]), "best_percent": formats.number(best[1])}
    facts |= {"worst": edition.title(worst[0]), "worst_percent": formats.number(worst[1])}
    return [edition.say("why.range", **facts)]
