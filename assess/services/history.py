"""What was changed of the answers, by whom and when; and the last change taken back."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from assess.errors import NothingToUndo
from assess.i18n import worded
from assess.model.answer_parts import Part, changed_parts, together
from assess.model.assessment import Answer
from assess.model.audit import AuditRow
from assess.model.people import Actor
from assess.model.value import Value
from assess.services.answering import open_for_change, put_answers
from assess.services.assessing import OpenAssessment
from assess.storage.unit_of_work import UnitOfWork
from assess.workspace import Workspace

TOGETHER = timedelta(seconds=10)  # one person's steps on the way to an answer are one change
STEPS: dict[tuple[Part, ...], str] = {(("score", "not_applicable"),): "score", (("note",),): "note"}
LOOK_BACK = 100  # rows
LOOK_BACK_AT_MOST = 1600  # rows without anything to be taken back: what is older is in the history of its criterion
WHOLE = ("start", "import")


class AnswerChange(Value):
    """An answer before and after; before it is an empty one where nobody had said anything."""

    before: Answer
    after: Answer

    @property
    def criterion(self) -> str:
        return self.after.criterion

    @property
    def parts(self) -> tuple[Part, ...]:
        return changed_parts(self.before, self.after)


class Change(Value):
    """What one person changed in one act, or in steps of one answer within ten seconds of each other.

    `first` and `last` are the numbers of its audit rows; `at` is when the last was made, in UTC. `act` is answer,
    undo or import; `refers_to` the `last` of the change that an undo takes back.
    """

    first: int
    last: int
    at: datetime
    actor: str
    actor_name: str
    act: str
    answers: tuple[AnswerChange, ...]
    refers_to: int | None = None


def history_of(workspace: Workspace, actor: Actor, assessment_id: str, criterion_id: str) -> tuple[Change, ...]:
    """The changes of one answer, the newest first. Raises NotFound."""
    with workspace.look_in() as work:
        work.assessments.chain(assessment_id)
        rows = work.audit.read_on(assessment_id, (criterion_id, "assessment"))
    return tuple(reversed(changes(rows, criterion_id)))


def last_change(workspace: Workspace, actor: Actor, assessment_id: str) -> Change | None:
    """The person's last change that can be taken back; of those taken back already, the one before.

    Of what it changed only that is told which nobody has changed since.
    """
    with workspace.look_in() as work:
        return _last_change(work, actor, assessment_id)


def undo(workspace: Workspace, actor: Actor, assessment_id: str, change: Change) -> OpenAssessment:
    """Takes the person's last change back, where `change`, as it was seen, still is the last.

    What others have changed since of the same answers stays. Raises NothingToUndo.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        last = _last_change(work, actor, assessment_id)
        # Not by its number alone: after a restore that may be another's.
        if last is None or (last.last, last.at) != (change.last, change.at):
            raise worded(NothingToUndo, "nothing_to_undo")
        back: dict[str, tuple[Answer, int]] = {}
        for one in last.answers:
            answer = together(one.after, one.before, stored.assessment.answer(one.criterion))
            if answer is None:
                raise worded(NothingToUndo, "nothing_to_undo")
            back[one.criterion] = (answer, stored.versions.get(one.criterion, 0))
        return put_answers(work, actor, at, assessment_id, stored, back, act="undo", refers_to=last.last)


def _last_change(work: UnitOfWork, actor: Actor, assessment_id: str) -> Change | None:
    """Looks at the newest rows first, and at more where a change may begin before them or none is found in them."""
    count = LOOK_BACK
    while True:
        rows = work.audit.page(assessment_id, None, None, 0, count)[::-1]
        change = _undoable(rows, actor)
        if len(rows) < count or (change is not None and _is_whole(change, rows)):
            return change
        if change is None and count >= LOOK_BACK_AT_MOST:
            return None
        count *= 4


def _is_whole(change: Change, rows: Sequence[AuditRow]) -> bool:
    """Whether it cannot begin before the rows: steps that belong together follow each other within ten seconds."""
    begun = next(row.at for row in rows if row.number >= change.first)
    return change.first > rows[0].number and begun - rows[0].at > TOGETHER


