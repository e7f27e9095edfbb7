"""The open database that all sessions of a server share, its daily copies, and what hinders it."""

from datetime import date
from typing import Any

import streamlit as st

from assess.errors import StorageUnavailable
from assess.model.people import LOCAL_OWNER, Actor
from assess.services.daily import DailyCopies
from assess.settings import Settings, read_settings
from assess.workspace import Workspace, open_workspace


@st.cache_resource(show_spinner=False)
def open_database() -> Workspace:
    """One for the process; it holds nothing of any one session."""
    return open_workspace(read_settings())


@st.cache_resource(show_spinner=False)
def _daily_copies() -> DailyCopies:
    return DailyCopies()


def workspace() -> Workspace:
    """Raises StorageUnavailable."""
    found = open_database()
    _daily_copies().begin(found, date.today())
    return found


def settings() -> Settings:
    return read_settings()


def daily_copies() -> DailyCopies:
    """Of this server."""
    return _daily_copies()


def look_again() -> None:
    """Opens a database anew that could only be read: what hindered it may be gone. Raises StorageUnavailable."""
    database = open_database().database
    if database.read_only is not None:
        open_database.clear()
        database.close()  # SQLite opens a file for writing only where this process does not hold it open for reading


def unread() -> StorageUnavailable | None:
    """Why the assessment that is drawn is the one that this session saw last, and not read anew."""
    error: StorageUnavailable | None = st.session_state.get("unread")
    return error


def hindrance() -> StorageUnavailable | None:
    """Why nothing can be saved now; None where it can, or where the page itself has said why not."""
    try:
        return unread() or open_database().database.read_only
    except StorageUnavailable:
        return None


def actor() -> Actor:
    return LOCAL_OWNER


def restorations_of_session() -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault("restorations", {})
    return found
