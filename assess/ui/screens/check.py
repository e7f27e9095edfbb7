"""Check and finish: what is open, unproved or waiting, each with the way there; then the revision is frozen."""

import streamlit as st

from assess.scoring.checklist import what_to_check
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.check_lines import check_lines
from assess.ui.components.check_list import FIRST, check_list, unanswered_list
from assess.ui.components.finish import finish_part, finished_part
from assess.ui.components.nothing_open import nothing_open
from assess.ui.screen_words import plain, say, told

SAID_ANYWAY = ("finished", "not_finished")  # of the second half of a double click


def show(opened: OpenAssessment) -> None:
    done = opened.scorecard.completion
    st.caption(plain(opened.assessment.centre.name))
    st.title(say("page.check"), anchor=False)
    st.progress(done.answered / done.applicable if done.applicable else 0.0)
    st.caption(say("answered_of", answered=done.answered, applicable=done.applicable))
    just_turned, failure = session.turned(opened.id)
    if failure is not None and failure.code not in SAID_ANYWAY:
        st.error(told(failure))
    if opened.is_finished:
        finished_part(opened, just_turned)
    else:
        finish_part(opened)
        what_is_left(opened)


def what_is_left(opened: OpenAssessment) -> None:
    """All lists by their length, then those that hold something, and a line each for the others."""
    found = what_to_check(opened.framework, opened.assessment, opened.scorecard, session.today())
    lists = check_lines(opened, found)
    heads = {code: say("check.heading", title=say(f"check.{code}"), count=len(lists[code])) for code in lists}
    st.markdown(" ".join(f":gray-badge[{heads[code]}]" for code, lines in lists.items() if lines))
    for code, lines in lists.items():
        if not lines:
            continue
        st.header(heads[code], anchor=False)
        if code == "unanswered" and len(lines) > FIRST:
            unanswered_list(opened, found.unanswered)
        else:
            check_list(opened, code, lines)
    empty = [code for code, lines in lists.items() if not lines]
    if empty:
        st.header(say("check.in_order"), anchor=False)
        st.markdown("\n".join(f"- {say(f'check.{code}_none')}" for code in empty))


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
