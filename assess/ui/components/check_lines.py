"""What is to be checked as lines: the criterion by name, and below it what is said of it."""

from collections.abc import Mapping

from assess.model.checklist import Checklist, FaultyPlan, IdleEvidence, NotProved
from assess.model.framework import EvidenceKind
from assess.presentation import formats
from assess.presentation.sentences import gate_kind, gate_state, kinds_of_evidence, reason_sentence
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.gate_list import COLOURS, MARKS
from assess.ui.screen_words import plain, say, tell

Line = tuple[str, str]  # a criterion, and the text


def check_lines(opened: OpenAssessment, found: Checklist) -> Mapping[str, list[Line]]:
    """List by list, in the order of the page: what is in the way of finishing comes first."""
    return {
        "unsettled": [line(opened, one.answer.criterion) for one in opened.unsettled],
        "unanswered": [line(opened, criterion) for one in found.unanswered for criterion in one.criteria],
        "not_proved": [_not_proved(opened, one) for one in found.not_proved],
        "waiting": [_waiting(opened, criterion) for criterion in found.waiting],
        "marked": [line(opened, criterion) for criterion in opened.framework.criteria if criterion in opened.marks],
        "idle": _idle(opened, found.evidence),
        "drafts": [_draft(opened, criterion) for criterion in found.drafts],
        "plans": [_plan(opened, one) for one in found.plans],
    }


def line(opened: OpenAssessment, criterion: str, said: str = "") -> Line:
    known = opened.framework.criteria[criterion]
    text = f"**{criterion}** {tell(known.title)}"
    if known.gate:
        text += f" :orange-badge[{plain(gate_kind(known.gate, session.language()))}]"
    return criterion, f"{text}  \n:gray[{said}]" if said else text


def _not_proved(opened: OpenAssessment, one: NotProved) -> Line:
    language = session.language()
    facts: dict[str, object] = {"claimed": one.claimed, "supported": one.supported}
    if len(one.missing) == len(EvidenceKind):
        said = say("check.bare", more=one.more, **facts)
    elif one.missing:
        said = say("check.missing", more=one.more, kinds=plain(kinds_of_evidence(one.missing, language)), **facts)
    else:
        said = say("check.source", **facts)
    if one.gate is not None:
        said = f":{COLOURS[one.gate]}[{MARKS[one.gate]} {gate_state(one.gate, language)}] · {said}"
    return line(opened, one.criterion, said)


def _waiting(opened: OpenAssessment, criterion: str) -> Line:
    reason = opened.scorecard.criterion(criterion).reason
    return line(opened, criterion, plain(reason_sentence(opened.framework, reason, session.language())))


def _idle(opened: OpenAssessment, items: tuple[IdleEvidence, ...]) -> list[Line]:
    """A line a criterion."""
    said: dict[str, list[str]] = {}
    for one in items:
        name = plain(formats.shortened(one.item.reference, 40)) or say("register.unnamed")
        kind, why = say(f"kind.{one.item.kind.value}"), say(f"why_not.{one.why_not.value}")
        said.setdefault(one.criterion, []).append(say("check.idle_item", kind=kind, reference=name, why=why))
    return [line(opened, criterion, say("list.semicolon").join(parts)) for criterion, parts in said.items()]


def _draft(opened: OpenAssessment, criterion: str) -> Line:
    return line(opened, criterion, say("check.draft", count=len(opened.assessment.answer(criterion).evidence)))


def _plan(opened: OpenAssessment, one: FaultyPlan) -> Line:
    due = formats.day(one.plan.due, session.language()) if one.plan.due else formats.NONE
    return line(opened, one.criterion, say(f"plan.{one.fault.value}", due=due))
