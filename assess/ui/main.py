"""What stands around every page: language, navigation, the watchdog, and what is said when a page fails."""

import logging
import uuid
from pathlib import Path

import streamlit as st

from assess.errors import AssessError
from assess.ui import session
from assess.ui.components.watchdog import watchdog
from assess.ui.screen_words import say, told
from assess.ui.size import WIDTH

# Not named `pages`: Streamlit would run the files of such a folder by themselves, before this one.
SCREENS = Path(__file__).parent / "screens"
HERE = Path(__file__).parent
PAGES = ("home", "sections", "assess", "results", "reports")

log = logging.getLogger("assess.ui")


def main() -> None:
    st.set_page_config(page_icon=str(HERE / "images" / "icon.svg"), layout="wide")
    session.begin()
    watchdog()
    pages = [
        st.Page(SCREENS / f"{name}.py", title=say(f"page.{name}"), url_path=name, default=name == "home")
        for name in PAGES
    ]
    page = st.navigation(pages)
    with st.sidebar:
        _language_switch()
    with st.container(width=WIDTH):
        try:
            page.run()
        except AssessError as error:
            _failed(told(error))
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("Page %s failed, reference %s", page.url_path or "home", reference)
            _failed(say("unexpected", reference=reference))
    session.write_address()


def _failed(sentence: str) -> None:
    st.error(sentence)
    st.page_link(SCREENS / "home.py", label=say("go_home"))


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
