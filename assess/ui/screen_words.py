"""The words of the screens, in the session's language."""

import re

from assess.errors import AssessError
from assess.i18n import word
from assess.model.value import Text
from assess.ui.session import language

MARKS = r"\`*_{}[]()#+-.!|<>~:$&"
LINKED = re.compile(r"https?(?=:)|ftp(?=:)|www(?=\.)|\S(?=@)", re.IGNORECASE)  # what becomes a link by itself


def say(code: str, **facts: object) -> str:
    return word("screens", code, language(), **facts)


def tell(text: Text) -> str:
    return text.written_in(language())


def told(error: AssessError) -> str:
    """An error's sentence; the English of the error itself where it has no words of its own."""
    try:
        return word("errors", error.code, language(), **error.facts)
    except KeyError:
        return str(error)


def plain(text: str) -> str:
    """A person's text with the marks of Markdown made harmless, and no address in it made a link."""
    apart = LINKED.sub(lambda found: f"{found[0]}\N{WORD JOINER}", text)
    return "".join(f"\\{letter}" if letter in MARKS else letter for letter in apart)
