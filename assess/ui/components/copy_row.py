"""A copy in the copies' folder: what it is, and what can be done with it."""

import streamlit as st

from assess.errors import AssessError
from assess.model.kept_copy import Copy, CopyKind
from assess.presentation import formats
from assess.ui.components.copy_source import CopySource, kept_source, looked_through, told_of, was_looked_through
from assess.ui.components.dialog import opens
from assess.ui.components.restore import restore_dialog, restore_key
from assess.ui.components.save_status import clock_time
from assess.ui.components.verify import damage_lines, sound_words
from assess.ui.screen_words import plain, say

KINDS = {
    CopyKind.DAILY: "daily",
    CopyKind.BY_HAND: "by_hand",
    CopyKind.BEFORE_RESTORE: "before_restore",
    CopyKind.BEFORE_UPDATE: "before_update",
    CopyKind.OTHER: "other",
}


def copy_row(copy: Copy) -> None:
    source = kept_source(copy)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_said_of(copy), width=400)
        with st.container(horizontal=True, horizontal_alignment="right", gap="small", width="stretch"):
            copy_ways(source)
            st.download_button(
                say("copy.download"),
                copy.file.read_bytes,
                copy.name,
                "application/octet-stream",
                on_click="ignore",
                key=f"download:{copy.name}",
                type="tertiary",
                icon=":material/download:",
            )
    tried(source)


def copy_ways(source: CopySource) -> None:
    """To try a copy and to restore it."""
    if st.button(say("copy.try"), key=f"try:{source.key}", type="tertiary", icon=":material/rule:"):
        looked_through(source)
    opens(restore_key(source), say("copy.restore"), icon=":material/settings_backup_restore:")
    restore_dialog(source)


def tried(source: CopySource) -> None:
    """How it ended when the copy was looked through."""
    if not was_looked_through(source):
        return
    found = looked_through(source)
    if isinstance(found, AssessError):
        st.error(told_of(source.name, found))
    elif found.verified.damages:
        st.warning(damage_lines(found.verified, say("copy.damaged", count=len(found.verified.damages))))
    else:
        st.success(say("copy.sound", counts=sound_words(found.verified)))


def _said_of(copy: Copy) -> str:
    parts = [say(f"copy.kind.{KINDS[copy.kind]}"), formats.file_size(copy.size)]
    if copy.assessments is not None:
        parts.append(say("copy.assessments", count=copy.assessments))
    return f"**{plain(clock_time(copy.taken_at))}** · {' · '.join(parts)}  \n:small[:gray[{plain(copy.name)}]]"
