"""What every value of the model is made of."""

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError

from assess.i18n import Language

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # Unicode's category Cc but for tab and line feed
INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))  # the categories whose characters leave no ink
# Nor do these, which stand in other categories.
BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


class Value(BaseModel):
    """A frozen value; a field that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other fields, unchecked. What was derived and kept of the original is not the copy's."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


def without_control_characters(text: str) -> str:
    """A person's text as it can be stored, printed and put into a cell: lines end with LF, tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text)


def _sentence(text: str) -> str:
    # Stripped once more: a space may have stood behind a control character, and would be lost in the next reading.
    text = without_control_characters(text).strip()
    if all(unicodedata.category(character) in INVISIBLE or BLANK.match(character) for character in text):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return text


def _plain_date(value: Any) -> Any:
    # Left to itself pydantic reads "1767225600" as a date, too.
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    if isinstance(value, date):
        return value
    raise PydanticCustomError("date_type", "not a date written as YYYY-MM-DD")


LARGEST = 10**15  # so that sums and products stay numbers, and print
Day = Annotated[date, BeforeValidator(_plain_date)]
Written = Annotated[str, AfterValidator(without_control_characters)]
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(without_control_characters)]
Figure = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
# The length comes first: after a validator, pydantic would measure it before the spaces are stripped.
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_sentence)]


class Text(Value):
    """A text of the content in both languages; where the Chinese is missing the English is shown."""

    en: Sentence
    zh: Sentence | None = None

    def written_in(self, language: Language) -> str:
        return self.zh or self.en if language is Language.ZH else self.en
