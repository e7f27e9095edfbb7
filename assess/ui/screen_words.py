"""The words of the screens, in the session's language."""

import re

from assess.errors import AssessError
from assess.i18n import word
from assess.model.value import Text
from assess.ui.session import language

MARKS = r"\`*_{}[]()#+-.!|<>~:$&"
LINKED = re.compile(r"https?(?=:)|ftp(?=:)|www(?=\.)|\S(?=@)", re.IGNORECASE)  # what becomes a link by itself


def say(code: str, **facts: object) -> str:
    """A word or sentence of the screens, as Markdown; people's texts among the facts go through `plain` first."""
    return word("screens", code, language(), **facts)


def tell(text: Text) -> str:
    """A text of the framework, to be set as Markdown."""
    return plain(label(text))


def label(text: Text) -> str:
    """The same for the few places that do not read Markdown: the options of a select box."""
    return text.written_in(language())


def told(error: AssessError) -> str:
    """An error's sentence, to be set as Markdown; its own English where it has no words."""
    try:
        return plain(word("errors", error.code, language(), **error.facts))
    except KeyError:
        return plain(str(error))


def plain(text: str) -> str:
    """A person's text with the marks of Markdown made harmless, and no address in it made a link."""
    apart = LINKED.sub(lambda found: f"{found[0]}\N{WORD JOINER}", text)
    return "".join(f"\\{letter}" if letter in MARKS else letter for letter in apart)
