"""The mark of a criterion that somebody wants to look at once more."""

import streamlit as st

from assess.model.framework import Criterion
from assess.services.answering import mark_for_review
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say


def mark_badge(opened: OpenAssessment, criterion: Criterion) -> None:
    if criterion.id in opened.marks:
        st.badge(say("mark.marked"), icon=":material/flag:", color="violet")


def mark_button(opened: OpenAssessment, criterion: Criterion) -> None:
    marked = criterion.id in opened.marks
    st.button(
        say("mark.remove" if marked else "mark.put"),
        key=f"mark:{opened.id}:{criterion.id}",
        type="tertiary",
        icon=":material/flag:",
        on_click=_mark,
        args=(opened.id, criterion.id, not marked),
    )


def _mark(assessment: str, criterion: str, marked: bool) -> None:
    session.change(
        assessment,
        criterion,
        lambda: mark_for_review(session.workspace(), session.actor(), assessment, criterion, marked),
    )
