"""What stands around every page: language, navigation, the watchdog, and what is said when a page fails."""

import logging
import uuid
from pathlib import Path
from typing import Literal

import streamlit as st

from assess.errors import AssessError, StorageUnavailable
from assess.ui import session
from assess.ui.components.hindrance import hindrance
from assess.ui.components.watchdog import watchdog
from assess.ui.screen_words import say, told
from assess.ui.size import WIDTH

# Not named `pages`: Streamlit would run the files of such a folder by themselves, before this one.
SCREENS = Path(__file__).parent / "screens"
HERE = Path(__file__).parent
PAGES = ("home", "sections", "assess", "check", "evidence", "results", "reports", "audit", "settings")

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
    session.draw_page(page.url_path or "home")
    with st.sidebar:
        _language_switch()
    with st.container(width=WIDTH):
        banner, failed = st.empty(), False
        try:
            if page.url_path != "settings":  # which is there without a database, too
                session.look_again()
            page.run()
        except AssessError as error:
            failed = isinstance(error, StorageUnavailable)
            _failed(told(error), "settings" if failed else "home")
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("Page %s failed, reference %s", page.url_path or "home", reference)
            _failed(say("unexpected", reference=reference))
        hindrance(banner, failed)
    session.write_address()


def _failed(sentence: str, way: Literal["home", "settings"] = "home") -> None:
    st.error(sentence)
    st.page_link(SCREENS / f"{way}.py", label=say("go_home" if way == "home" else "go_to_settings"))


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
