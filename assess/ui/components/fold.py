"""A part of a page that is folded away, and filled only while it is open."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from assess.ui import session


@contextmanager
def fold(label: str, key: str, open_at_first: bool = False) -> Iterator[bool]:
    """Whether it is open; whoever comes back to the page finds it as it was left."""
    left = f"left:{key}"
    if session.is_new(key):
        kept = session.value_of(left)
        session.seed(key, open_at_first if kept is None else kept)
    with st.expander(label, key=key, on_change=lambda: session.seed(left, session.value_of(key))) as box:
        yield bool(box.open)
