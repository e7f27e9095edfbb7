"""The history of a criterion: who changed what and when, and the way back to an earlier answer."""

import streamlit as st

from assess.model.assessment import Answer
from assess.model.framework import Criterion
from assess.services.assessing import OpenAssessment
from assess.services.history import Change, history_of
from assess.ui import session
from assess.ui.components.change_words import change_lines
from assess.ui.components.conflict import name_of
from assess.ui.components.dialog import dialog, done, opens
from assess.ui.components.save_status import clock_time
from assess.ui.screen_words import say

MOST = 100  # changes that are drawn


def history(opened: OpenAssessment, criterion: Criterion) -> None:
    """The button, and the dialog while it is open; the database is read only then."""
    key = f"history:{opened.id}:{criterion.id}"
    opens(key, say("history"), icon=":material/history:")
    dialog(key, say("history.title", criterion=criterion.id), lambda: _draw(opened, criterion))


def _draw(opened: OpenAssessment, criterion: Criterion) -> None:
    changes = history_of(session.workspace(), session.actor(), opened.id, criterion.id)
    if not changes:
        st.markdown(say("history.none"))
    for change in changes[:MOST]:
        _change(opened, change)
    if len(changes) > MOST:
        st.caption(say("history.more", count=len(changes) - MOST))


def _change(opened: OpenAssessment, change: Change) -> None:
    (one,) = change.answers
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("history.by", time=clock_time(change.at), who=_who(change)), width="stretch")
            if not opened.is_finished and one.after != opened.assessment.answer(one.criterion):
                st.button(
                    say("history.restore"),
                    key=f"restore:{opened.id}:{one.criterion}:{change.last}",
                    type="tertiary",
                    on_click=_restore,
                    args=(opened.id, one.after),
                )
        lines = change_lines(opened.framework, one)
        if change.act != "answer":
            lines.insert(0, f"**{say(f'history.{change.act}')}**")
        st.markdown("  \n".join(lines))


def _who(change: Change) -> str:
    return say("history.you") if change.actor == session.actor().id else name_of(change.actor_name)


def _restore(assessment: str, answer: Answer) -> None:
    session.save(assessment, answer, session.seen_answer(assessment, answer.criterion).version)
    session.redraw(assessment, answer.criterion)
    done()
