"""What widgets hold."""

from typing import Any

import streamlit as st


def value_of(key: str) -> Any:
    return st.session_state.get(key)


def seed(key: str, value: Any) -> None:
    """Gives a widget the database's value before it is drawn."""
    st.session_state[key] = value


def is_new(key: str) -> bool:
    """Whether the widget has no value in this session yet: first drawn, in another language, or back on its page."""
    return key not in st.session_state
