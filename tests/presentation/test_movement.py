"""How a series has moved: the arrow tells of the figure, the word of what is good."""

import pytest

from assess.model.kpi import Direction, Tolerance
from assess.presentation.movement import Movement, course_of
from tests.scoring.series import ASSESSED_ON, kpi, series

RANGE = (260.0, 290.0)


def moved(direction: Direction, values: list[float], target: object) -> tuple[Movement, str]:
    """From six months; 5 counts as no change."""
    measured = kpi(direction, Tolerance(absolute=5))
    course = course_of(measured, series(values, target=target), ASSESSED_ON)
    return course.movement, course.arrow


@pytest.mark.parametrize(
    ("before", "recent", "expected"),
    [
        (265, 285, (Movement.STEADY, "↗")),
        (285, 265, (Movement.STEADY, "↘")),
        (275, 278, (Movement.STEADY, "→")),
        (320, 280, (Movement.BETTER, "↘")),
        (240, 270, (Movement.BETTER, "↗")),
        (280, 320, (Movement.WORSE, "↗")),
        (270, 240, (Movement.WORSE, "↘")),
        (240, 310, (Movement.STEADY, "↗")),
        (287, 293, (Movement.STEADY, "↗")),
    ],
)
def test_within_its_range_a_figure_is_neither_better_nor_worse(
    before: float, recent: float, expected: tuple[Movement, str]
) -> None:
    assert moved(Direction.RANGE, [before] * 3 + [recent] * 3, RANGE) == expected


def test_without_a_target_nobody_can_tell_how_a_range_has_moved() -> None:
    assert moved(Direction.RANGE, [265.0] * 3 + [300.0] * 3, None) == (Movement.UNKNOWN, "↗")


@pytest.mark.parametrize(
    ("direction", "movement"), [(Direction.HIGHER, Movement.BETTER), (Direction.LOWER, Movement.WORSE)]
)
def test_the_direction_says_which_way_is_better(direction: Direction, movement: Movement) -> None:
    assert moved(direction, [70.0] * 3 + [80.0] * 3, None) == (movement, "↗")
    assert moved(direction, [70.0] * 3 + [75.0] * 3, None) == (Movement.STEADY, "→")


def test_five_months_are_too_few_to_tell() -> None:
    assert moved(Direction.HIGHER, [70.0, 71.0, 75.0, 80.0, 85.0], 80.0) == (Movement.UNKNOWN, "")
