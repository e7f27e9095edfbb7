"""A page that needs an assessment, and none is chosen."""

import streamlit as st

from assess.ui.screen_words import say


def nothing_open() -> None:
    st.info(say("nothing_open"))
    st.page_link("screens/home.py", label=say("go_home"))
