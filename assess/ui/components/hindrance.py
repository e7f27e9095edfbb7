"""What hinders the whole program: one banner with the reason, and another look while the database cannot be read."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assess.ui import session
from assess.ui.screen_words import say, told

_JS = """
const EVERY = 4000 // ms
export default function ({ parentElement, setTriggerValue }) {
  const mark = parentElement.querySelector('span')
  mark.assessTimer ||= setInterval(() => {
    if (!mark.isConnected) clearInterval(mark.assessTimer)
    else if (!document.hidden) setTriggerValue('again', Date.now())
  }, EVERY)
}
"""

_again = st.components.v2.component("assess_again", html="<span hidden></span>", js=_JS)


def hindrance(place: DeltaGenerator, failed: bool) -> None:
    """Drawn after the page, in its `place`; `failed` where the page could not be drawn for want of the database."""
    error = session.hindrance()
    if error is not None:
        place.error(say("hindered", reason=told(error)))
    if session.unread() or failed:
        _again(key="again", on_again_change=lambda: None)
