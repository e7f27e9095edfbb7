"""The two languages, and the interface's words."""

from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).parent / "words"


class Language(StrEnum):
    EN = "en"
    ZH = "zh"

    @property
    def html(self) -> str:
        """The tag for `lang=`: zh-Hans keeps browsers and WeasyPrint from the Japanese cut."""
        return {"en": "en", "zh": "zh-Hans"}[self.value]


@cache
def words(area: str) -> dict[str, dict[str, str]]:
    """The words of one area (`words/<area>.yaml`): code to {en, zh}."""
    with (WORDS / f"{area}.yaml").open(encoding="utf-8") as file:
        entries: dict[str, dict[str, str]] = yaml.load(file, Loader=yaml.CSafeLoader)
    return entries


def word(area: str, code: str, language: Language, **facts: object) -> str:
    """The word or sentence `code` of an area, its {placeholders} filled from `facts`.

    Raises KeyError for a code that does not exist: a missing word is a fault, not a gap to print.
    """
    text = words(area)[code][language]
    return text.format(**facts) if facts else text
