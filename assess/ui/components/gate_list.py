"""The gates: not done and not proved apart, by name; what passes in one line."""

import streamlit as st

from assess.model.scorecard import GateState
from assess.presentation.sentences import gate_kind, gate_state
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say, tell

MARKS = {GateState.FAILED: "✕", GateState.NOT_PROVED: "△", GateState.OPEN: "○"}


def gate_list(opened: OpenAssessment) -> None:
    gates = opened.scorecard.gates
    language = session.language()
    for state, mark in MARKS.items():
        found = [gate for gate in gates if gate.state is state]
        if found:
            st.markdown(f"**{mark} {gate_state(state, language)}** ({len(found)})")
            lines = [
                f"- {gate.id} {tell(opened.framework.criteria[gate.id].title)} · {gate_kind(gate.kind, language)}"
                for gate in found
            ]
            st.markdown("\n".join(lines))
    passed = sum(gate.state is GateState.PASSED for gate in gates)
    aside = sum(gate.state is GateState.NOT_APPLICABLE for gate in gates)
    st.caption(say("results.gates_passed", passed=passed, aside=aside))
