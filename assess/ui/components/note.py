"""A note that is saved while it is typed.

The browser keeps a draft until the server has the text, sends it 0.6 s after the last key (not in the middle of
composing Chinese) or after 1.5 s of typing without a pause, and again every 4 s until it has arrived. With it goes the
note that it was typed upon, so that a note which somebody else has saved meanwhile is never written over unseen. The
draft of a note whose page was left before it was sent, or whose browser was killed, is sent by the watchdog, which
stands on every page.
"""

from pathlib import Path

import streamlit as st

from assess.i18n import word
from assess.model.assessment import NOTE_LENGTH
from assess.model.framework import Criterion
from assess.services.assessing import OpenAssessment
from assess.services.noting import notes_that_wait
from assess.ui import session
from assess.ui.components.sent_note import save_sent_note
from assess.ui.screen_words import say

HERE = Path(__file__).parent
_HTML = '<label for="text"></label><textarea id="text" rows="2"></textarea><p role="status" aria-live="polite"></p>'
_CSS = """
:host { display: block }
label { display: block; font-size: .875rem; margin-bottom: .25rem; color: var(--st-text-color) }
textarea { width: 100%; box-sizing: border-box; padding: .5rem .65rem; font: inherit; resize: vertical;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius) }
textarea:focus { outline: 2px solid var(--st-primary-color); outline-offset: 0 }
textarea:read-only { background: transparent }
p { margin: .2rem 0 0; font-size: .8rem; min-height: 1.2em; color: var(--st-text-color) }
"""
_JS = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("drafts.js", "note.js"))

_note = st.components.v2.component("assess_note", html=_HTML, css=_CSS, js=_JS)


def note(opened: OpenAssessment, criterion: Criterion, disabled: bool = False) -> None:
    """The field for the note of a criterion; `disabled` shows it and lets nobody change it."""
    id = f"{opened.id}:{criterion.id}"
    key = f"note:{id}"

    def came() -> None:
        event = session.value_of(key)
        if event is not None and event.text is not None:
            save_sent_note(event.text)

    failure = session.failures(opened.id).get(criterion.id)
    data = {
        "id": id,
        "value": opened.assessment.answer(criterion.id).note,
        "unsettled": notes_that_wait(opened, criterion.id),
        "disabled": disabled,
        "limit": NOTE_LENGTH,
        "label": say("note"),
        "saving": say("note.saving"),
        "saved": say("note.saved"),
        "waiting": say("note.waiting"),
        "unheard": say("note.unheard"),
        "closed": say("note.closed"),
        "failed": say("note.failed", reason=word("errors", failure.code, session.language(), **failure.facts))
        if failure is not None
        else None,
    }
    _note(key=key, data=data, on_text_change=came)
