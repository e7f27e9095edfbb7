"""Series of months and the scores that follow from them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assess.model.kpi import Comparison, Direction, Month, Tolerance
from tests.scoring.series import judge, months, outside, series

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "result_scores.yaml").read_text("utf-8"))
TWELVE_ON_TARGET = [81.0] * 12


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{len(case['values'])} months score {case['score']}")
def test_the_worked_cases_score_as_they_were_worked_out(case: dict[str, Any]) -> None:
    comparison = None if case["comparison"] is None else outside(case["comparison"])
    one = series(case["values"], target=case["target"], coverage=case["coverage"], comparison=comparison)
    assert judge(one, Direction(case["direction"])).claimed == case["score"]


def test_a_series_that_nobody_measures_scores_0_whatever_else_it_says() -> None:
    assert judge(series(TWELVE_ON_TARGET, not_measured=True)).claimed == 0


def test_the_month_of_the_assessment_and_later_ones_are_ignored() -> None:
    score = judge(series(months([10.0, 81.0, 81.0], last="2026-12")))
    assert score.counted_months == 1
    assert score.latest == 10.0


def test_one_missing_month_is_forgiven_and_the_second_ends_the_count() -> None:
    names = ["2026-04", "2026-06", "2026-07", "2026-09", "2026-10"]
    points = tuple(Month(month=name, value=81) for name in names)
    assert judge(series(points)).counted_months == 4


def test_figures_that_end_four_months_back_score_2_at_most() -> None:
    assert judge(series(months(TWELVE_ON_TARGET, last="2026-08"), comparison=outside(80))).claimed == 5
    assert judge(series(months(TWELVE_ON_TARGET, last="2026-07"), comparison=outside(80))).claimed == 2


def test_counts_make_the_percentage() -> None:
    points = (Month(month="2026-10", numerator=850, denominator=1000),)
    assert judge(series(points)).latest == 85.0


@pytest.mark.parametrize(("source", "supported"), [("typed", 2), ("typed_with_record", 4), ("export", 5), (None, 2)])
def test_where_the_figures_come_from_limits_what_they_support(source: str | None, supported: int) -> None:
    score = judge(series(TWELVE_ON_TARGET, source=source, comparison=outside(80)))
    assert (score.claimed, score.supported) == (5, supported)


def test_an_inside_comparison_is_enough_for_4_and_not_for_5() -> None:
    inside = Comparison(value=70, source="Site B", year=2026, kind="inside")
    assert judge(series(TWELVE_ON_TARGET, comparison=inside)).claimed == 4


@pytest.mark.parametrize(
    "comparison",
    [
        Comparison(value=80, source=" ", year=2025, kind="outside"),
        Comparison(value=80, source="Peers", year=2022, kind="outside"),
        Comparison(value=80, source="Peers", year=2027, kind="outside"),
        Comparison(value=80, source="Peers", kind="outside"),
        Comparison(source="Peers", year=2025, kind="outside"),
    ],
    ids=["no source", "four years old", "next year", "no year", "no value"],
)
def test_a_comparison_without_value_source_or_recent_year_does_not_count(comparison: Comparison) -> None:
    assert judge(series(TWELVE_ON_TARGET, comparison=comparison)).claimed == 3


def test_an_outside_comparison_carries_months_that_miss_the_target() -> None:
    assert judge(series([75.0] * 6, target=80, comparison=outside(74))).claimed == 3
    assert judge(series([75.0] * 6, target=80, comparison=outside(76))).claimed == 2


def test_improving_means_that_a_quarter_of_the_way_is_done() -> None:
    assert judge(series([60, 60, 60, 65, 65, 65], target=80)).claimed == 3
    assert judge(series([60, 60, 60, 64.9, 64.9, 64.9], target=80)).claimed == 2


def test_a_fall_within_tolerance_is_not_adverse() -> None:
    steady = [83, 83, 83, 83, 78, 77]
    assert judge(series(steady), tolerance=Tolerance(absolute=4)).claimed == 3
    assert judge(series(steady), tolerance=Tolerance(absolute=3)).claimed == 2


def test_from_15_months_on_a_fall_that_comes_every_year_is_not_adverse() -> None:
    last_year, rest, fall = [70.0] * 3, [84.0] * 9, [70.0] * 3
    assert judge(series(last_year + rest + fall)).claimed == 3
    assert judge(series([84.0] * 3 + rest + fall)).claimed == 2
    assert judge(series(rest + fall)).claimed == 2


def test_a_range_is_met_inside_and_missed_on_both_sides() -> None:
    inside = [300.0, 310, 290, 305, 299, 300]
    assert judge(series(inside, target=(280, 320)), Direction.RANGE).claimed == 3
    assert judge(series([270.0, 330] * 3, target=(280, 320)), Direction.RANGE).claimed == 2


def test_a_range_falls_by_the_width_of_its_pair() -> None:
    drifting = [300.0, 300, 300, 321.9, 321.9, 321.9]
    assert judge(series(drifting, target=(280, 320)), Direction.RANGE).claimed == 3
    assert judge(series([300.0, 300, 300, 322.1, 322.1, 322.1], target=(280, 320)), Direction.RANGE).claimed == 2


def test_a_range_without_target_says_that_one_is_missing() -> None:
    score = judge(series(TWELVE_ON_TARGET, target=None), Direction.RANGE)
    assert (score.claimed, score.reason.code) == (1, "needs_target")


def test_an_edge_is_met_despite_binary_fractions() -> None:
    points = tuple(Month(month=f"2026-{month:02}", numerator=0.1 + 0.2, denominator=1) for month in range(5, 11))
    assert judge(series(points, target=30), Direction.LOWER).claimed == 3
