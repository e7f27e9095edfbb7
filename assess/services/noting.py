"""Notes, which are saved while they are typed: each over the note that it was typed upon, and over no other."""

from collections.abc import Collection
from datetime import datetime

from assess.model.people import Actor
from assess.services.answer_rules import check_answer
from assess.services.answering import open_for_change, put_answers, put_unsettled, reopened
from assess.services.assessing import OpenAssessment, is_up_to_date, open_assessment
from assess.storage.assessments import StoredAssessment
from assess.storage.unit_of_work import UnitOfWork
from assess.workspace import Workspace


def record_note(
    workspace: Workspace,
    actor: Actor,
    assessment_id: str,
    criterion_id: str,
    note: str,
    base: str,
    sent: Collection[str] = (),
    known: OpenAssessment | None = None,
) -> OpenAssessment:
    """Saves a note over the note `base` that it was typed upon; where another one stands by now, both are kept.

    `sent` are the texts on the way to this one of which its writer has not heard what became of them: one of them may
    be what stands, and those that wait for a choice give way to this one. `known` spares the reading while nobody has
    changed anything. Raises InvalidAnswer, Finished, NotFound, StorageUnavailable.
    """
    at = workspace.clock()
    if known is None or not is_up_to_date(workspace, actor, known):
        known = open_assessment(workspace, actor, assessment_id)
    if note in (known.assessment.answer(criterion_id).note, *notes_that_wait(known, criterion_id)):
        return known
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id, known)
        stands = stored.assessment.answer(criterion_id)
        answer = stands.model_copy(update={"note": note})
        check_answer(stored.framework, stored.assessment.assessed_on, answer)
        _give_way(work, actor, at, assessment_id, stored, criterion_id, sent)
        if stands.note not in (base, *sent):
            put_unsettled(work, actor, at, assessment_id, answer, stands)
            return reopened(work, assessment_id)
        changed = {criterion_id: (answer, stored.versions.get(criterion_id, 0))}
        opened = put_answers(work, actor, at, assessment_id, stored, changed)
        return reopened(work, assessment_id) if stored.unsettled else opened


def notes_that_wait(opened: OpenAssessment, criterion_id: str) -> tuple[str, ...]:
    """The notes of a criterion that wait for a choice between them and the saved one."""
    saved = opened.assessment.answer(criterion_id).note
    waiting = [one.answer.note for one in opened.unsettled if one.answer.criterion == criterion_id]
    return tuple(note for note in waiting if note != saved)


def _give_way(
    work: UnitOfWork,
    actor: Actor,
    at: datetime,
    assessment_id: str,
    stored: StoredAssessment,
    criterion_id: str,
    sent: Collection[str],
) -> None:
    """A person who types on after a conflict is asked about the newest text, not about each on the way to it."""
    for one in stored.unsettled:
        if one.actor == actor.id and one.answer.criterion == criterion_id and one.answer.note in sent:
            old = one.answer.model_dump_json()
            work.assessments.remove_unsettled(assessment_id, one.number)
            work.audit.write(assessment_id, actor, at, "settle", criterion_id, old, "grown", refers_to=one.number)
            work.assessments.touch(assessment_id, at)
