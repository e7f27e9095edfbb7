"""A note as the browser sends it, from its field or from a draft that was left."""

from typing import Literal

from pydantic import ValidationError

from assess.errors import InvalidAnswer, NotFound
from assess.model.value import Value
from assess.ui import session


class SentNote(Value):
    """`id` is assessment:criterion; `value` was typed upon the saved note `base`, and `sent` was sent in between."""

    id: str
    base: str
    sent: tuple[str, ...]
    value: str


def save_sent_note(sent: object) -> Literal["done", "later", "never"]:
    """Whether the text is in the database now, may be there at another try, or never will be."""
    try:
        note = SentNote.model_validate(sent)
    except ValidationError:
        return "never"
    assessment, _, criterion = note.id.rpartition(":")
    error = session.save_note(assessment, criterion, note.value, note.base, note.sent)
    if error is None:
        return "done"
    return "never" if isinstance(error, NotFound | InvalidAnswer) else "later"
