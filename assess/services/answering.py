"""Answering: every change of an answer, and what becomes of two that meet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from assess import __version__
from assess.errors import Conflict, Finished, InvalidAnswer
from assess.i18n import worded
from assess.model.answer_parts import upon
from assess.model.assessment import Answer, Assessment, UnsettledAnswer
from assess.model.framework import Framework
from assess.model.people import Actor
from assess.model.value import Value
from assess.scoring import score_assessment
from assess.services.answer_rules import check_answer
from assess.services.assessing import OpenAssessment, opened_as, stored_as
from assess.storage.assessments import StoredAssessment
from assess.storage.unit_of_work import UnitOfWork
from assess.workspace import Workspace


class SavedAnswer(Value):
    """An answer that is durable, and the assessment as it stands with it; `saved_at` is UTC."""

    answer: Answer
    version: int
    saved_at: datetime
    opened: OpenAssessment


def record_answer(
    workspace: Workspace,
    actor: Actor,
    assessment_id: str,
    answer: Answer,
    expected_version: int,
    known: OpenAssessment | None = None,
    base: Answer | None = None,
) -> SavedAnswer:
    """Saves an answer over the version that was seen, with its audit row and the new scorecard, or nothing.

    `known`, the assessment as it was opened, spares the reading while nobody has changed it since. `base` is the
    answer of that version as it was seen: after a restore the number of a version may stand for another answer.
    Raises Conflict with both answers where somebody saved in between, InvalidAnswer, Finished, NotFound,
    StorageUnavailable.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id, known)
        changed = {answer.criterion: (answer, expected_version)}
        bases = {answer.criterion: base} if base is not None else None
        opened = put_answers(work, actor, at, assessment_id, stored, changed, bases)
    version = expected_version + 1
    return SavedAnswer.model_construct(answer=answer, version=version, saved_at=at, opened=opened)


def set_aside(
    workspace: Workspace, actor: Actor, assessment_id: str, reasons: dict[str, str], seen: OpenAssessment
) -> OpenAssessment:
    """Marks several criteria as not applicable in one act: criterion to reason. Notes and evidence stay.

    Raises Conflict where one of them was changed after it was `seen`; then none is set aside.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id, seen)
        changed = {
            criterion: (
                stored.assessment.answer(criterion).model_copy(update={"score": None, "not_applicable": reason}),
                seen.version(criterion),
            )
            for criterion, reason in reasons.items()
        }
        bases = {criterion: seen.assessment.answer(criterion) for criterion in reasons}
        return put_answers(work, actor, at, assessment_id, stored, changed, bases)


def mark_for_review(
    workspace: Workspace, actor: Actor, assessment_id: str, criterion_id: str, marked: bool
) -> OpenAssessment:
    """Marks a criterion, or takes the mark away. Marking what is marked changes nothing."""
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        if criterion_id not in stored.framework.criteria:
            raise worded(InvalidAnswer, "unknown_criterion", criterion=criterion_id)
        if marked != (criterion_id in stored.marks):
            work.assessments.put_mark(assessment_id, criterion_id, marked)
            work.audit.write(assessment_id, actor, at, "mark" if marked else "unmark", criterion_id, None, None)
            work.assessments.touch(assessment_id, at)
        return reopened(work, assessment_id)


def keep_unsettled(
    workspace: Workspace, actor: Actor, assessment_id: str, answer: Answer, met: Answer | None = None
) -> OpenAssessment:
    """Keeps an answer that met another one, so that the choice between them survives whatever happens.

    `met` is the saved answer that it met, the one that stands if none is named. The same answer is kept once.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        check_answer(stored.framework, stored.assessment.assessed_on, answer)
        if answer not in [one.answer for one in stored.unsettled]:
            put_unsettled(work, actor, at, assessment_id, answer, met or stored.assessment.answer(answer.criterion))
        return reopened(work, assessment_id)


