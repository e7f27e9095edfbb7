"""A new assessment: name, channels, scope, start."""

from datetime import date

import streamlit as st
from pydantic import ValidationError

from assess.model.assessment import Scope
from assess.model.centre import Centre
from assess.services.assessing import start_assessment
from assess.services.frameworks import get_framework
from assess.ui import session
from assess.ui.screen_words import say, tell

FRAMEWORK = "contact-centre"
USUAL_CHANNELS = ("voice", "chat", "email", "ivr")


def new_assessment() -> None:
    language = session.language().value
    channels = {one.id: tell(one.title) for one in get_framework(session.workspace().settings, FRAMEWORK).channels}
    scopes = {scope.value: say(f"scope.{scope.value}") for scope in Scope}
    with st.form("new"):
        name = st.text_input(say("new.name"), key="new:name", max_chars=120)
        chosen = st.pills(
            say("new.channels"),
            list(channels),
            selection_mode="multi",
            default=list(USUAL_CHANNELS),
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
            start(name, tuple(chosen or ()), scope, seats, on if isinstance(on, date) else date.today())


def start(name: str, channels: tuple[str, ...], scope: str | None, seats: int | None, on: date) -> None:
    if not name.strip() or not channels:
        st.error(say("new.incomplete"))
        return
    try:
        centre = Centre(name=name, channels=channels, seats=seats)
    except ValidationError:
        st.error(say("new.incomplete"))
        return
    chosen = Scope(scope) if scope in list(Scope) else Scope.EXPRESS
    workspace, actor = session.workspace(), session.actor()
    session.go_to_assessment(start_assessment(workspace, actor, FRAMEWORK, centre, chosen, on))
    st.switch_page("pages/assess.py")
