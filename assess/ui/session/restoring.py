"""A copy in place of the whole database, and what was looked through."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit as st

from assess.errors import AssessError
from assess.services.assessing import list_assessments
from assess.services.safekeeping import Restored, restore_backup
from assess.ui.session.place import assessment_id, go_to_assessment
from assess.ui.session.server import actor, open_database, restorations_of_session, settings, workspace
from assess.workspace import now

# What a session knows of the database's content, each a dictionary or a set, and forgets when the content is another.
OF_THE_DATABASE = ("opened", "seen:", "stale:", "failures:", "turned", "checked")


def checked() -> dict[str, Any]:
    """What was looked through in this session, and how that ended; written to without touching the session's state."""
    found: dict[str, Any] = st.session_state.setdefault("checked", {})
    return found


def restore(file: Path) -> None:
    """Puts a copy in place of the database; how it ended is noted for the next draw. The session begins anew."""
    state, restorations = st.session_state, restorations_of_session()
    known = [state[key] for key in list(state) if str(key).startswith(OF_THE_DATABASE)]
    # Nothing of this process stands on the file, which may have to give way to a new one.
    with suppress(AssessError):
        open_database().database.close()
    open_database.clear()
    try:
        restorations["last"] = (file.name, restore_backup(settings(), actor(), file, now()))
    except AssessError as error:
        restorations["last"] = (file.name, error)
    else:
        for one in known:
            one.clear()
    restorations["count"] = restorations.get("count", 0) + 1
    open_database.clear()
    with suppress(AssessError):
        if assessment_id() not in [one.id for one in list_assessments(workspace(), actor())]:
            go_to_assessment(None)


def restorations() -> int:
    """How often this session has restored, or tried to."""
    count: int = restorations_of_session().get("count", 0)
    return count


def last_restoration() -> tuple[str, Restored | AssessError] | None:
    """The name of the copy and how it ended, until the page is left."""
    last: tuple[str, Restored | AssessError] | None = restorations_of_session().get("last")
    return last
