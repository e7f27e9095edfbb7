"""Settings: where the data is, whether it is as it was written, and its copies; also while there is no database."""

import streamlit as st

from assess.errors import AssessError
from assess.model.kept_copy import Copy, CopyKind
from assess.presentation import formats
from assess.services.copies import list_copies
from assess.services.safekeeping import take_backup
from assess.services.whereabouts import whereabouts
from assess.ui import session
from assess.ui.components.copy_row import copy_row, copy_ways, tried
from assess.ui.components.copy_source import brought_source
from assess.ui.components.file_field import file_field
from assess.ui.components.fold import fold
from assess.ui.components.restore import restoration
from assess.ui.components.save_status import clock_time
from assess.ui.components.verify import verify_part
from assess.ui.screen_words import plain, say, told
from assess.workspace import Workspace

FIRST = 8  # copies; the older ones are folded away


def show() -> None:
    st.title(say("page.settings"), anchor=False)
    restoration()
    workspace = usable_workspace()
    where(workspace)
    if workspace is not None:
        st.header(say("verify.title"), anchor=False)
        st.markdown(say("verify.lead"))
        verify_part(workspace)
    copies(workspace)


def usable_workspace() -> Workspace | None:
    """Says why where there is none."""
    try:
        session.look_again()
        return session.workspace()
    except AssessError as error:
        st.error(told(error))
        return None


def where(workspace: Workspace | None) -> None:
    found = whereabouts(session.settings(), workspace)
    lines = {
        "database": found.database,
        "size": formats.file_size(found.size) if found.size is not None else None,
        "schema": found.schema_version,
        "copies": str(found.copies),
        "program": found.program_version,
    }
    st.header(say("where.title"), anchor=False)
    with st.container(border=True, gap="small"):
        for code, value in lines.items():
            if value is not None:
                with st.container(horizontal=True, gap="small"):
                    st.markdown(f":gray[{say(f'where.{code}')}]", width=140)
                    st.markdown(plain(value), width="stretch")
        st.caption(say("where.change"))


def copies(workspace: Workspace | None) -> None:
    st.header(say("copies.title"), anchor=False)
    st.markdown(say("copies.lead"))
    if workspace is not None:
        take_copy(workspace)
    found = list_copies(session.settings())
    daily(found)
    for copy in found[:FIRST]:
        with st.container(border=True, gap="small"):
            copy_row(copy)
    if found[FIRST:]:
        with fold(say("copies.older", count=len(found) - FIRST), "older-copies") as is_open:
            for copy in found[FIRST:] if is_open else ():
                copy_row(copy)
    bring_in()


def take_copy(workspace: Workspace) -> None:
    if st.button(say("copies.take"), type="primary", key="take-copy", icon=":material/save:"):
        try:
            with st.spinner(say("copies.taking")):
                file = take_backup(workspace, session.actor())
            st.success(say("copies.taken", name=plain(file.name)))
        except AssessError as error:
            st.error(told(error))


def daily(found: tuple[Copy, ...]) -> None:
    """How it stands with the copy of each day."""
    copies = session.daily_copies()
    last = copies.last
    newest = next((copy for copy in found if copy.kind is CopyKind.DAILY), None)
    if last is not None and last.error is not None:
        st.error(say("daily.failed", time=clock_time(last.at), reason=told(last.error)))
    elif last is not None and last.kept is not None and last.kept.damages:
        st.warning(say("daily.damaged", count=last.kept.damages))
    if copies.is_running:
        st.caption(say("daily.running"))
    else:
        st.caption(say("daily.last", time=clock_time(newest.taken_at)) if newest else say("daily.none"))


def bring_in() -> None:
    """A copy from elsewhere."""
    st.subheader(say("bring.title"), anchor=False)
    file = file_field(say("bring.label"), key=f"bring:{session.restorations()}", help=say("bring.large"))
    if file is not None:
        source = brought_source(file)
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(file.name)}**  \n:small[:gray[{formats.file_size(file.size)}]]", width=400)
            with st.container(horizontal=True, horizontal_alignment="right", gap="small", width="stretch"):
                copy_ways(source)
        tried(source)


show()
