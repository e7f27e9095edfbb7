"""Home: the assessments as cards, a new one, and the demo."""

import streamlit as st

from assess.presentation import formats
from assess.services.assessing import AssessmentSummary, list_assessments
from assess.services.demonstration import put_in_demo
from assess.ui import session
from assess.ui.components.new_assessment import new_assessment
from assess.ui.screen_words import plain, say


def show() -> None:
    st.title(say("home.title"), anchor=False)
    st.markdown(say("home.lead"))
    summaries = list_assessments(session.workspace(), session.actor())
    grid = st.columns(2)
    for place, summary in enumerate(summaries):
        with grid[place % 2]:
            card(summary)
    st.header(say("home.new"), anchor=False)
    new_assessment()
    st.header(say("home.demo"), anchor=False)
    st.markdown(say("home.demo_lead"))
    if st.button(say("home.demo_button"), key="demo"):
        session.go_to_assessment(put_in_demo(session.workspace(), session.actor(), session.language()))
        st.switch_page("pages/results.py")


def card(summary: AssessmentSummary) -> None:
    with st.container(border=True):
        st.subheader(plain(summary.centre), anchor=False)
        assessed_on = formats.day(summary.assessed_on, session.language())
        st.caption(f"{say(f'scope.{summary.scope.value}')} · {assessed_on}")
        with st.container(horizontal=True):
            band = "–"
            if summary.band_low is not None and summary.band_high is not None:
                band = formats.band(summary.band_low, summary.band_high)
            st.metric(say("band"), band, width="content")
            st.metric(
                say("index_supported"), formats.range_of(summary.index_supported_low, summary.index_supported_high)
            )
            st.metric(say("answered"), f"{summary.answered}/{summary.applicable}", width="content")
        left, middle, right = st.columns(3)
        for column, page in ((left, "assess"), (middle, "results"), (right, "reports")):
            goes_on = page == "assess" and summary.answered < summary.applicable
            if column.button(
                say(f"page.{page}"),
                key=f"{page}:{summary.id}",
                type="primary" if goes_on else "secondary",
                width="stretch",
            ):
                session.go_to_assessment(summary.id)
                st.switch_page(f"pages/{page}.py")


show()
