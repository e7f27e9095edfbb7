"""A dialog in which something is saved.

Its inside is drawn by itself, without the page around it (decision 0003), so whatever is saved there is saved by a
callback that ends with `done`, after which the whole page is drawn anew. Which dialog is open stands in the session: a
note that is sent meanwhile draws the page anew as well, and would close it.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from assess.errors import AssessError
from assess.ui import session
from assess.ui.screen_words import told

OPEN, DONE = "dialog", "dialog:done"


def opens(
    key: str,
    label: str,
    icon: str | None = None,
    look: Literal["primary", "secondary", "tertiary"] = "tertiary",
    disabled: bool = False,
) -> None:
    """A button, a quiet one as it is, that opens the dialog of this key."""
    st.button(
        label, key=f"opens:{key}", type=look, icon=icon, disabled=disabled, on_click=session.seed, args=(OPEN, key)
    )


def dialog(key: str, title: str, draw: Callable[[], None]) -> None:
    """Draws it where it is the open one, and only then."""
    if session.value_of(OPEN) != key:
        return

    @st.dialog(title, width="medium", on_dismiss=_close)
    def inside() -> None:
        if session.value_of(DONE):
            session.seed(DONE, False)
            st.rerun()
        try:
            draw()
        except AssessError as error:
            st.error(told(error))

    inside()


def done(stays: bool = False) -> None:
    """At the end of a callback in a dialog, which closes unless it `stays`."""
    session.seed(DONE, True)
    if not stays:
        _close()


def _close() -> None:
    session.seed(OPEN, None)
