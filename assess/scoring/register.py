"""The register of evidence: what was seen, where it is used, and whether it counts."""

from datetime import date

from assess.model.assessment import Assessment, Evidence
from assess.model.framework import EvidenceRules, Framework, Kind
from assess.model.register import RegisteredEvidence, WhyNot
from assess.model.scorecard import Scorecard, State
from assess.scoring.ladder import is_current, months_later


def evidence_register(
    framework: Framework, assessment: Assessment, scorecard: Scorecard
) -> tuple[RegisteredEvidence, ...]:
    """In the framework's order; the same kind, reference and date at several criteria is one entry."""
    found: dict[Evidence, list[str]] = {}
    for criterion in framework.criteria:
        for item in assessment.answer(criterion).evidence:
            used_by = found.setdefault(item.model_copy(update={"reference": item.reference.strip()}), [])
            if criterion not in used_by:
                used_by.append(criterion)
    return tuple(_entry(framework, assessment, scorecard, item, used_by) for item, used_by in found.items())


def why_not_current(item: Evidence, rules: EvidenceRules, assessed_on: date) -> WhyNot | None:
    """Of the item by itself, wherever it stands."""
    if is_current(item, rules, assessed_on):
        return None
    if not item.reference.strip():
        return WhyNot.UNNAMED
    return WhyNot.UNDATED if item.dated is None else WhyNot.OUT_OF_DATE


def _entry(
    framework: Framework, assessment: Assessment, scorecard: Scorecard, item: Evidence, used_by: list[str]
) -> RegisteredEvidence:
    rules = framework.rules.evidence
    why_not = why_not_current(item, rules, assessment.assessed_on)
    if why_not is None and not any(_is_supported(scorecard, criterion) for criterion in used_by):
        why_not = WhyNot.NOT_USED
    return RegisteredEvidence(
        item=item,
        criteria=tuple(used_by),
        until=months_later(item.dated, rules.life_months[item.kind]) if item.dated else None,
        why_not=why_not,
    )


def _is_supported(scorecard: Scorecard, criterion: str) -> bool:
    score = scorecard.criterion(criterion)
    return score.kind is Kind.ENABLER and score.state is State.ANSWERED
