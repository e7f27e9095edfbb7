"""What is missing: the practice gap and the proof gap of each criterion, worst first."""

from assess.model.framework import Criterion, Effort, Framework, GapRules, GateKind, Kind
from assess.model.gap import Gap
from assess.model.scorecard import CriterionScore, GateState, Scorecard


def find_gaps(framework: Framework, scorecard: Scorecard) -> tuple[Gap, ...]:
    """Legal gates not passed first, then by priority, then in the framework's order. Open criteria have no gap yet.

    Priority = gap / top x dimension weight x 1.5 for a gate x (1 + 0.1 x criteria that need it), with the
    framework's own figures.
    """
    states = {gate.id: gate.state for gate in scorecard.gates}
    gaps = []
    for score in scorecard.criteria:
        gap = _gap(framework, scorecard, score, states.get(score.id))
        if gap is not None:
            gaps.append(gap)
    return tuple(sorted(gaps, key=lambda gap: (not gap.legal_gate_not_passed, -round(gap.priority, 9))))


def _gap(framework: Framework, scorecard: Scorecard, score: CriterionScore, gate: GateState | None) -> Gap | None:
    if score.claimed is None or score.supported is None:
        return None
    rules = framework.rules.gaps
    criterion = framework.criteria[score.id]
    target = rules.gate_target if criterion.gate else rules.target
    practice = max(0, target - score.claimed)
    proof = score.claimed - score.supported
    if practice + proof == 0:
        return None
    return Gap(
        criterion=score.id,
        target=target,
        practice=practice,
        proof=proof,
        priority=_priority(framework, criterion, practice + proof),
        points=_points(framework, scorecard, criterion, practice + proof),
        effort_practice=_practice_effort(rules, criterion, score.claimed, target),
        effort_proof=rules.proof_effort * proof,
        legal_gate_not_passed=criterion.gate is GateKind.LEGAL and gate in (GateState.FAILED, GateState.NOT_PROVED),
    )


def _priority(framework: Framework, criterion: Criterion, steps: int) -> float:
    rules = framework.rules.gaps
    dimension, _ = framework.places[criterion.id]
    gate = rules.gate_weight if criterion.gate else 1.0
    needed = 1 + rules.needed_by_weight * len(framework.needed_by[criterion.id])
    return steps / framework.top_score * dimension.weight * gate * needed


def _points(framework: Framework, scorecard: Scorecard, criterion: Criterion, steps: int) -> float:
    """Percentage points that so many steps of one criterion add to the supported index."""
    dimension, category = framework.places[criterion.id]
    applies = {score.id for score in scorecard.criteria if score.is_applicable}
    inside = sum(one.id in applies for one in category.criteria)
    counted = {one.id for one in scorecard.categories if one.supported}
    categories = sum(len(one.criteria) for one in dimension.categories if one.id in counted)
    live = {one.id for one in scorecard.dimensions if one.supported}
    weights = sum(one.weight for one in framework.dimensions if one.id in live)
    share = len(category.criteria) / categories * dimension.weight / weights
    return 100 * steps / (framework.top_score * inside) * share


def _practice_effort(rules: GapRules, criterion: Criterion, claimed: int, target: int) -> float | None:
    """Person-days: each step costs its class, from the fourth on one class more; a result has none of its own."""
    if criterion.kind is Kind.RESULT or criterion.effort is None:
        return None
    classes = list(Effort)
    harder = classes[min(classes.index(criterion.effort) + 1, len(classes) - 1)]
    return sum(
        rules.practice_effort[harder if step > rules.harder_above else criterion.effort]
        for step in range(claimed + 1, target + 1)
    )
