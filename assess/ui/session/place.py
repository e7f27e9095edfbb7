"""Where a person is: in the address, as codes, so that a reload comes back to it; and their clock and colours."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from assess.i18n import Language
from assess.presentation.palette import DARK, LIGHT, Palette
from assess.ui.session.server import restorations_of_session

# Where a place is kept: language, assessment, section, and the page that a person came from to a section.
PLACE = ("lang", "assessment", "section", "from")
COME_FROM = ("check", "evidence", "results", "sections")


def begin() -> None:
    """Takes language and place from the address on the first draw, and writes them back on each."""
    state = st.session_state
    state["unread"] = None
    for name in PLACE:
        if f"at:{name}" not in state:
            state[f"at:{name}"] = st.query_params.get(name)
    if state["at:lang"] not in list(Language):
        state["at:lang"] = Language.ZH.value if (st.context.locale or "").startswith("zh") else Language.EN.value
    write_address()


def write_address() -> None:
    for name in PLACE:
        value = st.session_state.get(f"at:{name}")
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def language() -> Language:
    return Language(st.session_state["at:lang"])


def choose_language(value: str | None) -> None:
    if value in list(Language):
        st.session_state["at:lang"] = value


def assessment_id() -> str | None:
    value: str | None = st.session_state.get("at:assessment")
    return value


def go_to_assessment(value: str | None) -> None:
    st.session_state["at:assessment"] = value
    st.session_state["at:section"] = None


def section() -> str | None:
    value: str | None = st.session_state.get("at:section")
    return value


def go_to_section(value: str | None) -> None:
    """A person who comes from another page is led back to it."""
    st.session_state["at:section"] = value
    if st.session_state.get("page") in COME_FROM:
        st.session_state["at:from"] = st.session_state["page"]


def draw_page(name: str) -> None:
    """Notes which page is drawn; only the sheet keeps the way back, and only the settings what was restored."""
    st.session_state["page"] = name
    if name != "settings":
        restorations_of_session().pop("last", None)
    if name != "assess":
        st.session_state["at:from"] = None


def came_from() -> str | None:
    value: str | None = st.session_state.get("at:from")
    return value if value in COME_FROM else None


def go_to_criterion(section: str, criterion: str) -> None:
    go_to_section(section)
    st.session_state["target"] = (criterion, target()[1] + 1)


def target() -> tuple[str | None, int]:
    """The criterion that was asked for last, and how many were asked for so far: the browser goes there once."""
    value: tuple[str | None, int] = st.session_state.get("target", (None, 0))
    return value


def there(at: datetime) -> datetime:
    """A UTC time as the person's clock shows it; as UTC without a known zone."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return at.replace(tzinfo=UTC).astimezone(zone)


def today() -> date:
    """The day where the person is."""
    return there(datetime.now(UTC)).date()


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT
