"""A line about a criterion, with the way to where it is answered."""

import streamlit as st

from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say


def way_in(opened: OpenAssessment, criterion: str, text: str, place: str) -> None:
    """`place` tells two lines about one criterion on a page apart."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(text, width="stretch")
        if st.button(say("open"), key=f"way:{place}:{criterion}", type="tertiary"):
            go_in(opened, criterion)


def go_in(opened: OpenAssessment, criterion: str) -> None:
    session.go_to_criterion(opened.framework.places[criterion][1].id, criterion)
    st.switch_page("screens/assess.py")
