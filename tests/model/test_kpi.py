"""A KPI reads its months and its target the same way wherever they are told or scored."""

import pytest

from assess.model.kpi import Direction, Month
from tests.scoring.series import kpi


@pytest.mark.parametrize(
    ("month", "value"),
    [
        (Month(month="2026-10", value=81.5), 81.5),
        (Month(month="2026-10", numerator=163, denominator=200), 81.5),
        (Month(month="2026-10", numerator=0, denominator=200), 0.0),
    ],
)
def test_a_months_value_is_given_or_follows_from_its_counts(month: Month, value: float) -> None:
    assert kpi().value_of(month) == value


@pytest.mark.parametrize(
    ("direction", "target", "value", "met"),
    [
        (Direction.HIGHER, 0.3, 0.1 + 0.2, True),
        (Direction.HIGHER, 80.0, 79.9, False),
        (Direction.LOWER, 0.3, 0.1 + 0.2, True),
        (Direction.LOWER, 80.0, 80.1, False),
        (Direction.RANGE, (260.0, 290.0), 260.0, True),
        (Direction.RANGE, (260.0, 290.0), 290.0, True),
        (Direction.RANGE, (260.0, 290.0), 259.9, False),
        (Direction.RANGE, (260.0, 290.0), 290.1, False),
    ],
)
def test_a_target_is_met_at_its_edge_and_not_beyond(
    direction: Direction, target: float | tuple[float, float], value: float, met: bool
) -> None:
    assert kpi(direction).meets(target, value) is met
