"""The evidence of an answer: what was seen, with kind, reference and date; "seen, not stored" will do."""

from datetime import date

import streamlit as st

from assess.model.assessment import Answer, Evidence
from assess.model.framework import Criterion, EvidenceKind
from assess.presentation import formats
from assess.scoring.ladder import is_current
from assess.services.assessing import OpenAssessment
from assess.services.sheet import evidence_above
from assess.ui import session
from assess.ui.screen_words import plain, say


def evidence_part(opened: OpenAssessment, criterion: Criterion, answer: Answer) -> None:
    with st.expander(_heading(opened, answer), key=f"evidence:{opened.id}:{criterion.id}"):
        for place, item in enumerate(answer.evidence):
            _item(opened, criterion, place, item)
        if not opened.is_finished:
            _same_as_above(opened, criterion)
            _new_item(opened, criterion)


def _heading(opened: OpenAssessment, answer: Answer) -> str:
    """How many items there are, and how many of them count."""
    rules, assessed_on = opened.framework.rules.evidence, opened.assessment.assessed_on
    count = len(answer.evidence)
    current = sum(is_current(item, rules, assessed_on) for item in answer.evidence)
    if not count:
        return say("evidence.none")
    if current == count:
        return say("evidence.count", count=count)
    return say("evidence.count_some", count=count, current=current)


def _item(opened: OpenAssessment, criterion: Criterion, place: int, item: Evidence) -> None:
    current = is_current(item, opened.framework.rules.evidence, opened.assessment.assessed_on)
    dated = formats.day(item.dated, session.language()) if item.dated else say("evidence.undated")
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = say(f"kind.{item.kind.value}")
        counts = "" if current else say("evidence.does_not_count")
        st.markdown(f"**{kind}** {plain(item.reference)} · {dated} {counts}", width="stretch")
        if not opened.is_finished:
            st.button(
                say("evidence.remove"),
                key=f"remove:{opened.id}:{criterion.id}:{place}",
                type="tertiary",
                on_click=_remove,
                args=(opened.id, criterion.id, item),
            )


def _same_as_above(opened: OpenAssessment, criterion: Criterion) -> None:
    above = evidence_above(opened, criterion)
    if above is not None:
        st.button(
            say("evidence.same", criterion=above.criterion, count=len(above.items)),
            key=f"same:{opened.id}:{criterion.id}",
            on_click=_take_over,
            args=(opened.id, criterion.id, above.items),
        )


def _new_item(opened: OpenAssessment, criterion: Criterion) -> None:
    name = f"{opened.id}:{criterion.id}:{session.language().value}"
    kinds = {kind.value: say(f"kind.{kind.value}") for kind in EvidenceKind}
    with st.form(f"evidence:{name}", border=False, enter_to_submit=False):
        columns = st.columns([2, 5, 2], vertical_alignment="bottom")
        columns[0].selectbox(say("evidence.kind"), list(kinds), format_func=kinds.__getitem__, key=f"kind:{name}")
        columns[1].text_input(
            say("evidence.reference"), key=f"reference:{name}", max_chars=500, placeholder=say("evidence.example")
        )
        columns[2].date_input(
            say("evidence.date"),
            value=None,
            min_value=date(1970, 1, 1),
            max_value=date(9999, 12, 31),  # one that is too late is told when it is saved, not dropped
            key=f"dated:{name}",
            format="YYYY-MM-DD",
        )
        st.form_submit_button(say("evidence.add"), on_click=_add, args=(opened.id, criterion.id, name))
        if session.value_of(f"unnamed:{name}"):
            st.error(say("evidence.unnamed"))


def _add(assessment: str, criterion: str, name: str) -> None:
    """What was typed stays in the form until it is saved."""
    kind, reference, dated = (session.value_of(f"{field}:{name}") for field in ("kind", "reference", "dated"))
    unnamed = kind not in list(EvidenceKind) or not (reference or "").strip()
    session.seed(f"unnamed:{name}", unnamed)
    if unnamed:
        return
    seen = session.seen_answer(assessment, criterion)
    item = Evidence(kind=EvidenceKind(kind), reference=reference, dated=dated)
    # The second half of a double click brings the same once more.
    known = item in seen.answer.evidence
    evidence = (*seen.answer.evidence, item)
    if known or session.save(assessment, seen.answer.model_copy(update={"evidence": evidence}), seen.version):
        session.seed(f"reference:{name}", "")
        session.seed(f"dated:{name}", None)


def _take_over(assessment: str, criterion: str, items: tuple[Evidence, ...]) -> None:
    seen = session.seen_answer(assessment, criterion)
    evidence = seen.answer.evidence + tuple(item for item in items if item not in seen.answer.evidence)
    if evidence != seen.answer.evidence:
        session.save(assessment, seen.answer.model_copy(update={"evidence": evidence}), seen.version)


def _remove(assessment: str, criterion: str, item: Evidence) -> None:
    seen = session.seen_answer(assessment, criterion)
    left = list(seen.answer.evidence)
    if item in left:
        left.remove(item)
        session.save(assessment, seen.answer.model_copy(update={"evidence": tuple(left)}), seen.version)
