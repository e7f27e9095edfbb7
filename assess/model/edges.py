"""Comparisons with an edge: on values rounded to 9 decimals, so that 0.1 + 0.2 meets 0.3 here and in a workbook.

Rounding keeps the order, so what meets an edge unrounded need not be rounded.
"""

DECIMALS = 9


def at_least(value: float, edge: float) -> bool:
    return value >= edge or round(value, DECIMALS) >= round(edge, DECIMALS)


def at_most(value: float, edge: float) -> bool:
    return value <= edge or round(value, DECIMALS) <= round(edge, DECIMALS)


def above(value: float, edge: float) -> bool:
    return not at_most(value, edge)


def same(value: float, other: float) -> bool:
    return round(value, DECIMALS) == round(other, DECIMALS)
