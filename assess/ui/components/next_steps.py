"""The three steps that bring most."""

import streamlit as st

from assess.model.gap import Gap
from assess.presentation.sentences import step_sentence
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.way_in import way_in
from assess.ui.screen_words import plain, say

STEPS = 3


def next_steps(opened: OpenAssessment, gaps: tuple[Gap, ...]) -> None:
    if not gaps:
        st.markdown(say("results.no_gaps"))
    for number, gap in enumerate(gaps[:STEPS], start=1):
        sentence = plain(step_sentence(opened.framework, gap, session.language()))
        way_in(opened, gap.criterion, f"**{number}.** {sentence}", "step")
