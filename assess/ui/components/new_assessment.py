"""A new assessment: name, channels, scope, start."""

from datetime import date

import streamlit as st

from assess.errors import AssessError
from assess.model.assessment import Scope
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.services.assessing import start_assessment
from assess.services.frameworks import get_framework, list_frameworks
from assess.ui import session
from assess.ui.screen_words import label, say, tell, told

MINUTES_A_CRITERION = (3, 4)  # with its proof


def new_assessment() -> None:
    usable = usable_frameworks()
    if not usable:
        return
    framework = chosen_framework(usable)
    with st.form("new", enter_to_submit=False):
        name = st.text_input(say("new.name"), key="new:name", max_chars=120)
        chosen = channel_choice(framework) if framework.channels else ()
        scope = scope_choice(framework)
        left, right = st.columns(2)
        seats = left.number_input(say("new.seats"), min_value=0, max_value=10**6, value=None, step=1, key="new:seats")
        on = right.date_input(
            say("new.assessed_on"), value="today", max_value="today", key="new:on", format="YYYY-MM-DD"
        )
        if st.form_submit_button(say("new.start"), type="primary"):
            start(framework, name, chosen, scope, seats, on if isinstance(on, date) else date.today())


def channel_choice(framework: Framework) -> tuple[str, ...]:
    channels = {one.id: tell(one.title) for one in framework.channels}
    chosen = st.pills(
        say("new.channels"),
        list(channels),
        selection_mode="multi",
        format_func=channels.__getitem__,
        key=f"new:channels:{framework.id}:{session.language().value}",
        help=say("new.channels_help"),
    )
    return tuple(chosen or ())


def scope_choice(framework: Framework) -> Scope:
    """Express first, where there is such a set; else there is nothing to choose."""
    counts = {scope: sum(1 for _ in framework.scope(scope is Scope.EXPRESS)) for scope in Scope}
    if not counts[Scope.EXPRESS]:
        return Scope.FULL
    labels = {
        scope.value: say("new.scope_option", scope=say(f"scope.{scope.value}"), count=count)
        for scope, count in counts.items()
    }
    chosen = st.segmented_control(
        say("new.scope"),
        list(labels),
        default=Scope.EXPRESS.value,
        format_func=labels.__getitem__,
        key=f"new:scope:{framework.id}:{session.language().value}",
        required=True,
    )
    low, high = (minutes * counts[Scope.FULL] // 60 for minutes in MINUTES_A_CRITERION)
    st.caption(say("new.time", low=low, high=high))
    return Scope(chosen) if chosen in labels else Scope.EXPRESS


def usable_frameworks() -> dict[str, Framework]:
    """The newest version of each framework by id; one that is broken is told and left out."""
    settings = session.workspace().settings
    usable = {}
    for id in dict.fromkeys(one.id for one in list_frameworks(settings)):
        try:
            usable[id] = get_framework(settings, id)
        except AssessError as error:
            st.warning(told(error))
    return usable


def chosen_framework(usable: dict[str, Framework]) -> Framework:
    """The only one there is, or the one that was picked."""
    ids = list(usable)
    if len(ids) == 1:
        return usable[ids[0]]
    titles = {id: label(framework.title) for id, framework in usable.items()}
    picked = st.selectbox(
        say("new.framework"), ids, format_func=titles.__getitem__, key=f"new:framework:{session.language().value}"
    )
    return usable[picked if picked in usable else ids[0]]


def start(
    framework: Framework, name: str, channels: tuple[str, ...], scope: Scope, seats: int | None, on: date
) -> None:
    wanting = [] if name.strip() else [say("new.nameless")]
    if framework.channels and not channels:
        wanting.append(say("new.no_channel"))
    if wanting:
        st.error(" ".join(wanting))
        return
    centre = Centre(name=name, channels=channels, seats=seats)
    workspace, actor = session.workspace(), session.actor()
    session.go_to_assessment(start_assessment(workspace, actor, framework.id, centre, scope, on))
    st.switch_page("screens/assess.py")
