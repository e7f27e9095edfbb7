"""Enablers: the claimed step of the ladder, and how far the evidence supports it."""

import calendar
from datetime import date
from functools import lru_cache

from assess.model.assessment import Answer, Evidence
from assess.model.framework import Criterion, EvidenceKind, EvidenceRules, Framework
from assess.model.scorecard import CriterionScore, Reason, State

KINDS = tuple(EvidenceKind)


def score_enabler(framework: Framework, criterion: Criterion, answer: Answer, assessed_on: date) -> CriterionScore:
    """Claimed is what was said; supported is claimed, at most `without` + 1 for each kind of current evidence."""
    if answer.not_applicable is not None:
        reason = Reason(code="not_applicable", facts={"reason": answer.not_applicable})
        return _score(criterion, State.NOT_APPLICABLE, None, None, reason)
    if answer.score is None:
        return _score(criterion, State.UNANSWERED, None, None, Reason(code="unanswered"))
    kinds = current_kinds(answer, framework.rules.evidence, assessed_on)
    ceiling = framework.rules.evidence.without + len(kinds)
    supported = min(answer.score, ceiling)
    code = "proved" if supported == answer.score else "not_proved"
    reason = Reason(code=code, facts={"kinds": ",".join(kinds), "claimed": answer.score, "supported": supported})
    return _score(criterion, State.ANSWERED, answer.score, supported, reason, has_evidence=bool(kinds))


def current_kinds(answer: Answer, rules: EvidenceRules, assessed_on: date) -> tuple[EvidenceKind, ...]:
    """The kinds of which the answer has a current item, in the order of EvidenceKind."""
    current = [item.kind for item in answer.evidence if is_current(item, rules, assessed_on)]
    return tuple(kind for kind in KINDS if kind in current)


def is_current(item: Evidence, rules: EvidenceRules, assessed_on: date) -> bool:
    """Whether an item counts: it has a reference and a date, and has not outlived its kind's life."""
    if not item.reference.strip() or item.dated is None:
        return False
    return months_later(item.dated, rules.life_months[item.kind]) >= assessed_on


@lru_cache(maxsize=4096)
def months_later(day: date, months: int) -> date:
    """The same day so many months later; where that month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _score(
    criterion: Criterion,
    state: State,
    claimed: int | None,
    supported: int | None,
    reason: Reason,
    has_evidence: bool = False,
) -> CriterionScore:
    return CriterionScore(
        id=criterion.id,
        kind=criterion.kind,
        state=state,
        claimed=claimed,
        supported=supported,
        reason=reason,
        has_evidence=has_evidence,
    )
