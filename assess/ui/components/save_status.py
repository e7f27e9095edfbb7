"""Whether all is saved, in words, with the server's time in the person's zone."""

from datetime import datetime

import streamlit as st

from assess.errors import AssessError
from assess.presentation import formats
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say, told


def save_status(opened: OpenAssessment) -> None:
    """ "All" is said only while nothing that was done in this session waits to be saved."""
    failures = session.failures(opened.id)
    waiting = {one.answer.criterion for one in opened.unsettled}
    if not failures and not waiting:
        with st.container(key="all-saved"):
            st.caption(say("saved_at", time=clock_time(opened.updated_at)))
    for criterion in sorted(waiting):
        st.warning(say("not_saved.conflict", criterion=criterion))
    for reason, criteria in _by_reason(failures).items():
        listed = say("list.comma").join(criteria)
        if session.hindrance() is None:
            st.error(say("not_saved", criterion=listed, reason=reason))
        else:
            st.error(say("not_saved.hindered", criteria=listed))  # the banner says why


def _by_reason(failures: dict[str, AssessError]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for criterion, error in failures.items():
        found.setdefault(told(error), []).append(criterion)
    return found


def clock_time(at: datetime) -> str:
    """A UTC time as the person's clock shows it, with the day where it is not today."""
    there = session.there(at)
    if there.date() == session.today():
        return f"{there:%H:%M:%S}"
    return f"{formats.day(there.date(), session.language())} {there:%H:%M:%S}"
