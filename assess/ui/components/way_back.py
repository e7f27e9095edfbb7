"""The way back to the page from which a person came to a criterion."""

import streamlit as st

from assess.ui import session
from assess.ui.screen_words import say


def way_back() -> None:
    page = session.came_from()
    if page is not None:
        st.page_link(f"screens/{page}.py", label=say("way.back", page=say(f"page.{page}")))
