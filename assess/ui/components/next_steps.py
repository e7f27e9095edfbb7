"""The three steps that bring most."""

import streamlit as st

from assess.model.gap import Gap
from assess.presentation.sentences import step_sentence
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say

STEPS = 3


def next_steps(opened: OpenAssessment, gaps: tuple[Gap, ...]) -> None:
    if not gaps:
        st.markdown(say("results.no_gaps"))
    for number, gap in enumerate(gaps[:STEPS], start=1):
        category = opened.framework.places[gap.criterion][1]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{number}.** {step_sentence(opened.framework, gap, session.language())}", width="stretch")
            if st.button(say("open"), key=f"step:{gap.criterion}", type="tertiary"):
                session.go_to_section(category.id)
                st.switch_page("pages/assess.py")
