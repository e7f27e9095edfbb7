"""What the sheet of a category offers to do at once: to take the evidence of the criterion above, set several aside."""

from collections.abc import Collection

from assess.model.assessment import Evidence
from assess.model.framework import Category, Criterion, Kind
from assess.model.scorecard import State
from assess.model.value import Value
from assess.services.assessing import OpenAssessment


class EvidenceAbove(Value):
    """The evidence of a criterion that stands above another one, as far as that one has not got it."""

    criterion: str
    items: tuple[Evidence, ...]


class SettingAside(Value):
    """What it means to set the criteria of a category aside for some reasons.

    `reasons` names the reason for each criterion that will be set aside, `losing` those of them that lose a score;
    the framework lets nobody set aside for these reasons what is `staying`.
    """

    reasons: dict[str, str]
    losing: tuple[str, ...]
    already: tuple[str, ...]
    staying: tuple[str, ...]


def shown(opened: OpenAssessment, category: Category) -> tuple[Criterion, ...]:
    """The criteria of a category that are in scope."""
    card = opened.scorecard
    return tuple(one for one in category.criteria if card.criterion(one.id).state is not State.OUT_OF_SCOPE)


def evidence_above(opened: OpenAssessment, criterion: Criterion) -> EvidenceAbove | None:
    """Of the nearest practice above that has some; None where there is none, or nothing that is not here already."""
    here = opened.assessment.answer(criterion.id).evidence
    above: tuple[str, tuple[Evidence, ...]] | None = None
    for one in shown(opened, opened.framework.places[criterion.id][1]):
        if one.id == criterion.id:
            break
        evidence = opened.assessment.answer(one.id).evidence
        if evidence and one.kind is Kind.ENABLER:
            above = (one.id, evidence)
    if above is None:
        return None
    items = tuple(dict.fromkeys(item for item in above[1] if item not in here))
    return EvidenceAbove(criterion=above[0], items=items) if items else None


def reasons_in(opened: OpenAssessment, category: Category) -> tuple[str, ...]:
    """The reasons for which something in a category may be set aside, in the framework's order."""
    listed = {reason for one in shown(opened, category) for reason in _reasons(one)}
    return tuple(reason.id for reason in opened.framework.reasons if reason.id in listed)


def setting_aside(opened: OpenAssessment, category: Category, chosen: Collection[str]) -> SettingAside:
    """Where several of the chosen reasons are allowed, the one that its criterion lists first is taken."""
    reasons: dict[str, str] = {}
    already, staying = [], []
    for one in shown(opened, category):
        fitting = [reason for reason in _reasons(one) if reason in chosen]
        if not fitting:
            staying.append(one.id)
        elif opened.assessment.answer(one.id).not_applicable is not None:
            already.append(one.id)
        else:
            reasons[one.id] = fitting[0]
    losing = tuple(id for id in reasons if opened.assessment.answer(id).score is not None)
    return SettingAside(reasons=reasons, losing=losing, already=tuple(already), staying=tuple(staying))


def _reasons(criterion: Criterion) -> tuple[str, ...]:
    return criterion.not_applicable if criterion.kind is Kind.ENABLER else ()
