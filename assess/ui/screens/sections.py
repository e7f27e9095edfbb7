"""The categories by dimension: what is answered, what is open, which hold gates."""

import streamlit as st

from assess.model.framework import Category
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.nothing_open import nothing_open
from assess.ui.components.progress import Progress, progress_of
from assess.ui.screen_words import plain, say, tell


def show(opened: OpenAssessment) -> None:
    done = opened.scorecard.completion
    st.caption(plain(opened.assessment.centre.name))
    st.title(say("page.sections"), anchor=False)
    st.progress(done.answered / done.applicable if done.applicable else 0.0)
    st.caption(say("answered_of", answered=done.answered, applicable=done.applicable))
    for dimension in opened.framework.dimensions:
        shown = [(category, progress_of(opened, category)) for category in dimension.categories]
        shown = [(category, progress) for category, progress in shown if progress.in_scope]
        if shown:
            st.header(tell(dimension.title), anchor=False)
            with st.container(border=True, gap=None):
                for category, progress in shown:
                    _row(category, progress)


def _row(category: Category, progress: Progress) -> None:
    columns = st.columns([6, 2, 3, 1], vertical_alignment="center", gap="small")
    columns[0].markdown(f"{category.id} **{tell(category.title)}**")
    columns[1].markdown(f"{progress.icon} {say(f'status.{progress.status}')}")
    counts = say("answered_of_short", answered=progress.answered, applicable=progress.applicable)
    gates = say("gates_count", count=progress.gates) if progress.gates else ""
    columns[2].markdown(counts + gates)
    if columns[3].button(say("open"), key=f"open:{category.id}", type="tertiary", help=tell(category.title)):
        session.go_to_section(category.id)
        st.switch_page("screens/assess.py")


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
