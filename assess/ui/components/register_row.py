"""A row of the evidence register: what was seen, whether it counts, and the way to where it stands."""

import streamlit as st

from assess.model.register import RegisteredEvidence
from assess.presentation import formats
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.way_in import go_in
from assess.ui.screen_words import plain, say, tell

SHOWN = 4  # criteria by name; the others stand behind a button


def register_row(opened: OpenAssessment, number: int, one: RegisteredEvidence) -> None:
    what, counts, criteria = st.columns((6, 3, 3), vertical_alignment="center", gap="xsmall")
    name = plain(one.item.reference) or say("register.unnamed")
    dated = formats.day(one.item.dated, session.language()) if one.item.dated else say("evidence.undated")
    what.markdown(f"**{name}**  \n:gray[{say(f'kind.{one.item.kind.value}')} · {dated}]")
    counts.markdown(said_of(one))
    with criteria.container(horizontal=True, gap="small"):
        for criterion in one.criteria[:SHOWN]:
            _way(opened, number, criterion)
        if len(one.criteria) > SHOWN:
            with st.popover(
                say("register.more", count=len(one.criteria) - SHOWN), type="tertiary", key=f"more:{number}"
            ):
                for criterion in one.criteria[SHOWN:]:
                    _way(opened, number, criterion)


def said_of(one: RegisteredEvidence) -> str:
    if one.why_not is not None:
        return f":orange[{say('register.idle', why=say(f'why_not.{one.why_not.value}'))}]"
    return say("register.until", day=formats.day(one.until, session.language()) if one.until else formats.NONE)


def _way(opened: OpenAssessment, number: int, criterion: str) -> None:
    title = tell(opened.framework.criteria[criterion].title)
    if st.button(criterion, key=f"register:{number}:{criterion}", type="tertiary", help=title):
        go_in(opened, criterion)
