"""What was changed of the answers, by whom and when; and the last change taken back."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from assess.errors import NothingToUndo
from assess.i18n import worded
from assess.model.assessment import Answer
from assess.model.people import Actor
from assess.model.value import Value
from assess.services.answering import PARTS, open_for_change, put_answers, together
from assess.services.assessing import OpenAssessment
from assess.storage.audit import AuditRow
from assess.workspace import Workspace

TOGETHER = timedelta(seconds=10)  # one person's steps on the way to an answer are one change
LOOK_BACK = 200  # rows
WHOLE = ("start", "import")


class AnswerChange(Value):
    """An answer before and after; `before` is None where nobody had said anything."""

    before: Answer | None
    after: Answer


class Change(Value):
    """What one person changed in one act, or in steps of one answer within ten seconds of each other.

    `first` and `last` are the numbers of its audit rows; `at` is when the last was made, in UTC. `act` is answer,
    undo, import.
    """

    first: int
    last: int
    at: datetime
    actor: str
    actor_name: str
    act: str
    answers: tuple[AnswerChange, ...]


def history_of(workspace: Workspace, actor: Actor, assessment_id: str, criterion_id: str) -> tuple[Change, ...]:
    """The changes of one answer, the newest first. Raises NotFound."""
    with workspace.look_in() as work:
        work.assessments.acts(assessment_id)
        rows = work.audit.read_on(assessment_id, (criterion_id, "assessment"))
    return tuple(reversed(changes(rows, criterion_id)))


def last_change(workspace: Workspace, actor: Actor, assessment_id: str) -> Change | None:
    """The person's last change that can be taken back; of those taken back already, the one before."""
    with workspace.look_in() as work:
        rows = work.audit.latest(assessment_id, LOOK_BACK)
    return _undoable(rows, actor)


def undo(workspace: Workspace, actor: Actor, assessment_id: str, change_number: int) -> OpenAssessment:
    """Takes the person's last change back, where it still is the last: `change_number` is its `last`.

    What others have changed since of the same answers, and elsewhere in them, stays. Raises NothingToUndo.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        change = _undoable(work.audit.latest(assessment_id, LOOK_BACK), actor)
        if change is None or change.last != change_number:
            raise worded(NothingToUndo, "nothing_to_undo")
        back: dict[str, tuple[Answer, int]] = {}
        for one in change.answers:
            criterion = one.after.criterion
            current = stored.assessment.answer(criterion)
            answer = together(one.after, one.before or Answer(criterion=criterion), current)
            if answer is None:
                raise worded(NothingToUndo, "nothing_to_undo")
            back[criterion] = (answer, stored.versions.get(criterion, 0))
        return put_answers(work, actor, at, assessment_id, stored, back, act="undo", refers_to=change.last)


def changes(rows: Iterable[AuditRow], criterion_id: str | None = None) -> list[Change]:
    """The rows as changes, in their order, with one person's steps put together."""
    told: list[Change] = []
    for row in rows:
        change = _change(row, criterion_id)
        if change is None:
            continue
        if told and _is_same_act(told[-1], row, change):
            told[-1] = _joined(told[-1], change, told[-1].answers + change.answers)
        elif told and _is_next_step(told[-1], change):
            step = AnswerChange(before=told[-1].answers[0].before, after=change.answers[0].after)
            told[-1] = _joined(told[-1], change, (step,))
        else:
            told.append(change)
    return told


def _undoable(newest_first: Iterable[AuditRow], actor: Actor) -> Change | None:
    rows = [row for row in newest_first if row.actor == actor.id]
    taken_back = {row.refers_to for row in rows if row.act == "undo"}
    own = changes(row for row in reversed(rows) if row.act == "answer")
    return next((change for change in reversed(own) if change.last not in taken_back), None)


def _change(row: AuditRow, criterion_id: str | None) -> Change | None:
    if row.act in WHOLE and criterion_id is not None:
        answers = _answer_in(row, criterion_id)
    elif row.act in ("answer", "undo") and row.new is not None:
        before = Answer.model_validate_json(row.old) if row.old is not None else None
        answers = (AnswerChange(before=before, after=Answer.model_validate_json(row.new)),)
    else:
        return None
    if not answers:
        return None
    return Change(
        first=row.number,
        last=row.number,
        at=row.at,
        actor=row.actor,
        actor_name=row.actor_name,
        act=row.act,
        answers=answers,
    )


def _answer_in(row: AuditRow, criterion_id: str) -> tuple[AnswerChange, ...]:
    """Of an assessment that came in whole."""
    found = [one for one in json.loads(row.new or "{}").get("answers", []) if one["criterion"] == criterion_id]
    return tuple(AnswerChange(before=None, after=Answer.model_validate_json(json.dumps(one))) for one in found)


def _is_same_act(last: Change, row: AuditRow, change: Change) -> bool:
    return row.part_of is not None and row.part_of == last.first and change.act == last.act


def _is_next_step(last: Change, change: Change) -> bool:
    """The same person, the same part of the same answer, at once after the step before."""
    if (last.act, change.act) != ("answer", "answer") or len(last.answers) > 1 or last.actor != change.actor:
        return False
    step, following = last.answers[0], change.answers[0]
    return (
        following.before == step.after
        and change.at - last.at <= TOGETHER
        and _changed_parts(step) == _changed_parts(following)
    )


def _changed_parts(change: AnswerChange) -> list[bool]:
    before = change.before or Answer(criterion=change.after.criterion)
    return [any(getattr(before, name) != getattr(change.after, name) for name in names) for names in PARTS]


def _joined(last: Change, change: Change, answers: tuple[AnswerChange, ...]) -> Change:
    return last.model_copy(update={"last": change.last, "at": change.at, "answers": answers})
