"""A row of the audit trail: when, who and what in words; its raw values once they are asked for."""

import json

import streamlit as st

from assess.model.audit import AuditRow
from assess.model.framework import Framework
from assess.presentation.changes import person_words, row_lines
from assess.ui import session
from assess.ui.components.save_status import clock_time
from assess.ui.screen_words import plain, say, tell

MOST = 20_000  # letters of a value that are drawn
LONG = 1_500  # letters of a value that is scrolled
SHOWN = "trail:values"


def trail_row(row: AuditRow, framework: Framework | None) -> None:
    key = f"{row.assessment}:{row.number}"
    when, what, way = st.columns((3, 8, 2), gap="small")
    who = plain(person_words(row.actor_name, session.language()))
    when.markdown(f"{clock_time(row.at)}  \n:gray[{who}]")
    what.markdown("  \n".join([*_subject(row, framework), *row_lines(row, framework, session.language(), plain)]))
    is_shown = session.value_of(SHOWN) == key
    way.button(
        say("audit.values", number=row.number),
        key=f"values:{key}",
        type="tertiary",
        help=say("audit.help"),
        icon=":material/unfold_less:" if is_shown else ":material/unfold_more:",
        on_click=session.seed,
        args=(SHOWN, None if is_shown else key),
    )
    if is_shown:
        _values(row)


def _subject(row: AuditRow, framework: Framework | None) -> list[str]:
    """The criterion that a row is about."""
    if framework is None or row.subject not in framework.criteria:
        return []
    return [f"**{row.subject}** {tell(framework.criteria[row.subject].title)}"]


def _values(row: AuditRow) -> None:
    with st.container(border=True, gap="small"):
        facts = {"act": row.act, "subject": row.subject, "part_of": row.part_of}
        facts |= {"at": row.at.isoformat(), "hash": row.hash, "previous_hash": row.previous_hash}
        said = [f":gray[{say(f'audit.{code}')}] {plain(str(fact))}" for code, fact in facts.items() if fact is not None]
        st.markdown("  \n".join(said))
        values = [(code, value) for code, value in (("old", row.old), ("new", row.new)) if value is not None]
        for place, (code, value) in zip(st.columns(max(1, len(values))), values, strict=False):
            with place:
                _value(code, value)


def _value(code: str, value: str) -> None:
    text = _indented(value)
    st.caption(say(f"audit.{code}"))
    st.code(text[:MOST], language="json", wrap_lines=True, height=400 if len(text) > LONG else "content")
    if len(text) > MOST:
        st.caption(say("audit.cut"))


def _indented(value: str) -> str:
    try:
        return json.dumps(json.loads(value), ensure_ascii=False, indent=2)
    except ValueError:
        return value
