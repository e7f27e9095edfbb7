"""A new assessment: name, channels, scope, start."""

from datetime import date

import streamlit as st
from pydantic import ValidationError

from assess.errors import AssessError
from assess.model.assessment import Scope
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.services.assessing import start_assessment
from assess.services.frameworks import get_framework, list_frameworks
from assess.ui import session
from assess.ui.screen_words import plain, say, tell, told

USUAL_CHANNELS = ("voice", "chat", "email", "ivr")


def new_assessment() -> None:
    usable = usable_frameworks()
    if not usable:
        return
    framework = chosen_framework(usable)
    language = session.language().value
    channels = {one.id: tell(one.title) for one in framework.channels}
    scopes = {scope.value: _scope_label(framework, scope) for scope in Scope}
    with st.form("new", enter_to_submit=False):
        name = st.text_input(say("new.name"), key="new:name", max_chars=120)
        chosen = st.pills(
            say("new.channels"),
            list(channels),
            selection_mode="multi",
            default=[id for id in USUAL_CHANNELS if id in channels],
            format_func=channels.__getitem__,
            key=f"new:channels:{language}",
            help=say("new.channels_help"),
        )
        scope = st.segmented_control(
            say("new.scope"),
            list(scopes),
            default=Scope.EXPRESS.value,
            format_func=scopes.__getitem__,
            key=f"new:scope:{language}",
            required=True,
        )
        st.caption(say("new.time"))
        left, right = st.columns(2)
        seats = left.number_input(say("new.seats"), min_value=0, value=None, step=1, key="new:seats")
        on = right.date_input(say("new.assessed_on"), value="today", key="new:on", format="YYYY-MM-DD")
        if st.form_submit_button(say("new.start"), type="primary"):
            start(framework, name, tuple(chosen or ()), scope, seats, on if isinstance(on, date) else date.today())


def usable_frameworks() -> dict[str, Framework]:
    """The newest version of each framework by id; one that is broken is told and left out."""
    settings = session.workspace().settings
    usable = {}
    for id in dict.fromkeys(one.id for one in list_frameworks(settings)):
        try:
            usable[id] = get_framework(settings, id)
        except AssessError as error:
            st.warning(plain(told(error)))
    return usable


def chosen_framework(usable: dict[str, Framework]) -> Framework:
    """The only one there is, or the one that was picked."""
    ids = list(usable)
    if len(ids) == 1:
        return usable[ids[0]]
    titles = {id: tell(framework.title) for id, framework in usable.items()}
    picked = st.selectbox(
        say("new.framework"), ids, format_func=titles.__getitem__, key=f"new:framework:{session.language().value}"
    )
    return usable[picked if picked in usable else ids[0]]


def start(
    framework: Framework, name: str, channels: tuple[str, ...], scope: str | None, seats: int | None, on: date
) -> None:
    try:
        centre = Centre(name=name, channels=channels, seats=seats)
    except ValidationError:
        st.error(say("new.incomplete"))
        return
    if not channels:
        st.error(say("new.incomplete"))
        return
    chosen = Scope(scope) if scope in list(Scope) else Scope.EXPRESS
    workspace, actor = session.workspace(), session.actor()
    session.go_to_assessment(start_assessment(workspace, actor, framework.id, centre, chosen, on))
    st.switch_page("screens/assess.py")


def _scope_label(framework: Framework, scope: Scope) -> str:
    count = sum(1 for _ in framework.scope(scope is Scope.EXPRESS))
    return say("new.scope_option", scope=say(f"scope.{scope.value}"), count=count)
