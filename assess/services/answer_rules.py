"""What a framework allows as an answer; the last check before the database, whatever screen or file it came from."""

from datetime import date

from pydantic import ValidationError

from assess.errors import InvalidAnswer
from assess.i18n import worded
from assess.model.assessment import NOTE_LENGTH, Answer
from assess.model.framework import Framework, Kind


def check_answer(framework: Framework, assessed_on: date, answer: Answer) -> None:
    """Raises InvalidAnswer; its code and facts make the sentence in `words/errors.yaml`."""
    criterion = framework.criteria.get(answer.criterion)
    if criterion is None:
        raise worded(InvalidAnswer, "unknown_criterion", criterion=answer.criterion)
    top = framework.top_score
    # Values that were built without validation, as a screen's may be, are looked at as well.
    if answer.score is not None and (type(answer.score) is not int or not 0 <= answer.score <= top):
        raise worded(InvalidAnswer, "score_off_scale", top=top)
    if answer.not_applicable is not None:
        if answer.score is not None:
            raise worded(InvalidAnswer, "score_and_reason")
        if criterion.kind is Kind.RESULT or answer.not_applicable not in criterion.not_applicable:
            raise worded(InvalidAnswer, "reason_not_listed", id=criterion.id)
    if len(answer.note) > NOTE_LENGTH:
        raise worded(InvalidAnswer, "note_too_long", limit=NOTE_LENGTH)
    for item in answer.evidence:
        if item.dated is not None and item.dated > assessed_on:
            raise worded(InvalidAnswer, "evidence_from_the_future", dated=item.dated, assessed_on=assessed_on)
    _check_texts(answer)


def _check_texts(answer: Answer) -> None:
    try:
        Answer.model_validate(answer.model_dump())
    except ValidationError as error:
        raise worded(InvalidAnswer, "text_unusable") from error
