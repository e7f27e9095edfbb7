"""A scorecard's charts: which figures go into which picture."""

from assess.i18n import Language, word
from assess.model.framework import Category, Framework, GateKind
from assess.model.kpi import Kpi
from assess.model.scorecard import Interval, Scorecard
from assess.presentation import charts, formats
from assess.presentation.charts import Bar, Cell, Names, Tile
from assess.presentation.movement import Course
from assess.presentation.palette import LIGHT, Palette
from assess.presentation.sentences import gate_kind, gate_state, in_a_row

AREA = "sentences"


def good_percent(framework: Framework) -> float:
    """The percentage of a dimension in which everything is at the target and supported: 60 for 3 of 5."""
    return 100 * framework.rules.gaps.target / framework.top_score


def index_bar(framework: Framework, card: Scorecard, language: Language, palette: Palette = LIGHT) -> str:
    assert card.index_supported is not None
    assert card.index_claimed is not None
    edges = [(band.over, f"{band.band} {band.title.written_in(language)}") for band in framework.rules.bands]
    supported, claimed = formats.interval(card.index_supported), formats.interval(card.index_claimed)
    title = word(AREA, "picture.index", language, supported=supported, claimed=claimed)
    return charts.score_bar(card.index_supported, card.index_claimed, edges, _names(language), title, palette)


def dimension_bars(framework: Framework, card: Scorecard, language: Language, palette: Palette = LIGHT) -> str:
    names = {one.id: one.title.written_in(language) for one in framework.dimensions}
    bars = [Bar(names[one.id], one.claimed, one.supported) for one in card.dimensions]
    figures = [
        word(
            AREA,
            "picture.dimension",
            language,
            name=bar.name,
            supported=formats.interval(bar.supported),
            claimed=formats.interval(bar.claimed),
        )
        for bar in bars
    ]
    good = good_percent(framework)
    title = word(AREA, "picture.dimensions", language, figures=in_a_row(figures, language))
    return charts.bullet_bars(bars, good, _names(language, formats.plain(good)), title, palette)


def category_map(framework: Framework, card: Scorecard, language: Language, palette: Palette = LIGHT) -> str:
    columns = []
    figures = []
    for dimension in framework.dimensions:
        cells = []
        for category in dimension.categories:
            score = card.category(category.id)
            name = category.title.written_in(language)
            known = _is_begun(card, category)
            cells.append(Cell(name, _low(score.supported), _low(score.claimed)) if known else Cell(name, None, None))
            supported = formats.percent(cells[-1].percent, 0)
            figures.append(word(AREA, "picture.category", language, name=name, supported=supported))
        columns.append((dimension.title.written_in(language), cells))
    title = word(AREA, "picture.categories", language, figures=in_a_row(figures, language))
    return charts.heat_map(columns, title, palette)


def gates_strip(framework: Framework, card: Scorecard, language: Language, palette: Palette = LIGHT) -> str:
    rows = []
    figures = []
    for kind in GateKind:
        tiles = []
        for gate in (gate for gate in card.gates if gate.kind is kind):
            title = framework.criteria[gate.id].title.written_in(language)
            said = word(AREA, "picture.gate", language, name=title, state=gate_state(gate.state, language))
            tiles.append(Tile(gate.id, said, gate.state))
            figures.append(said)
        if tiles:
            rows.append((gate_kind(kind, language), tiles))
    return charts.gate_strip(rows, word(AREA, "picture.gates", language, figures=in_a_row(figures, language)), palette)


def course_line(
    kpi: Kpi, course: Course, target: float | tuple[float, float] | None, language: Language, palette: Palette = LIGHT
) -> str:
    """The small line of a series; of a range, the middle is drawn as its target."""
    title = word(
        AREA,
        "picture.course",
        language,
        name=kpi.name.written_in(language),
        count=len(course.months),
        first=formats.month(course.months[0], language),
        last=formats.month(course.months[-1], language),
    )
    middle = (target[0] + target[1]) / 2 if isinstance(target, tuple) else target
    return charts.spark(course.values, middle, title, palette)


def _names(language: Language, target: str = "") -> Names:
    return Names(
        supported=word(AREA, "picture.supported", language),
        claimed=word(AREA, "picture.claimed", language),
        target=word(AREA, "picture.target", language, target=target),
    )


def _is_begun(card: Scorecard, category: Category) -> bool:
    """Whether anything in it that applies is answered: before that its lowest value tells of nobody's work."""
    scores = [card.criterion(criterion.id) for criterion in category.criteria]
    return any(score.is_applicable and not score.is_open for score in scores)


def _low(value: Interval | None) -> float | None:
    return value.low if value else None
