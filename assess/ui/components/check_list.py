"""One of the lists of what is to be checked: each line with the way there, the first ones at once."""

from collections.abc import Sequence

import streamlit as st

from assess.model.checklist import OpenCategory
from assess.services.assessing import OpenAssessment
from assess.ui.components.check_lines import Line, line
from assess.ui.components.fold import fold
from assess.ui.components.way_in import way_in
from assess.ui.screen_words import say, tell

FIRST = 6


def check_list(opened: OpenAssessment, place: str, lines: Sequence[Line]) -> None:
    """`place` tells the lists of a page apart."""
    _lines(opened, place, lines[:FIRST], 0)
    if len(lines) > FIRST:
        with fold(say("check.rest", count=len(lines) - FIRST), f"rest:{opened.id}:{place}") as is_open:
            if is_open:
                _lines(opened, place, lines[FIRST:], FIRST)


def unanswered_list(opened: OpenAssessment, categories: Sequence[OpenCategory]) -> None:
    """A line a category, of which the first is open."""
    with st.container(gap="xsmall"):
        for place, one in enumerate(categories):
            with fold(_heading(opened, one), f"unanswered:{opened.id}:{one.category}", place == 0) as is_open:
                if is_open:
                    _lines(opened, one.category, [line(opened, criterion) for criterion in one.criteria], 0)


def _heading(opened: OpenAssessment, one: OpenCategory) -> str:
    title = tell(opened.framework.categories[one.category].title)
    criteria = say("list.comma").join(one.criteria)
    return say("check.category", id=one.category, title=title, count=len(one.criteria), criteria=criteria)


def _lines(opened: OpenAssessment, place: str, lines: Sequence[Line], first: int) -> None:
    for number, (criterion, text) in enumerate(lines, first):
        way_in(opened, criterion, text, f"{place}-{number}")
