"""A line about a criterion, with the way to where it is answered."""

import streamlit as st

from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say


def way_in(opened: OpenAssessment, criterion: str, text: str, place: str) -> None:
    """`place` tells two lines about one criterion on a page apart."""
    line, way = st.columns([8, 1], vertical_alignment="center", gap="small")
    line.markdown(text)
    if way.button(say("open"), key=f"way:{place}:{criterion}", type="tertiary"):
        session.go_to_criterion(opened.framework.places[criterion][1].id, criterion)
        st.switch_page("screens/assess.py")
