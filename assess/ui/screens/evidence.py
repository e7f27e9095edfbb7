"""The evidence register: everything that was seen, over all criteria."""

from functools import partial

import streamlit as st

from assess.exchange.csv_file import write_csv
from assess.model.framework import EvidenceKind
from assess.model.register import RegisteredEvidence
from assess.presentation import formats
from assess.scoring.register import evidence_register
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.nothing_open import nothing_open
from assess.ui.components.register_row import register_row
from assess.ui.screen_words import label, plain, say

ROWS = 25  # a page of them is drawn at once
COLUMNS = ("kind", "what", "date", "counts", "why", "until_head", "criteria")


def show(opened: OpenAssessment) -> None:
    st.caption(plain(opened.assessment.centre.name))
    st.title(say("page.evidence"), anchor=False)
    entries = evidence_register(opened.framework, opened.assessment, opened.scorecard)
    if not entries:
        st.markdown(say("register.none"))
        return
    idle = sum(not one.counts for one in entries)
    with st.container(horizontal=True, vertical_alignment="center"):
        count = say("register.count", count=len(entries), counted=len(entries) - idle, idle=idle)
        st.markdown(count, width="stretch")
        download(opened, entries)
    kinds, only_idle = chosen()
    shown = [one for one in entries if one.item.kind in kinds and not (only_idle and one.counts)]
    if shown:
        table(opened, shown, f"{','.join(kinds)}:{only_idle}")
    else:
        st.markdown(say("register.none_shown"))


def chosen() -> tuple[list[EvidenceKind], bool]:
    """The kinds, all of them where none is picked, and whether only what does not count is wanted."""
    kinds = {kind.value: say(f"kind.{kind.value}") for kind in EvidenceKind}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        picked = st.pills(
            say("evidence.kind"),
            list(kinds),
            selection_mode="multi",
            format_func=kinds.__getitem__,
            key=f"register:kinds:{session.language().value}",
            persist_state="session",
            wrap=True,
        )
        only_idle = st.toggle(say("register.only_idle"), key="register:idle", persist_state="session")
    return [EvidenceKind(kind) for kind in picked or kinds], only_idle


def table(opened: OpenAssessment, shown: list[RegisteredEvidence], choice: str) -> None:
    """A page of the rows; each `choice` begins at its first page and is left where a person was."""
    rows = st.container()
    pages = -(-len(shown) // ROWS)
    page = 1
    if pages > 1:
        page = st.pagination(pages, key=f"register:page:{opened.id}:{choice}", persist_state="session")
    first = (page - 1) * ROWS
    with rows:
        st.caption(say("register.shown", first=first + 1, last=min(first + ROWS, len(shown)), count=len(shown)))
        with st.container(border=True, gap="small"):
            for number, one in enumerate(shown[first : first + ROWS], first):
                register_row(opened, number, one)


def download(opened: OpenAssessment, entries: tuple[RegisteredEvidence, ...]) -> None:
    language = session.language()
    centre, day = opened.assessment.centre.name, opened.assessment.assessed_on
    header = [say(f"register.{code}") for code in COLUMNS]
    st.download_button(
        say("register.download"),
        partial(write_csv, header, [cells(opened, one) for one in entries]),
        formats.file_name(centre, day, language, "csv", "evidence"),
        "text/csv",
        on_click="ignore",
        key="register:csv",
    )


def cells(opened: OpenAssessment, one: RegisteredEvidence) -> tuple[str, ...]:
    criteria = opened.framework.criteria
    return (
        say(f"kind.{one.item.kind.value}"),
        one.item.reference,
        one.item.dated.isoformat() if one.item.dated else "",
        say("register.yes" if one.counts else "register.no"),
        say(f"why_not.{one.why_not.value}") if one.why_not else "",
        one.until.isoformat() if one.until else "",
        say("list.semicolon").join(f"{id} {label(criteria[id].title)}" for id in one.criteria),
    )


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
