"""Watches the server from the page.

While it does not answer, a banner says that nothing is being saved; when another process answers in its place, the
page is loaded anew, since clicks on the old one would show and not be saved: as soon as nobody types, and with the
cursor put back where it was. Also sets the page's language, which Streamlit leaves at English, begins each new section
at its top or at the criterion that was asked for, and sends the drafts of notes whose page was left before they were
sent (a click that leads away cannot be held up for them), be it in this tab or in one that lives no more.
"""

from pathlib import Path

import streamlit as st

from assess.ui import session
from assess.ui.boot import BOOT_ID
from assess.ui.components.sent_note import save_sent_note
from assess.ui.screen_words import say

HERE = Path(__file__).parent
# While anything typed waits to be saved, that is said where else it says that all is saved.
_CSS = """
[data-assess-unsaved] .st-key-all-saved p { visibility: hidden; font-size: 0 }
[data-assess-unsaved] .st-key-all-saved p::before {
  visibility: visible; font-size: .875rem; content: var(--assess-unsaved) }
"""
_JS = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("drafts.js", "watchdog.js"))

_watch = st.components.v2.component(
    "assess_watchdog", html="<span hidden></span>", css=_CSS, js=_JS, isolate_styles=False
)


def watchdog() -> None:
    data = {
        "boot": BOOT_ID,
        "lang": session.language().html,
        "lost": say("connection_lost"),
        "unsaved": say("not_all_saved"),
        "place": session.section(),
        "target": session.target(),
        "heard": session.value_of("heard:draft"),
    }
    _watch(key="watchdog", data=data, on_draft_change=_draft_came)


def _draft_came() -> None:
    event = session.value_of("watchdog")
    draft = event.draft if event is not None else None
    if isinstance(draft, dict):
        outcome = save_sent_note(draft.get("note"))
        told = {"key": draft.get("key"), "value": draft.get("note", {}).get("value"), "count": draft.get("count")}
        session.seed("heard:draft", {**told, "outcome": outcome})
