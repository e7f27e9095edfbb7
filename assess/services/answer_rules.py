"""What a framework allows as an answer; the last check before the database, whatever screen or file it came from."""

from datetime import date

from pydantic import ValidationError

from assess.errors import InvalidAnswer
from assess.model.assessment import NOTE_LENGTH, Answer
from assess.model.framework import Framework, Kind


def check_answer(framework: Framework, assessed_on: date, answer: Answer) -> None:
    """Raises InvalidAnswer; its code and facts make the sentence in `words/errors.yaml`."""
    criterion = framework.criteria.get(answer.criterion)
    if criterion is None:
        raise _invalid("unknown_criterion", f"There is no criterion {answer.criterion}.", criterion=answer.criterion)
    top = framework.top_score
    # Values that were built without validation, as a screen's may be, are looked at as well.
    if answer.score is not None and (type(answer.score) is not int or not 0 <= answer.score <= top):
        raise _invalid("score_off_scale", f"A score is a whole number from 0 to {top}.", top=top)
    if answer.not_applicable is not None:
        if answer.score is not None:
            raise _invalid("score_and_reason", "An answer has a score or a reason why it does not apply, not both.")
        if criterion.kind is Kind.RESULT or answer.not_applicable not in criterion.not_applicable:
            raise _invalid(
                "reason_not_listed", f"{criterion.id} may not be set aside for this reason.", id=criterion.id
            )
    if len(answer.note) > NOTE_LENGTH:
        raise _invalid(
            "note_too_long", f"The note is longer than {NOTE_LENGTH} characters. Shorten it.", limit=NOTE_LENGTH
        )
    for item in answer.evidence:
        if item.dated is not None and item.dated > assessed_on:
            raise _invalid(
                "evidence_from_the_future",
                f"The evidence is dated {item.dated}, after the assessment of {assessed_on}. Mend the date.",
                dated=item.dated,
                assessed_on=assessed_on,
            )
    _check_texts(answer)


def _check_texts(answer: Answer) -> None:
    try:
        Answer.model_validate(answer.model_dump())
    except ValidationError as error:
        raise _invalid("text_unusable", "A text of the answer cannot be stored. Type it again.") from error


def _invalid(code: str, message: str, **facts: object) -> InvalidAnswer:
    return InvalidAnswer(message, code, **facts)
