"""What is left to look at before an assessment is finished, seen from answers and scores alone: no rules of its own."""

from collections.abc import Iterator
from datetime import date

from assess.model.assessment import Assessment, Plan
from assess.model.checklist import Checklist, FaultyPlan, IdleEvidence, NotProved, OpenCategory, PlanFault
from assess.model.framework import EvidenceKind, Framework, GateKind, Kind
from assess.model.scorecard import CriterionScore, GateState, Scorecard, State
from assess.scoring.ladder import current_kinds
from assess.scoring.register import why_not_current

DONE_WITH = (GateState.PASSED, GateState.NOT_APPLICABLE)


def what_to_check(framework: Framework, assessment: Assessment, scorecard: Scorecard, today: date) -> Checklist:
    """A plan is overdue when its day is before `today`."""
    is_open = {score.id for score in scorecard.criteria if score.is_open and score.kind is Kind.ENABLER}
    by_category = [
        OpenCategory(category=id, criteria=tuple(one.id for one in category.criteria if one.id in is_open))
        for id, category in framework.categories.items()
    ]
    return Checklist(
        unanswered=tuple(one for one in by_category if one.criteria),
        waiting=tuple(score.id for score in scorecard.criteria if score.is_open and score.kind is Kind.RESULT),
        not_proved=_not_proved(framework, assessment, scorecard),
        evidence=tuple(_idle_evidence(framework, assessment, scorecard)),
        drafts=tuple(id for id in framework.criteria if id in is_open and assessment.answer(id).evidence),
        plans=tuple(_faulty_plans(assessment, scorecard, today)),
    )


def _not_proved(framework: Framework, assessment: Assessment, scorecard: Scorecard) -> tuple[NotProved, ...]:
    gates = {gate.id: gate for gate in scorecard.gates if gate.state not in DONE_WITH}

    def urgency(one: NotProved) -> int:
        gate = gates.get(one.criterion)
        return 2 if gate is None else 0 if gate.kind is GateKind.LEGAL else 1

    found = []
    for score in scorecard.criteria:
        if score.claimed is not None and score.supported is not None and score.claimed > score.supported:
            gate = gates.get(score.id)
            missing = _missing_kinds(framework, assessment, score)
            found.append(
                NotProved(
                    criterion=score.id,
                    claimed=score.claimed,
                    supported=score.supported,
                    more=min(score.claimed - score.supported, len(missing)),
                    missing=missing,
                    gate=gate.state if gate else None,
                )
            )
    return tuple(sorted(found, key=urgency))


def _missing_kinds(framework: Framework, assessment: Assessment, score: CriterionScore) -> tuple[EvidenceKind, ...]:
    """Those that the framework asks for at the criterion, where they would do; else any that it has not yet."""
    if score.kind is Kind.RESULT or score.claimed is None or score.supported is None:
        return ()
    there = current_kinds(assessment.answer(score.id), framework.rules.evidence, assessment.assessed_on)
    missing = tuple(kind for kind in EvidenceKind if kind not in there)
    hinted = {hint.kind for hint in framework.criteria[score.id].evidence}
    asked_for = tuple(kind for kind in missing if kind in hinted)
    return asked_for if len(asked_for) >= score.claimed - score.supported else missing


def _idle_evidence(framework: Framework, assessment: Assessment, scorecard: Scorecard) -> Iterator[IdleEvidence]:
    for score in scorecard.criteria:
        if score.state is not State.ANSWERED:
            continue
        for item in assessment.answer(score.id).evidence:
            why_not = why_not_current(item, framework.rules.evidence, assessment.assessed_on)
            if why_not is not None:
                yield IdleEvidence(criterion=score.id, item=item, why_not=why_not)


def _faulty_plans(assessment: Assessment, scorecard: Scorecard, today: date) -> Iterator[FaultyPlan]:
    for gate in scorecard.gates:
        plan = assessment.answer(gate.id).plan
        if plan is None or gate.state in DONE_WITH:
            continue
        fault = _fault(plan, today)
        if fault is not None:
            yield FaultyPlan(criterion=gate.id, plan=plan, fault=fault)


def _fault(plan: Plan, today: date) -> PlanFault | None:
    if not plan.owner.strip():
        return PlanFault.NO_OWNER
    if plan.due is None:
        return PlanFault.NO_DAY
    return PlanFault.OVERDUE if plan.due < today else None
