"""The ladder of an enabler, and the reasons for which it may not apply. Both save on the click.

Options are codes. Labels are a plain lookup that never changes within a language, and the language is part of each
widget's key: a label that comes back after a switch can name nothing.
"""

import streamlit as st

from assess.model.assessment import Answer
from assess.model.framework import Criterion
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import label, say, tell


def ladder(opened: OpenAssessment, criterion: Criterion, answer: Answer, changed: bool) -> None:
    labels = {level.score: f"{level.score} {tell(level.title)}" for level in opened.framework.scale}
    key = _key("score", opened, criterion)
    _seed(key, answer.score, changed)

    def save() -> None:
        value = session.value_of(key)
        if type(value) is int:
            _save(opened, criterion, {"score": value, "not_applicable": None})

    st.segmented_control(
        label(criterion.title),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=save,
        label_visibility="collapsed",
        disabled=opened.is_finished or answer.not_applicable is not None,
        required=True,
    )
    if answer.score is not None and not opened.is_finished:
        st.button(
            say("clear"),
            key=f"clear:{opened.id}:{criterion.id}",
            type="tertiary",
            on_click=_clear,
            args=(opened, criterion),
        )
    _level_in_words(opened, criterion, answer)


def _clear(opened: OpenAssessment, criterion: Criterion) -> None:
    _save(opened, criterion, {"score": None})
    session.redraw(opened.id, criterion.id)


def reason_choice(opened: OpenAssessment, criterion: Criterion, answer: Answer, changed: bool) -> None:
    if not criterion.not_applicable:
        return
    labels = {id: label(opened.framework.reason(id).title) for id in criterion.not_applicable}
    key = _key("reason", opened, criterion)
    _seed(key, answer.not_applicable, changed)

    def save() -> None:
        value = session.value_of(key)
        if value is None:
            _save(opened, criterion, {"not_applicable": None})
        elif value in labels:
            _save(opened, criterion, {"score": None, "not_applicable": value})

    st.selectbox(
        say("applicability"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        key=key,
        on_change=save,
        placeholder=say("not_applicable.none"),
        disabled=opened.is_finished,
    )


def _level_in_words(opened: OpenAssessment, criterion: Criterion, answer: Answer) -> None:
    """The chosen step: the criterion's own anchor where it has one, else the general ladder's words."""
    if answer.score is None:
        return
    anchor = criterion.anchors.get(str(answer.score))
    words = tell(anchor) if anchor else _general_words(opened, answer.score)
    if words:
        st.markdown(f":gray[{words}]")


def _general_words(opened: OpenAssessment, score: int) -> str:
    level = next(level for level in opened.framework.scale if level.score == score)
    parts = [
        say("ladder.factor", factor=tell(factor.title), level=tell(level.factors[factor.id]))
        for factor in opened.framework.factors
        if factor.id in level.factors
    ]
    return say("list.semicolon").join(parts)


def _key(what: str, opened: OpenAssessment, criterion: Criterion) -> str:
    return f"{what}:{opened.id}:{criterion.id}:{session.language().value}"


def _seed(key: str, value: object, changed: bool) -> None:
    if changed or session.is_new(key):
        session.seed(key, value)


def _save(opened: OpenAssessment, criterion: Criterion, fields: dict[str, object]) -> None:
    seen = session.seen_answer(opened.id, criterion.id)
    session.save(opened.id, seen.answer.model_copy(update=fields), seen.version)
