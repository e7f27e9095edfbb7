"""The gates: what does not pass, why, and what it limits."""

from dataclasses import dataclass

from markupsafe import Markup

from assess.model.scorecard import Gate, GateState
from assess.presentation import formats, sentences
from assess.presentation.pictures import gates_strip
from assess.reports.edition import Edition, drawn, isolated

MARKS = (GateState.PASSED, GateState.NOT_PROVED, GateState.FAILED, GateState.OPEN, GateState.NOT_APPLICABLE)


@dataclass(frozen=True)
class GateRow:
    mark: Markup
    state: str
    id: str
    title: str
    kind: str
    why: str


@dataclass(frozen=True)
class Gates:
    strip: Markup
    legend: tuple[tuple[Markup, str], ...]
    reading: str
    rows: tuple[GateRow, ...]
    open: str | None
    limits: tuple[str, ...]


def gates_of(edition: Edition) -> Gates | None:
    gates = edition.card.gates
    applicable = [gate for gate in gates if gate.state is not GateState.NOT_APPLICABLE]
    if not applicable:
        return None
    passed = sum(gate.state is GateState.PASSED for gate in gates)
    still_open = [f"{gate.id} {edition.title(gate.id)}" for gate in gates if gate.state is GateState.OPEN]
    there = {gate.state for gate in gates}
    return Gates(
        strip=drawn(gates_strip(edition.framework, edition.card, edition.language)),
        legend=tuple(
            (edition.mark(state), sentences.gate_state(state, edition.language)) for state in MARKS if state in there
        ),
        reading=edition.count("gates.read", passed, applicable=len(applicable)),
        rows=tuple(
            _row(edition, gate)
            for state in (GateState.FAILED, GateState.NOT_PROVED)
            for gate in gates
            if gate.state is state
        ),
        open=edition.in_a_row(still_open) or None,
        limits=_limits(edition),
    )


def _row(edition: Edition, gate: Gate) -> GateRow:
    score = edition.card.criterion(gate.id)
    passes = edition.framework.rules.gate_passes_at
    why = [edition.say("gates.scores", claimed=score.claimed, supported=score.supported, passes=passes)]
    if gate.state is GateState.NOT_PROVED:
        why = [sentences.reason_sentence(edition.framework, score.reason, edition.language) + edition.say("dot_end")]
    limit = min((cap.limit for cap in edition.band.caps if gate.id in cap.subjects), default=None)
    if limit is not None:
        why.append(edition.say("gates.limits", limit=limit))
    plan = edition.assessment.answer(gate.id).plan
    if plan is not None and plan.due is not None and plan.is_complete:
        due = formats.day(plan.due, edition.language)
        why.append(edition.say("gates.plan", owner=isolated(plan.owner), due=due))
    return GateRow(
        mark=edition.mark(gate.state),
        state=edition.say(f"legal.{gate.state.value}"),
        id=gate.id,
        title=edition.title(gate.id),
        kind=sentences.gate_kind(gate.kind, edition.language),
        why=edition.paragraph(why),
    )


def _limits(edition: Edition) -> tuple[str, ...]:
    """The limits of the band with all that causes them by name, where the band's sentence only counts them."""
    if all(len(cap.subjects) == 1 for cap in edition.band.caps):
        return ()
    return tuple(sentences.limit_sentences(edition.framework, edition.band, edition.language))
