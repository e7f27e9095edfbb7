"""How the last save ended, in words, with the server's time in the person's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from assess.errors import Conflict
from assess.ui import session
from assess.ui.screen_words import say, told


def save_status(updated_at: datetime) -> None:
    """`updated_at` (UTC) stands in where this session has not saved anything yet."""
    last = session.outcome()
    if last is not None and last.error is not None:
        if isinstance(last.error, Conflict):
            st.warning(say("not_saved.conflict", criterion=str(last.error.facts["criterion"])))
        else:
            st.error(say("not_saved", reason=told(last.error)))
        return
    at = last.saved_at if last is not None and last.saved_at else updated_at
    st.caption(say("saved_at", time=clock_time(at)))


def clock_time(at: datetime) -> str:
    """A UTC time as the person's clock shows it; UTC where the browser names no zone."""
    try:
        zone = ZoneInfo(session.time_zone() or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{at.replace(tzinfo=UTC).astimezone(zone):%H:%M:%S}"
