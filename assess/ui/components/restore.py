"""Putting a copy in place of the database: what it does is said before it is done, and afterwards what was done."""

import streamlit as st

from assess.errors import AssessError
from assess.services.safekeeping import Restored
from assess.ui import session
from assess.ui.components.copy_source import CopySource, LookedThrough, looked_through, told_of
from assess.ui.components.dialog import OPEN, dialog
from assess.ui.components.save_status import clock_time
from assess.ui.components.verify import damage_lines, sound_words
from assess.ui.screen_words import plain, say


def restore_key(source: CopySource) -> str:
    return f"restore:{source.key}"


def restore_dialog(source: CopySource) -> None:
    dialog(restore_key(source), say("restore.title"), lambda: _inside(source))


def restoration() -> None:
    """What was restored in this session, or why it was not."""
    last = session.last_restoration()
    if last is None:
        return
    name, outcome = last
    if isinstance(outcome, AssessError):
        st.error(say("restore.failed", reason=told_of(name, outcome)))
        return
    st.success("  \n".join(_done(name, outcome)))
    if outcome.verified.damages:
        st.warning(damage_lines(outcome.verified, say("restore.damaged", count=len(outcome.verified.damages))))


def _done(name: str, restored: Restored) -> list[str]:
    lines = [say("restore.done", name=plain(name), counts=sound_words(restored.verified))]
    if restored.before is not None:
        lines.append(say("restore.before", file=plain(str(restored.before))))
    if restored.aside is not None:
        lines.append(say("restore.aside", file=plain(str(restored.aside))))
    return lines


def _inside(source: CopySource) -> None:
    found = looked_through(source)
    if isinstance(found, AssessError):
        st.error(told_of(source.name, found))
        return
    st.caption(plain(source.name))
    st.markdown("\n".join(f"- {line}" for line in _what_will_happen(found)))
    if found.verified.damages:
        st.warning(damage_lines(found.verified, say("copy.damaged", count=len(found.verified.damages))))
    # Another button after each restoration: the second half of a double click meets none.
    number = session.restorations()
    sure = st.checkbox(say("restore.sure"), key=f"sure:{number}:{source.key}")
    if st.button(
        say("restore.confirm"), type="primary", disabled=not sure, key=f"confirm-restore:{number}:{source.key}"
    ):
        session.seed(OPEN, None)
        with st.spinner(say("restore.doing")), source.opened() as file:
            session.restore(file)
        st.rerun()


def _what_will_happen(found: LookedThrough) -> list[str]:
    return [
        say("restore.comes", time=clock_time(found.copy.taken_at), counts=sound_words(found.verified)),
        say("restore.goes"),
        say("restore.copied"),
        say("restore.others"),
    ]
