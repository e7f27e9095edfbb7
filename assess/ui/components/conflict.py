"""Two people saved different answers: both are shown, who and when, and one of them is chosen.

The one that was not saved is kept in the database, so that the choice survives a reload and a restart.
"""

from itertools import takewhile

import streamlit as st

from assess.model.assessment import Answer, UnsettledAnswer
from assess.model.framework import Criterion
from assess.model.people import LOCAL_OWNER
from assess.services.answering import chosen_answer
from assess.services.assessing import OpenAssessment
from assess.services.history import Change, history_of
from assess.ui import session
from assess.ui.components.save_status import clock_time
from assess.ui.screen_words import plain, say

AGREED = 40  # letters that are shown of what two notes begin with, before they part
SHOWN = 400  # letters of a note that are shown from there on


def unsettled_on(opened: OpenAssessment, criterion: Criterion) -> tuple[UnsettledAnswer, ...]:
    return tuple(one for one in opened.unsettled if one.answer.criterion == criterion.id)


def conflict_box(opened: OpenAssessment, criterion: Criterion) -> None:
    waiting = unsettled_on(opened, criterion)
    if waiting and not session.unread():
        last = history_of(session.workspace(), session.actor(), opened.id, criterion.id)[0]
        for one in waiting:
            _choice(opened, one, last)


def _choice(opened: OpenAssessment, one: UnsettledAnswer, last: Change) -> None:
    criterion = one.answer.criterion
    saved, version = opened.assessment.answer(criterion), opened.version(criterion)
    chosen = chosen_answer(one, saved)
    pairs = zip(saved.note, chosen.note, strict=False)
    parting = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    with st.container(border=True):
        st.warning(_heading(last.actor_name, one.actor_name))
        theirs, mine = st.columns(2)
        theirs.markdown(f"**{_head('saved', last.actor_name, clock_time(last.at))}**  \n{_summary(saved, parting)}")
        theirs.button(
            say("conflict.keep_theirs"),
            key=f"theirs:{opened.id}:{one.number}",
            on_click=session.choose,
            args=(opened.id, one, "theirs", saved, version),
        )
        mine.markdown(f"**{_head('unsaved', one.actor_name, clock_time(one.at))}**  \n{_summary(chosen, parting)}")
        mine.button(
            say("conflict.keep_mine"),
            key=f"mine:{opened.id}:{one.number}",
            on_click=session.choose,
            args=(opened.id, one, "mine", saved, version),
        )


def _heading(theirs: str, mine: str) -> str:
    if theirs == mine:
        return say("conflict.windows")
    return say("conflict.people", theirs=name_of(theirs), mine=name_of(mine))


def _head(what: str, who: str, time: str) -> str:
    """One person alone, who has no account, is not told the own name."""
    if who == LOCAL_OWNER.name:
        return say(f"conflict.{what}", time=time)
    return say(f"conflict.{what}_by", who=name_of(who), time=time)


def name_of(who: str) -> str:
    return say("local_owner") if who == LOCAL_OWNER.name else plain(who)


def _summary(answer: Answer, parting: int) -> str:
    """Of a note what lets it be told from the other one, from which it differs after so many letters."""
    score = say("conflict.no_score") if answer.score is None else str(answer.score)
    if answer.not_applicable:
        score = say("not_applicable")
    begin = max(0, parting - AGREED)
    note = answer.note[begin : begin + SHOWN]
    note = f"{'…' if begin else ''}{note}{'…' if len(answer.note) > begin + SHOWN else ''}"
    return say(
        "conflict.summary", score=score, evidence=len(answer.evidence), note=plain(note).replace("\n", " ") or "–"
    )
