"""Two people saved different answers: both are shown, who and when, and one of them is chosen."""

from datetime import datetime

import streamlit as st

from assess.errors import Conflict
from assess.model.assessment import Answer
from assess.model.framework import Criterion
from assess.model.people import LOCAL_OWNER
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.save_status import clock_time
from assess.ui.screen_words import plain, say


def conflict_box(opened: OpenAssessment, criterion: Criterion) -> None:
    conflict = session.conflict_on(opened.id, criterion.id)
    if conflict is None:
        return
    assert isinstance(conflict.mine, Answer)
    current = opened.assessment.answer(criterion.id)
    with st.container(border=True):
        when = conflict.facts.get("when")
        time = clock_time(when) if isinstance(when, datetime) else ""
        st.warning(say("conflict", who=_name(str(conflict.facts.get("who", ""))), time=time))
        theirs, mine = st.columns(2)
        theirs.markdown(f"**{say('conflict.theirs')}**  \n{_summary(current)}")
        theirs.button(
            say("conflict.keep_theirs"),
            key=f"theirs:{opened.id}:{criterion.id}",
            on_click=session.settle,
            args=(opened.id, criterion.id, "theirs"),
        )
        mine.markdown(f"**{say('conflict.mine')}**  \n{_summary(conflict.mine)}")
        mine.button(
            say("conflict.keep_mine"),
            key=f"mine:{opened.id}:{criterion.id}",
            on_click=_keep_mine,
            args=(opened.id, conflict, opened.version(criterion.id)),
        )


def _name(who: str) -> str:
    return say("local_owner") if who == LOCAL_OWNER.name else plain(who)


def _keep_mine(assessment: str, conflict: Conflict, version: int) -> None:
    assert isinstance(conflict.mine, Answer)
    session.settle(assessment, conflict.mine.criterion, "mine")
    session.save(assessment, conflict.mine, version)
    session.redraw(assessment, conflict.mine.criterion)


def _summary(answer: Answer) -> str:
    score = say("conflict.no_score") if answer.score is None else str(answer.score)
    if answer.not_applicable:
        score = say("not_applicable")
    note = plain(answer.note[:200]).replace("\n", " ")
    return say("conflict.summary", score=score, evidence=len(answer.evidence), note=note or "–")
