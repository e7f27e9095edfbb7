"""Charts: well-formed, with their words, whatever the figures and names are."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from assess.i18n import Language
from assess.model.framework import Kind
from assess.model.scorecard import GateState, Interval
from assess.presentation import charts
from assess.presentation.charts import Bar, Cell, Names, Tile
from assess.presentation.formats import ems
from assess.presentation.lettering import wrapped
from assess.presentation.palette import DARK, LIGHT, Palette
from assess.presentation.pictures import category_map, dimension_bars, gates_strip, index_bar
from tests.reports.reports import changed, demo, demo_report, empty_report, report_of

NAMES = Names("supported", "claimed", "target 60")
SVG = "{http://www.w3.org/2000/svg}"
percents = some.floats(0, 100)
ends = some.tuples(percents, percents).map(lambda pair: Interval(low=min(pair), high=max(pair)))
letters = some.text(some.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def drawn(svg: str) -> ElementTree.Element:
    """The picture as a browser reads it; everything stays inside its view."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    for box in root.iter(f"{SVG}rect"):
        x, y, wide, tall = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert -1 <= x <= x + wide <= width + 1
        assert -1 <= y <= y + tall <= height + 1
    return root


@given(ends, ends)
def test_a_score_bar_is_drawn_for_every_interval(supported: Interval, claimed: Interval) -> None:
    edges = [(0.0, "1 Ad hoc"), (25.0, "2 Emerging"), (45.0, "3 Managed"), (65.0, "4 Measured"), (85.0, "5 Leading")]
    root = drawn(charts.score_bar(supported, claimed, edges, NAMES, "Index"))
    assert root.findtext(f"{SVG}title") == "Index"


@given(ends, ends)
@example(Interval(low=1.5, high=98.6), Interval(low=0, high=100))
def test_the_label_of_every_interval_stays_within_the_view(supported: Interval, claimed: Interval) -> None:
    for palette in (LIGHT, DARK):
        for names in (NAMES, Names("佐证分", "自评分")):
            root = drawn(charts.score_bar(supported, claimed, [(0.0, "1 Ad hoc")], names, "Index", palette))
            labels = [text for text in root.iter(f"{SVG}text") if text.attrib["font-size"] == "12"]
            assert [(text.text or "").split()[0] for text in labels] == [names.supported, names.claimed]
            for text in labels:
                at, wide = float(text.attrib["x"]), 12 * ems(text.text or "")
                left = at - wide if text.attrib["text-anchor"] == "end" else at
                assert 0 <= left <= left + wide <= charts.WIDTH


def test_a_label_inside_the_paler_part_is_in_ink() -> None:
    wide = Interval(low=1.5, high=98.6)
    root = drawn(charts.score_bar(wide, wide, [(0.0, "1 Ad hoc")], NAMES, "Index"))
    labels = [text for text in root.iter(f"{SVG}text") if text.attrib["font-size"] == "12"]
    assert {text.attrib["fill"] for text in labels} == {LIGHT.ink}


@pytest.mark.parametrize(("bands", "steps"), [(1, [0]), (2, [0, 4]), (3, [0, 2, 4]), (5, [0, 1, 2, 3, 4])])
def test_the_best_band_is_the_darkest_however_many_there_are(bands: int, steps: list[int]) -> None:
    edges = [(10.0 * place, f"Band {place}") for place in range(bands)]
    root = drawn(charts.score_bar(Interval.point(50), Interval.point(60), edges, NAMES, "Index"))
    fills = [box.attrib["fill"] for box in root.iter(f"{SVG}rect") if box.attrib["height"] == "22.0"]
    assert fills == [LIGHT.steps[step] for step in steps]


@given(some.lists(some.tuples(letters, ends | some.none(), ends | some.none()), max_size=8))
def test_bars_take_any_name_and_what_does_not_apply(rows: list[tuple[str, Interval | None, Interval | None]]) -> None:
    drawn(charts.bullet_bars([Bar(*row) for row in rows], 60, NAMES, "Dimensions"))


