"""Home: the assessments as cards, a new one, and the demo."""

import streamlit as st

from assess.model.assessment_summary import AssessmentSummary
from assess.presentation import formats
from assess.presentation.sentences import sitting_sentence
from assess.services.assessing import list_assessments
from assess.services.demonstration import find_demo, put_in_demo
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
    there = find_demo(summaries, session.language())
    if st.button(say("home.demo_open" if there else "home.demo_button"), key="demo"):
        language = session.language()
        session.go_to_assessment(there or put_in_demo(session.workspace(), session.actor(), language))
        st.switch_page("screens/results.py")


def card(summary: AssessmentSummary) -> None:
    language = session.language()
    with st.container(border=True):
        st.subheader(plain(summary.centre), anchor=False)
        parts = [plain(summary.title)] if summary.title else []
        parts += [say(f"scope.{summary.scope.value}"), formats.day(summary.assessed_on, language)]
        st.caption(" · ".join(parts))
        band, index = st.columns([1, 2])
        low, high = summary.band_low, summary.band_high
        band.metric(say("band"), formats.NONE if low is None or high is None else formats.band(low, high))
        index.metric(
            say("index_supported"), formats.range_of(summary.index_supported_low, summary.index_supported_high)
        )
        st.markdown("  \n".join(stage(summary)))
        ways(summary, goes_on=to_answer(summary) > 0 and summary.finished_at is None)


def stage(summary: AssessmentSummary) -> list[str]:
    """How far it is: what is left to do, and the revision once there is more to say of it than that it is the first."""
    said = []
    if summary.finished_at is not None:
        day = formats.day(session.there(summary.finished_at).date(), session.language())
        said.append(say("home.finished", revision=summary.revision, day=day))
        said.append(say("answered_of", answered=summary.answered, applicable=summary.applicable))
        return said
    if summary.revision > 1:
        said.append(say("home.in_progress", revision=summary.revision))
    count = to_answer(summary)
    said.append(plain(sitting_sentence(count, session.language())) if count else say("home.all_answered"))
    if summary.waiting:
        said.append(say("home.waiting", count=summary.waiting))
    return said


def to_answer(summary: AssessmentSummary) -> int:
    return summary.applicable - summary.answered - summary.waiting


def ways(summary: AssessmentSummary, goes_on: bool) -> None:
    """The primary one is what comes next: answering while something is open, then the results."""
    primary = "assess" if goes_on else "results"
    for column, page in zip(st.columns(3), ("assess", "results", "reports"), strict=True):
        if column.button(
            say(f"page.{page}"),
            key=f"{page}:{summary.id}",
            type="primary" if page == primary else "secondary",
            width="stretch",
        ):
            session.go_to_assessment(summary.id)
            st.switch_page(f"screens/{page}.py")


show()
