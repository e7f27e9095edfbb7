"""Text inside a picture, where nothing wraps by itself."""

import re

from assess.presentation.formats import ems, shortened

PIECES = re.compile(r"[⺀-鿿＀-￯　-〿]|[^\s⺀-鿿＀-￯　-〿]+\s?|\s")
NEVER_FIRST = "，。、；：？！）》”’％"


def wrapped(text: str, width: float, lines: int) -> list[str]:
    """At most so many lines of at most `width` ems, broken at spaces or between Chinese characters."""
    found = [""]
    pieces = PIECES.findall(" ".join(text.split()))
    for number, piece in enumerate(pieces):
        fits = ems(found[-1] + piece.rstrip()) <= width
        if not fits and found[-1] and piece not in NEVER_FIRST:
            if len(found) == lines:
                found[-1] += "".join(pieces[number:])
                break
            found.append("")
        found[-1] += piece
    return [shortened(line, width) for line in found]