@given(some.lists(some.lists(some.tuples(letters, percents | some.none()), max_size=9), max_size=6))
def test_a_heat_map_takes_any_shape(columns: list[list[tuple[str, float | None]]]) -> None:
    cells = [
        ("People & <Management>", [Cell(name, percent, percent) for name, percent in column]) for column in columns
    ]
    drawn(charts.heat_map(cells, "Categories"))


@given(some.lists(some.sampled_from(GateState), max_size=40))
def test_a_gate_strip_takes_any_number_of_gates(states: list[GateState]) -> None:
    drawn(charts.gate_strip([("Legal gate", [Tile("P6.4", "x", state) for state in states])], "Gates"))


@given(some.lists(some.floats(-1e6, 1e6), max_size=24), some.floats(-1e6, 1e6) | some.none())
def test_a_small_line_takes_any_series(values: list[float], target: float | None) -> None:
    drawn(charts.spark(values, target, "CSAT"))


@given(letters, some.floats(3, 30), some.integers(1, 4))
def test_wrapped_lines_are_as_many_and_as_wide_as_allowed(text: str, width: float, lines: int) -> None:
    found = wrapped(text, width, lines)
    assert len(found) <= lines
    assert all(ems(line) <= width for line in found)


def test_a_line_is_not_wider_for_the_space_at_its_end() -> None:
    assert wrapped("0 00000 0000 0", 3.0, 3) == ["0", "00000", "000…"]


def test_the_demo_is_drawn_in_both_languages_and_palettes_with_its_words() -> None:
    for language in Language:
        report = demo_report(language)
        for palette in (LIGHT, DARK):
            for picture in (index_bar, dimension_bars, category_map, gates_strip):
                root = drawn(picture(report.framework, report.scorecard, language, palette))
                title = root.findtext(f"{SVG}title")
                assert title
                assert len(title) > 20


@pytest.mark.parametrize("language", Language)
def test_a_category_that_nobody_has_answered_is_drawn_as_open(language: Language) -> None:
    report = empty_report()
    root = drawn(category_map(report.framework, report.scorecard, language))
    cells = [cell for cell in root.iter(f"{SVG}g") if cell.find(f"{SVG}rect") is not None]
    assert len(cells) == len(report.framework.categories)
    for cell in cells:
        box = cell.find(f"{SVG}rect")
        assert box is not None
        assert box.attrib["fill"] == LIGHT.paper
        assert [text.text for text in cell.iter(f"{SVG}text")][-1] == "–"


def test_a_category_is_drawn_with_its_figure_as_soon_as_one_of_it_is_answered() -> None:
    framework = empty_report().framework
    category = next(one for one in framework.categories.values() if one.criteria[0].kind is Kind.ENABLER)
    answers = [{"criterion": category.criteria[0].id, "score": 0}]
    report = report_of(changed(demo(Language.EN), answers=answers, series=[]))
    title = drawn(category_map(framework, report.scorecard, Language.EN)).findtext(f"{SVG}title") or ""
    assert f"{category.title.en} 0" in title
    assert len(re.findall(r" 0(?:;|$)", title)) == 1


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_can_be_read_on_its_ground() -> None:
    """WCAG's 4.5 for text, 3 for a mark."""
    for palette in (LIGHT, DARK):
        assert_readable(palette)


def assert_readable(palette: Palette) -> None:
    pairs = [(palette.ink, palette.paper), (palette.muted, palette.paper), (palette.on_accent, palette.accent)]
    pairs.append((palette.ink, palette.accent_light))
    pairs += list(zip(palette.on_step, palette.steps, strict=True))
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    for state, ink in palette.states.items():
        assert contrast(ink, palette.paper) >= 3 or state is GateState.NOT_APPLICABLE, state


def test_shades_differ_in_lightness_so_that_they_read_without_colour() -> None:
    for palette in (LIGHT, DARK):
        shades = [luminance(step) for step in palette.steps]
        assert shades == sorted(shades, reverse=palette is LIGHT)
