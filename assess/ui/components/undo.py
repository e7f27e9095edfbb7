"""Undo: takes the person's last change back, and says which one that is."""

import streamlit as st

from assess.errors import AssessError, StorageUnavailable
from assess.services.assessing import OpenAssessment
from assess.services.history import Change, last_change, undo
from assess.ui import session
from assess.ui.components.change_words import back_words
from assess.ui.screen_words import say, told


def undo_button(opened: OpenAssessment) -> None:
    """Drawn only where there is something to take back. It is another button for each change: the second half of a
    double click, and a click on what was drawn before the last save, meet none.
    """
    _tell_outcome(opened)
    if opened.is_finished or session.unread():
        return
    try:
        change = last_change(session.workspace(), session.actor(), opened.id)
    except StorageUnavailable:  # a row of the trail cannot be read: the audit page says so, the sheet goes on
        return
    if change is not None:
        st.button(
            _label(change),
            key=f"undo:{opened.id}:{change.last}",
            icon=":material/undo:",
            help=back_words(change),
            on_click=_undo,
            args=(opened, change),
        )


def _label(change: Change) -> str:
    if len(change.answers) > 1:
        return say("undo.many", count=len(change.answers))
    return say("undo.one", criterion=change.answers[0].criterion)


def _undo(opened: OpenAssessment, change: Change) -> None:
    criteria = [one.criterion for one in change.answers]
    section = opened.framework.places[criteria[0]][1].id
    if section != session.section():
        session.go_to_criterion(section, criteria[0])
    error = session.attempt(opened.id, criteria, lambda: undo(session.workspace(), session.actor(), opened.id, change))
    session.seed(_outcome(opened), error or change)


def _tell_outcome(opened: OpenAssessment) -> None:
    outcome = session.value_of(_outcome(opened))
    if isinstance(outcome, AssessError):
        st.toast(told(outcome), duration="long")
    elif isinstance(outcome, Change):
        st.toast(say("undone", what=back_words(outcome)))
    session.seed(_outcome(opened), None)


def _outcome(opened: OpenAssessment) -> str:
    return f"undone:{opened.id}"