def changes(rows: Iterable[AuditRow], criterion_id: str | None = None) -> list[Change]:
    """The rows, oldest first, as changes, with one person's steps put together."""
    told: list[Change] = []
    for row in rows:
        change = _change(row, criterion_id)
        if change is None:
            continue
        if told and told[-1].first == change.first:
            told[-1] = _joined(told[-1], change, told[-1].answers + change.answers)
        elif row.part_of is None and (place := _step_before(told, change)) is not None:
            step = AnswerChange(before=told[place].answers[0].before, after=change.answers[0].after)
            told[place] = _joined(told[place], change, (step,))
        else:
            told.append(change)
    return [change for change in told if any(one.parts for one in change.answers)]


def _undoable(rows: Sequence[AuditRow], actor: Actor) -> Change | None:
    """Goes back from the newest, and minds what of each answer was changed, or taken back, after a change."""
    taken_back: set[tuple[int | None, str, Part]] = set()
    changed_since: set[tuple[str, Part]] = set()
    for change in reversed(changes(rows)):
        parts = {(one.criterion, names) for one in change.answers for names in one.parts}
        if change.act == "undo":
            taken_back |= {(change.refers_to, *part) for part in parts}
            continue
        standing = {part for part in parts if (change.last, *part) not in taken_back}
        if change.actor == actor.id and (free := standing - changed_since):
            return _reduced(change, free)
        changed_since |= standing
    return None


def _reduced(change: Change, parts: set[tuple[str, Part]]) -> Change:
    """To some parts of some answers."""
    answers = []
    for one in change.answers:
        names = [name for criterion, part in parts if criterion == one.criterion for name in part]
        if names:
            before = one.after.model_copy(update={name: getattr(one.before, name) for name in names})
            answers.append(AnswerChange(before=before, after=one.after))
    return change.model_copy(update={"answers": tuple(answers)})


def _change(row: AuditRow, criterion_id: str | None) -> Change | None:
    if row.act in WHOLE and criterion_id is not None:
        answers = _answer_in(row, criterion_id)
    elif row.act in ("answer", "undo") and row.new is not None:
        before = Answer(criterion=row.subject) if row.old is None else Answer.model_validate_json(row.old)
        answers = (AnswerChange(before=before, after=Answer.model_validate_json(row.new)),)
    else:
        return None
    if not answers:
        return None
    return Change(
        first=row.part_of or row.number,
        last=row.number,
        at=row.at,
        actor=row.actor,
        actor_name=row.actor_name,
        act=row.act,
        answers=answers,
        refers_to=row.refers_to,
    )


def _answer_in(row: AuditRow, criterion_id: str) -> tuple[AnswerChange, ...]:
    """Of an assessment that came in whole."""
    found = [one for one in json.loads(row.new or "{}").get("answers", []) if one["criterion"] == criterion_id]
    empty = Answer(criterion=criterion_id)
    return tuple(AnswerChange(before=empty, after=Answer.model_validate_json(json.dumps(one))) for one in found)


def _step_before(told: Sequence[Change], change: Change) -> int | None:
    """The place of the change that this one goes on with: the same person's last one, of the same answer, at once
    before and with nobody else's between them.
    """
    step = change.answers[0]
    for place in range(len(told) - 1, -1, -1):
        last = told[place]
        if change.at - last.at > TOGETHER:
            return None
        is_on_it = any(one.criterion == step.criterion for one in last.answers)
        if last.actor == change.actor:
            alone = (last.act, change.act) == ("answer", "answer") and len(last.answers) == 1
            return place if alone and is_on_it and _goes_on(last.answers[0], step) else None
        if is_on_it:
            return None
    return None


def _goes_on(last: AnswerChange, step: AnswerChange) -> bool:
    """From a score to another, or from a note to a longer one. To clear or to set aside is an act of its own."""
    name = STEPS.get(step.parts)
    if name is None or last.parts != step.parts:
        return False
    return all(getattr(one.after, name) not in (None, "") for one in (last, step))


def _joined(last: Change, change: Change, answers: tuple[AnswerChange, ...]) -> Change:
    return last.model_copy(update={"last": change.last, "at": change.at, "answers": answers})