def settle(
    workspace: Workspace,
    actor: Actor,
    assessment_id: str,
    one: UnsettledAnswer,
    kept: Literal["mine", "theirs"],
    seen_version: int,
    base: Answer | None = None,
) -> OpenAssessment:
    """Chooses between an unsettled answer (`mine`) and the saved one; what is settled already is left as it is.

    What was not in question between the two stays as it is. Raises Conflict where the saved one was changed after it
    was seen, in that version and as `base`: then the choice is another one.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        if one not in stored.unsettled:
            return reopened(work, assessment_id)
        work.assessments.remove_unsettled(assessment_id, one.number)
        old, subject = one.answer.model_dump_json(), one.answer.criterion
        end = work.audit.write(assessment_id, actor, at, "settle", subject, old, kept, refers_to=one.number)
        if kept == "mine":
            changed = {subject: (chosen_answer(one, stored.assessment.answer(subject)), seen_version)}
            bases = {subject: base} if base is not None else None
            put_answers(work, actor, at, assessment_id, stored, changed, bases, part_of=end.length)
        work.assessments.touch(assessment_id, at)
        return reopened(work, assessment_id)


def chosen_answer(one: UnsettledAnswer, stands: Answer) -> Answer:
    """What will stand if an unsettled answer is chosen: in question is what it had otherwise than the one it met."""
    return upon(stands, one.met, one.answer)


def open_for_change(work: UnitOfWork, assessment_id: str, known: OpenAssessment | None = None) -> StoredAssessment:
    """The assessment as it stands, read only where `known` is not what stands. Raises NotFound, Finished."""
    if known is not None and known.id == assessment_id and work.assessments.chain(assessment_id) == known.chain:
        stored = stored_as(known)
    else:
        stored = work.assessments.get(assessment_id)
    if stored.finished_at is not None:
        raise worded(Finished, "finished", revision=stored.revision)
    return stored


def reopened(work: UnitOfWork, assessment_id: str) -> OpenAssessment:
    stored = work.assessments.get(assessment_id)
    return opened_as(assessment_id, stored, score_assessment(stored.framework, stored.assessment))


def put_unsettled(
    work: UnitOfWork, actor: Actor, at: datetime, assessment_id: str, answer: Answer, met: Answer
) -> None:
    old, new = met.model_dump_json(), answer.model_dump_json()
    end = work.audit.write(assessment_id, actor, at, "conflict", answer.criterion, old, new)
    one = UnsettledAnswer(number=end.length, answer=answer, met=met, at=at, actor=actor.id, actor_name=actor.name)
    work.assessments.add_unsettled(assessment_id, one, actor)
    work.assessments.touch(assessment_id, at)


def put_answers(
    work: UnitOfWork,
    actor: Actor,
    at: datetime,
    assessment_id: str,
    stored: StoredAssessment,
    changed: Mapping[str, tuple[Answer, int]],
    bases: Mapping[str, Answer] | None = None,
    act: str = "answer",
    part_of: int | None = None,
    refers_to: int | None = None,
) -> OpenAssessment:
    """One act: answers over the versions that were seen, an audit row for each, and the scorecard.

    `bases` are the answers of those versions, where they were seen. Raises Conflict.
    """
    versions = dict(stored.versions)
    end = stored.chain
    if len(changed) > 1 and part_of is None:
        part_of = end.length + 1
    for criterion, (answer, seen) in changed.items():
        check_answer(stored.framework, stored.assessment.assessed_on, answer)
        stands = stored.assessment.answer(criterion)
        as_seen = bases is None or bases[criterion] == stands
        if not as_seen or not work.assessments.put_answer(assessment_id, answer, seen, at):
            raise _conflict(work, assessment_id, answer)
        old = stands.model_dump_json() if seen else None
        new = answer.model_dump_json()
        end = work.audit.write(assessment_id, actor, at, act, criterion, old, new, part_of, refers_to)
        versions[criterion] = seen + 1
    after = _with_answers(stored.framework, stored.assessment, [answer for answer, _ in changed.values()])
    scorecard = score_assessment(stored.framework, after)
    work.assessments.put_scorecard(assessment_id, scorecard, __version__)
    now = replace(stored, assessment=after, versions=versions, updated_at=at, chain=end)
    return opened_as(assessment_id, now, scorecard)


def _with_answers(framework: Framework, assessment: Assessment, changed: list[Answer]) -> Assessment:
    """The assessment as it is read back: one answer a criterion, in the framework's order."""
    answers = {one.criterion: one for one in (*assessment.answers, *changed)}
    return assessment.model_copy(update={"answers": tuple(answers[id] for id in framework.criteria if id in answers)})


def _conflict(work: UnitOfWork, assessment_id: str, mine: Answer) -> Conflict:
    theirs, version = work.assessments.answer(assessment_id, mine.criterion)
    last = work.audit.last_of(assessment_id, mine.criterion)
    who = last.actor_name if last else ""
    when = last.at if last else None
    return worded(
        Conflict,
        "conflict",
        mine=mine,
        theirs=theirs,
        version=version,
        criterion=mine.criterion,
        who=who,
        when=when,
    )
