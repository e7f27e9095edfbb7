"""Answering: every change of an answer, and what becomes of two that meet."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from assess import __version__
from assess.errors import Conflict, Finished, InvalidAnswer
from assess.i18n import worded
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
) -> SavedAnswer:
    """Saves an answer over the version that was seen, with its audit row and the new scorecard, or nothing.

    `known`, the assessment as it was opened, spares the reading while nobody has changed it since.
    Raises Conflict with both answers where somebody saved in between, InvalidAnswer, Finished, NotFound,
    StorageUnavailable.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id, known)
        opened = put_answers(work, actor, at, assessment_id, stored, {answer.criterion: (answer, expected_version)})
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
        return put_answers(work, actor, at, assessment_id, stored, changed)


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


def keep_unsettled(workspace: Workspace, actor: Actor, assessment_id: str, answer: Answer) -> OpenAssessment:
    """Keeps an answer that met another one, so that the choice between them survives whatever happens.

    The same answer is kept once.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        check_answer(stored.framework, stored.assessment.assessed_on, answer)
        if answer not in [one.answer for one in stored.unsettled]:
            put_unsettled(work, actor, at, assessment_id, answer)
        return reopened(work, assessment_id)


def settle(
    workspace: Workspace,
    actor: Actor,
    assessment_id: str,
    number: int,
    kept: Literal["mine", "theirs"],
    seen_version: int,
) -> OpenAssessment:
    """Chooses between an unsettled answer (`mine`) and the saved one; what is settled already is left as it is.

    What was not in question between the two stays as it is. Raises Conflict where the saved one was changed after it
    was seen: then the choice is another one.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id)
        one = next((one for one in stored.unsettled if one.number == number), None)
        if one is None:
            return reopened(work, assessment_id)
        work.assessments.remove_unsettled(assessment_id, number)
        old, subject = one.answer.model_dump_json(), one.answer.criterion
        end = work.audit.write(assessment_id, actor, at, "settle", subject, old, kept, refers_to=number)
        if kept == "mine":
            changed = {subject: (_chosen(work, assessment_id, one), seen_version)}
            put_answers(work, actor, at, assessment_id, stored, changed, part_of=end.length)
        work.assessments.touch(assessment_id, at)
        return reopened(work, assessment_id)


def chosen_answer(workspace: Workspace, actor: Actor, assessment_id: str, one: UnsettledAnswer) -> Answer:
    """What will stand if an unsettled answer is chosen."""
    with workspace.look_in() as work:
        return _chosen(work, assessment_id, one)


def _chosen(work: UnitOfWork, assessment_id: str, one: UnsettledAnswer) -> Answer:
    """In question is what the unsettled answer had otherwise than the saved one that it met."""
    criterion = one.answer.criterion
    met = Answer(criterion=criterion)
    for row in work.audit.read_on(assessment_id, (criterion, "assessment")):
        if row.number < one.number and row.new is not None:
            if row.act in ("answer", "undo"):
                met = Answer.model_validate_json(row.new)
            elif row.act in ("start", "import"):
                met = Assessment.model_validate_json(row.new).answer(criterion)
    return upon(work.assessments.answer(assessment_id, criterion)[0], met, one.answer)


def upon(stands: Answer, base: Answer, mine: Answer) -> Answer:
    """What stands, with what `mine` has otherwise than `base`."""
    changed = [names for names in PARTS if any(getattr(base, name) != getattr(mine, name) for name in names)]
    return stands.model_copy(update={name: getattr(mine, name) for names in changed for name in names})


def together(base: Answer | None, mine: Answer, theirs: Answer) -> Answer | None:
    """Two changes of one answer as one; None where both changed the same and differently.

    `base` is what both were made upon. Score and reason are one thing to change, for either rules the other out.
    """
    base = base or Answer(criterion=mine.criterion)
    kept: dict[str, object] = {}
    for names in PARTS:
        was, one, other = ([getattr(answer, name) for name in names] for answer in (base, mine, theirs))
        if one not in (was, other) and other != was:
            return None
        kept |= dict(zip(names, other if one == was else one, strict=True))
    return mine.model_copy(update=kept)


# What can be changed of an answer by itself.
PARTS = (("score", "not_applicable"), ("note",), ("evidence",), ("plan",))


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


def put_unsettled(work: UnitOfWork, actor: Actor, at: datetime, assessment_id: str, answer: Answer) -> None:
    end = work.audit.write(assessment_id, actor, at, "conflict", answer.criterion, None, answer.model_dump_json())
    one = UnsettledAnswer(number=end.length, answer=answer, at=at, actor=actor.id, actor_name=actor.name)
    work.assessments.add_unsettled(assessment_id, one, actor)
    work.assessments.touch(assessment_id, at)


def put_answers(
    work: UnitOfWork,
    actor: Actor,
    at: datetime,
    assessment_id: str,
    stored: StoredAssessment,
    changed: dict[str, tuple[Answer, int]],
    act: str = "answer",
    part_of: int | None = None,
    refers_to: int | None = None,
) -> OpenAssessment:
    """One act: answers over the versions that were seen, an audit row for each, and the scorecard."""
    versions = dict(stored.versions)
    end = stored.chain
    if len(changed) > 1 and part_of is None:
        part_of = end.length + 1
    for criterion, (answer, seen) in changed.items():
        check_answer(stored.framework, stored.assessment.assessed_on, answer)
        if not work.assessments.put_answer(assessment_id, answer, seen, at):
            raise _conflict(work, assessment_id, answer)
        old = stored.assessment.answer(criterion).model_dump_json() if seen else None
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
