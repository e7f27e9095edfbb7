"""What stands around every page: language, navigation, the watchdog."""

from pathlib import Path

import streamlit as st

from assess.errors import AssessError
from assess.ui import session
from assess.ui.components.watchdog import watchdog
from assess.ui.screen_words import say, told

HERE = Path(__file__).parent
PAGES = ("home", "sections", "assess", "results", "reports")


def main() -> None:
    st.set_page_config(page_title="assess", page_icon=str(HERE / "images" / "icon.svg"), layout="wide")
    session.begin()
    watchdog()
    pages = [
        st.Page(HERE / "pages" / f"{name}.py", title=say(f"page.{name}"), url_path=name, default=name == "home")
        for name in PAGES
    ]
    page = st.navigation(pages)
    with st.sidebar:
        _language_switch()
    try:
        page.run()
    except AssessError as error:
        st.error(told(error))
        st.page_link(pages[0], label=say("go_home"))
    session.write_address()


def _language_switch() -> None:
    key = "language_switch"
    session.seed(key, session.language().value)
    st.segmented_control(
        "Language / 语言",
        ["en", "zh"],
        format_func={"en": "English", "zh": "中文"}.__getitem__,
        key=key,
        on_change=lambda: session.choose_language(session.value_of(key)),
        label_visibility="collapsed",
    )


main()
