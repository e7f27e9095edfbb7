"""The two languages, and the interface's words."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

WORDS = Path(__file__).parent / "words"

E = TypeVar("E", bound=Exception)


class Language(StrEnum):
    EN = "en"
    ZH = "zh"

    @property
    def html(self) -> str:
        """The tag for `lang=`: zh-Hans keeps browsers and WeasyPrint from the Japanese cut."""
        return {"en": "en", "zh": "zh-Hans"}[self.value]

    @property
    def between_sentences(self) -> str:
        return {"en": " ", "zh": ""}[self.value]


@cache
def words(area: str) -> dict[str, dict[str, str]]:
    """The words of one area (`words/<area>.yaml`): code to {en, zh}."""
    with (WORDS / f"{area}.yaml").open(encoding="utf-8") as file:
        entries: dict[str, dict[str, str]] = yaml.load(file, Loader=yaml.CSafeLoader)
    return entries


def counted_word(area: str, code: str, language: Language, count: float, **facts: object) -> str:
    """The word for so many: of one `<code>_one`, where there is such a word. `count` is among the facts."""
    singular = f"{code}_one"
    return word(area, singular if count == 1 and singular in words(area) else code, language, count=count, **facts)


def word(area: str, code: str, language: Language, **facts: object) -> str:
    """The word or sentence `code` of an area, its {placeholders} filled from `facts`.

    Raises KeyError for a code that does not exist: a missing word is a fault, not a gap to print.
    """
    text = words(area)[code][language]
    return text.format(**facts) if facts else text


def worded(kind: Callable[..., E], code: str, /, **facts: object) -> E:
    """An error of a kind with its English sentence, and the code and facts that make the one in any language."""
    return kind(word("errors", code, Language.EN, **facts), code, **facts)
