"""A table as a CSV file that a spreadsheet opens as it is meant: in its letters, and with no cell a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# With these a cell begins a formula, in some spreadsheet or other; full-width forms are read as the plain ones.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\0")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel shows Chinese as noise; every cell quoted, lines end in CRLF.

    A cell that could be read as a formula begins with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([_as_text(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    # Spaces before a formula do not keep every spreadsheet from it.
    return f"'{cell}" if cell.lstrip(" \u00a0\u3000").startswith(BEGINS_A_FORMULA) else cell
