"""Several criteria of a category set aside in one act, for one or more reasons."""

import streamlit as st

from assess.errors import AssessError, Conflict
from assess.model.framework import Category
from assess.services.answering import set_aside
from assess.services.assessing import OpenAssessment
from assess.services.sheet import SettingAside, reasons_in, setting_aside
from assess.ui import session
from assess.ui.components.conflict import name_of
from assess.ui.components.dialog import dialog, done, opens
from assess.ui.screen_words import say, tell, told


def set_aside_choice(opened: OpenAssessment, category: Category) -> None:
    """The button, where the framework lists reasons, and the dialog while it is open."""
    reasons = reasons_in(opened, category)
    if reasons and not opened.is_finished:
        key = f"aside:{opened.id}:{category.id}"
        opens(key, say("aside"), icon=":material/block:")
        title = say("aside.title", category=f"{category.id} {tell(category.title)}")
        dialog(key, title, lambda: _draw(opened, category, reasons))


def _draw(opened: OpenAssessment, category: Category, reasons: tuple[str, ...]) -> None:
    failure = session.value_of(_failure(opened, category))
    if isinstance(failure, AssessError):
        st.error(_told(failure))
    st.markdown(say("aside.lead"))
    # A list, not a generator: each box is drawn.
    chosen = [one for one in reasons if st.checkbox(tell(opened.framework.reason(one).title), key=_key(opened, one))]
    plan = setting_aside(opened, category, chosen)
    if chosen:
        st.markdown("\n".join(f"- {line}" for line in _lines(plan)))
    st.caption(say("aside.back"))
    st.button(
        say("aside.confirm"),
        key=f"aside-confirm:{opened.id}:{category.id}",
        type="primary",
        disabled=not plan.reasons,
        on_click=_set_aside,
        args=(opened, category, plan),
    )


def _lines(plan: SettingAside) -> list[str]:
    told_of = (
        ("set", tuple(plan.reasons)),
        ("losing", plan.losing),
        ("already", plan.already),
        ("staying", plan.staying),
    )
    return [
        say(f"aside.{code}", count=len(criteria), criteria=say("list.comma").join(criteria))
        for code, criteria in told_of
        if criteria or code == "set"
    ]


def _set_aside(opened: OpenAssessment, category: Category, plan: SettingAside) -> None:
    error = session.attempt(
        opened.id,
        tuple(plan.reasons),
        lambda: set_aside(session.workspace(), session.actor(), opened.id, plan.reasons, opened),
    )
    session.seed(_failure(opened, category), error)
    done(stays=error is not None)


def _told(error: AssessError) -> str:
    if isinstance(error, Conflict):
        return say("aside.conflict", criterion=error.facts["criterion"], who=name_of(str(error.facts["who"])))
    return told(error)


def _key(opened: OpenAssessment, reason: str) -> str:
    return f"aside-reason:{opened.id}:{reason}"


def _failure(opened: OpenAssessment, category: Category) -> str:
    return f"aside-failed:{opened.id}:{category.id}"
