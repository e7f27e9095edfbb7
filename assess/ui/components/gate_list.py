"""The gates: not done and not proved apart, by name and with the way to each; what passes in one line."""

import streamlit as st

from assess.model.scorecard import Gate, GateState
from assess.presentation.sentences import gate_kind, gate_state
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.way_in import way_in
from assess.ui.screen_words import say, tell

MARKS = {GateState.FAILED: "✕", GateState.NOT_PROVED: "△", GateState.OPEN: "○"}
COLOURS = {GateState.FAILED: "red", GateState.NOT_PROVED: "orange", GateState.OPEN: "gray"}


def gate_list(opened: OpenAssessment) -> None:
    gates = opened.scorecard.gates
    for state in MARKS:
        for gate in gates:
            if gate.state is state:
                way_in(opened, gate.id, _line(opened, gate), "gate")
    passed = sum(gate.state is GateState.PASSED for gate in gates)
    aside = sum(gate.state is GateState.NOT_APPLICABLE for gate in gates)
    st.caption(say("results.gates_passed", passed=passed, aside=aside))


def _line(opened: OpenAssessment, gate: Gate) -> str:
    language = session.language()
    title = tell(opened.framework.criteria[gate.id].title)
    state = f":{COLOURS[gate.state]}[**{MARKS[gate.state]} {gate_state(gate.state, language)}**]"
    return f"{state} {gate.id} {title} · {gate_kind(gate.kind, language)}"
