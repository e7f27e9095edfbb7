"""Gates, confidence, and the band with what limits it."""

from collections.abc import Mapping
from dataclasses import dataclass

from assess.model import edges
from assess.model.assessment import Assessment, Verification
from assess.model.framework import ConfidenceRules, Criterion, Framework, GateKind, Kind
from assess.model.scorecard import BandRange, Cap, Cause, CriterionScore, Gate, GateState
from assess.scoring.aggregate import Side


@dataclass(frozen=True)
class End:
    """The supported side at one end, with the gates that do not pass there and the confidence reached."""

    supported: Side
    gates_not_passed: tuple[Criterion, ...]
    confidence: str


def gate_state(framework: Framework, score: CriterionScore) -> GateState:
    if not score.is_applicable:
        return GateState.NOT_APPLICABLE
    if score.claimed is None or score.supported is None:
        return GateState.OPEN
    passes_at = framework.rules.gate_passes_at
    if score.supported >= passes_at:
        return GateState.PASSED
    return GateState.NOT_PROVED if score.claimed >= passes_at else GateState.FAILED


def gates_of(framework: Framework, scores: Mapping[str, CriterionScore]) -> tuple[Gate, ...]:
    return tuple(
        Gate(id=criterion.id, kind=criterion.gate, state=gate_state(framework, scores[criterion.id]))
        for criterion in framework.criteria.values()
        if criterion.gate
    )


def not_passed(framework: Framework, gates: tuple[Gate, ...], open_passes: bool) -> tuple[Criterion, ...]:
    """Gates that are failed or not proved, and the open ones unless they are taken as passed (the high end)."""
    states = {GateState.FAILED, GateState.NOT_PROVED} | (set() if open_passes else {GateState.OPEN})
    return tuple(framework.criteria[gate.id] for gate in gates if gate.state in states)


def confidence_of(
    framework: Framework, assessment: Assessment, scores: Mapping[str, CriterionScore], open_counts: bool
) -> str:
    """A to D. `open_counts`: whether an unanswered enabler is taken to have evidence (the high end)."""
    rules = framework.rules.confidence
    checked = assessment.verification
    if checked is not None and _agrees(rules, checked):
        return "A" if checked.organisation == "other" else "B"
    applicable = [score for score in scores.values() if score.kind is Kind.ENABLER and score.is_applicable]
    with_evidence = sum(open_counts if score.is_open else score.has_evidence for score in applicable)
    return "C" if edges.at_least(with_evidence, rules.evidence_share * len(applicable)) else "D"


def band_range(framework: Framework, assessment: Assessment, low: End, high: End) -> BandRange | None:
    if low.supported.index is None or high.supported.index is None:
        return None
    uncapped_low = framework.rules.band_at(low.supported.index)
    uncapped_high = framework.rules.band_at(high.supported.index)
    caps_low = caps_below(framework, assessment, low, uncapped_low)
    caps_high = caps_below(framework, assessment, high, uncapped_high)
    return BandRange(
        low=min([uncapped_low, *(cap.limit for cap in caps_low)]),
        high=min([uncapped_high, *(cap.limit for cap in caps_high)]),
        uncapped_low=uncapped_low,
        uncapped_high=uncapped_high,
        caps=caps_low,
    )


def caps_below(framework: Framework, assessment: Assessment, end: End, uncapped: int) -> tuple[Cap, ...]:
    """The limits below the uncapped band: one a pair of limit and cause, ascending by limit, then cause."""
    found: dict[tuple[int, Cause], list[str]] = {}
    for limit, cause, subject in _limits(framework, assessment, end):
        if limit < uncapped:
            found.setdefault((limit, cause), []).append(subject)
    order = list(Cause)
    return tuple(
        Cap(limit=limit, cause=cause, subjects=tuple(subjects))
        for (limit, cause), subjects in sorted(found.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
    )


def _limits(framework: Framework, assessment: Assessment, end: End) -> list[tuple[int, Cause, str]]:
    rules = framework.rules.limits
    limits = []
    for gate in end.gates_not_passed:
        if gate.gate is GateKind.LEGAL:
            planned = _is_planned(framework, assessment, gate.id, end.supported.scores[gate.id])
            limit = rules.legal_gate_with_plan if planned else rules.legal_gate
            limits.append((limit, Cause.LEGAL_GATE, gate.id))
        else:
            limits.append((rules.other_gate, Cause.OTHER_GATE, gate.id))
    known = {id: percent for id, percent in end.supported.dimensions.items() if percent is not None}
    weakest = min(known.values())
    limit = framework.rules.band_at(weakest) + rules.above_weakest_dimension
    limits += [(limit, Cause.WEAKEST_DIMENSION, id) for id, value in known.items() if edges.same(value, weakest)]
    if end.confidence in rules.confidence:
        limits.append((rules.confidence[end.confidence], Cause.CONFIDENCE, end.confidence))
    return limits


def _is_planned(framework: Framework, assessment: Assessment, gate_id: str, supported: int) -> bool:
    """Whether a legal gate is nearly there and its answer carries a plan with owner and a due date ahead."""
    plan = assessment.answer(gate_id).plan
    at = framework.rules.limits.plan_supported_at
    return plan is not None and supported == at and plan.is_ahead_of(assessment.assessed_on)


def _agrees(rules: ConfidenceRules, checked: Verification) -> bool:
    if checked.pairs is None or checked.pairs < rules.pairs or checked.within_one is None:
        return False
    if edges.at_least(checked.within_one, rules.within_one_alone):
        return True
    return (
        checked.kappa is not None
        and edges.at_least(checked.within_one, rules.within_one)
        and edges.at_least(checked.kappa, rules.kappa)
    )
