"""Two people saved different answers: both are shown, who and when, and one of them is chosen.

The one that was not saved is kept in the database, so that the choice survives a reload and a restart.
"""

import streamlit as st

from assess.model.assessment import Answer, UnsettledAnswer
from assess.model.framework import Criterion
from assess.model.people import LOCAL_OWNER
from assess.services.assessing import OpenAssessment
from assess.services.history import history_of
from assess.ui import session
from assess.ui.components.save_status import clock_time
from assess.ui.screen_words import plain, say


def unsettled_on(opened: OpenAssessment, criterion: Criterion) -> tuple[UnsettledAnswer, ...]:
    return tuple(one for one in opened.unsettled if one.answer.criterion == criterion.id)


def conflict_box(opened: OpenAssessment, criterion: Criterion) -> None:
    for one in unsettled_on(opened, criterion):
        _choice(opened, criterion, one)


def _choice(opened: OpenAssessment, criterion: Criterion, one: UnsettledAnswer) -> None:
    current, version = opened.assessment.answer(criterion.id), opened.version(criterion.id)
    with st.container(border=True):
        st.warning(_told(opened, criterion))
        theirs, mine = st.columns(2)
        theirs.markdown(f"**{say('conflict.theirs')}**  \n{_summary(current)}")
        theirs.button(
            say("conflict.keep_theirs"),
            key=f"theirs:{opened.id}:{one.number}",
            on_click=session.choose,
            args=(opened.id, one, "theirs", version),
        )
        mine.markdown(f"**{say('conflict.mine', time=clock_time(one.at))}**  \n{_summary(one.answer)}")
        mine.button(
            say("conflict.keep_mine"),
            key=f"mine:{opened.id}:{one.number}",
            on_click=session.choose,
            args=(opened.id, one, "mine", version),
        )


def _told(opened: OpenAssessment, criterion: Criterion) -> str:
    """Who changed the saved answer last, and when."""
    last = history_of(session.workspace(), session.actor(), opened.id, criterion.id)[0]
    return say("conflict", who=name_of(last.actor_name), time=clock_time(last.at))


def name_of(who: str) -> str:
    return say("local_owner") if who == LOCAL_OWNER.name else plain(who)


def _summary(answer: Answer) -> str:
    score = say("conflict.no_score") if answer.score is None else str(answer.score)
    if answer.not_applicable:
        score = say("not_applicable")
    note = plain(answer.note[:200]).replace("\n", " ")
    return say("conflict.summary", score=score, evidence=len(answer.evidence), note=note or "–")
