"""The audit trail: who did what and when, newest first, of the open assessment or of the database itself."""

from functools import partial

import streamlit as st

from assess.i18n import Language
from assess.model.framework import Framework
from assess.presentation import formats
from assess.presentation.changes import person_words
from assess.services.assessing import OpenAssessment
from assess.services.auditing import DATABASE, Trail, check_chain, export_trail, look_over_trail, trail_page
from assess.ui import session
from assess.ui.components.save_status import clock_time
from assess.ui.components.trail_file import trail_table
from assess.ui.components.trail_row import trail_row
from assess.ui.screen_words import label, plain, say
from assess.workspace import now

ROWS = 25  # a page of them is read at once
PAGE = "audit:page"


def show(opened: OpenAssessment | None) -> None:
    if opened is not None:
        st.caption(plain(opened.assessment.centre.name))
    st.title(say("page.audit"), anchor=False)
    st.markdown(say("audit.lead"))
    trail_id = chosen_trail(opened)
    framework = opened.framework if opened is not None and trail_id != DATABASE else None
    trail = look_over_trail(session.workspace(), session.actor(), trail_id)
    if not trail.rows:
        st.markdown(say("audit.none"))
        return
    with st.container(horizontal=True, gap="small"):
        checked = st.button(say("audit.check"), key=f"chain:{trail_id}", icon=":material/link:")
        downloads(opened, trail_id, framework)
    chain(trail_id, checked)
    table(trail_id, framework, *filters(trail, framework))


def chosen_trail(opened: OpenAssessment | None) -> str:
    if opened is None:
        st.caption(say("audit.only_database"))
        return DATABASE
    ids = {"assessment": opened.id, "database": DATABASE}
    chosen = st.segmented_control(
        say("audit.which"),
        list(ids),
        default="assessment",
        format_func=lambda code: say(f"audit.{code}"),
        key=f"audit:which:{session.language().value}",
        on_change=first_page,
        required=True,
        label_visibility="collapsed",
    )
    return ids.get(str(chosen), opened.id)


def chain(trail_id: str, wanted: bool) -> None:
    """Whether every row is as it was written, as it was found when it was asked for."""
    known, key = session.checked(), f"chain:{trail_id}"
    if wanted:
        with st.spinner(say("audit.checking")):
            known[key] = (now(), check_chain(session.workspace(), session.actor(), trail_id))
    if key not in known:
        return
    at, found = known[key]
    if found.broken_at is None:
        st.success(say("audit.whole", count=found.length, hash=found.hash[:12], time=clock_time(at)))
    else:
        st.error(say("audit.broken", number=found.broken_at))


def filters(trail: Trail, framework: Framework | None) -> tuple[str | None, str | None]:
    """The criterion and the person that rows are wanted of."""
    criteria = [id for id in framework.criteria if id in trail.subjects] if framework is not None else []
    titles = {id: f"{id} {label(framework.criteria[id].title)}" for id in criteria} if framework is not None else {}
    subject = person = None
    with st.container(horizontal=True, gap="medium"):
        if titles:
            subject = choice("criterion", titles)
        if len(trail.people) > 1:
            language = session.language()
            person = choice("person", {id: person_words(name, language) for id, name in trail.people.items()})
    return subject, person


def choice(code: str, options: dict[str, str]) -> str | None:
    chosen: str | None = st.selectbox(
        say(f"audit.{code}"),
        list(options),
        index=None,
        format_func=lambda id: options.get(id, id),
        placeholder=say("audit.everything"),
        key=f"audit:{code}:{session.language().value}",
        on_change=first_page,
        width=360,
    )
    return chosen if chosen in options else None


def first_page() -> None:
    session.seed(PAGE, 1)


def table(trail_id: str, framework: Framework | None, subject: str | None, person: str | None) -> None:
    workspace, actor = session.workspace(), session.actor()
    count = look_over_trail(workspace, actor, trail_id, subject, person).rows
    if not count:
        st.markdown(say("audit.none_shown"))
        return
    pages = -(-count // ROWS)
    page = min(session.value_of(PAGE) or 1, pages)
    start = (page - 1) * ROWS
    st.caption(say("audit.shown", first=start + 1, last=min(start + ROWS, count), count=count))
    with st.container(border=True, gap="small"):
        for row in trail_page(workspace, actor, trail_id, start, ROWS, subject, person):
            trail_row(row, framework)
    if pages > 1:
        session.seed(PAGE, page)
        st.pagination(pages, key=PAGE, persist_state="session")


def downloads(opened: OpenAssessment | None, trail_id: str, framework: Framework | None) -> None:
    workspace, actor, language = session.workspace(), session.actor(), session.language()
    st.download_button(
        say("audit.csv"),
        partial(trail_table, workspace, actor, trail_id, framework, language),
        name_of(opened, trail_id, language, "csv"),
        "text/csv",
        on_click="ignore",
        key=f"trail-csv:{trail_id}",
        icon=":material/download:",
    )
    st.download_button(
        say("audit.lines"),
        partial(export_trail, workspace, actor, trail_id),
        name_of(opened, trail_id, language, "jsonl"),
        "application/jsonl",
        on_click="ignore",
        key=f"trail-lines:{trail_id}",
        icon=":material/download:",
    )


def name_of(opened: OpenAssessment | None, trail_id: str, language: Language, kind: str) -> str:
    centre = opened.assessment.centre.name if opened is not None and trail_id != DATABASE else "assess"
    return formats.file_name(centre, session.today(), language, kind, "audit")


show(session.opened())
