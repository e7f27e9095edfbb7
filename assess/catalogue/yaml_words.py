"""What is wrong with a line of YAML, in words: the fault, and what to do."""

import re

import yaml

_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")


def unclear_words(text: str) -> tuple[str, str]:
    written = quoted(text)
    if text.lower() in ("yes", "no", "on", "off", "true", "false"):
        meant = "true" if text.lower() in ("yes", "on", "true") else "false"
        return f"{written} may be a text or {meant}.", f'Write {meant}, or put the text in quotes: "{text}".'
    if _DATE.fullmatch(text):
        return f"{written} may be a text or a date.", "Put it in quotes."
    return f"{written} may be a text or a number.", "Put the text in quotes, or write a plain decimal number."


_SYNTAX = {
    "mapping values are not allowed": (
        "A colon with a space after it stands where none can be.",
        "Put a text that holds a colon in quotes, and look at the indentation.",
    ),
    "did not find expected key": (
        "The indentation does not fit the lines above, or a quote is not closed.",
        "Line the field up with its neighbours.",
    ),
    "did not find expected '-' indicator": (
        "The indentation does not fit the list above.",
        "Line the dash up with the other items.",
    ),
    "did not find expected ','": (
        "A bracket is not closed, or a comma is missing.",
        "Look at this line and the one above.",
    ),
    "could not find expected ':'": ("A name is not followed by a colon.", "Write `name: value`."),
    "found unexpected end of stream": ("A quote is opened and never closed.", "Close it."),
    "did not find expected node content": (
        "A value is missing inside brackets.",
        "Remove the comma, or write the value.",
    ),
    "found unknown escape character": (
        "A backslash in double quotes does not make a known character.",
        "Use single quotes, or double the backslash.",
    ),
}


def syntax_words(error: yaml.MarkedYAMLError, text: str, line: int) -> tuple[str, str]:
    rows = text.split("\n")
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "The line is indented with a tab.", "Indent with spaces."
    for beginning, words in _SYNTAX.items():
        if (error.problem or "").startswith(beginning):
            return words
    return (
        "This is not valid YAML.",
        "Look at the indentation, quotes and brackets here and on the line above.",
    )


def quoted(text: object, length: int = 60) -> str:
    """A name or value as it is shown in a sentence: short, printable and between backticks."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in str(text)[:length])
    return f"`{shown}{'...' if len(str(text)) > length else ''}`"
