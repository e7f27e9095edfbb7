"""The audit trail as a table for a spreadsheet, in words; it is made without a session: on the click, in a thread."""

from assess.exchange.csv_file import write_csv
from assess.i18n import Language, word
from assess.model.audit import AuditRow
from assess.model.framework import Framework
from assess.model.people import Actor
from assess.presentation.changes import person_words, row_lines
from assess.services.auditing import whole_trail
from assess.workspace import Workspace

COLUMNS = ("number", "at", "who", "act", "subject", "what", "old", "new", "hash")
LONGEST = 32_000  # letters: a spreadsheet's cell takes no more than 32,767, and says nothing of the others


def trail_table(
    workspace: Workspace, actor: Actor, assessment_id: str, framework: Framework | None, language: Language
) -> bytes:
    """Oldest first, all of it."""
    header = [word("screens", f"audit.{code}", language) for code in COLUMNS]
    rows = whole_trail(workspace, actor, assessment_id)
    return write_csv(header, (_cells(row, framework, language) for row in rows))


def _cells(row: AuditRow, framework: Framework | None, language: Language) -> tuple[str, ...]:
    return (
        str(row.number),
        row.at.isoformat(sep=" ", timespec="seconds"),
        person_words(row.actor_name, language),
        row.act,
        row.subject,
        "; ".join(row_lines(row, framework, language, str)),
        _cut(row.old or ""),
        _cut(row.new or ""),
        row.hash,
    )


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
