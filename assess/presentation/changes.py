"""What the audit trail tells, in words.

`typed` says how a person's text is set among them: with Markdown's marks made harmless on a page, as it is in a file.
"""

import json
from collections import Counter
from collections.abc import Callable

from assess.i18n import Language, word
from assess.model.assessment import Answer, Assessment
from assess.model.audit import AuditRow
from assess.model.framework import Framework
from assess.model.people import LOCAL_OWNER
from assess.presentation import formats
from assess.presentation.sentences import AREA

NOTE_WIDTH = 200  # ems
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, StopIteration)  # what was changed past the program

Typed = Callable[[str], str]


def answer_lines(framework: Framework, before: Answer, after: Answer, language: Language, typed: Typed) -> list[str]:
    """A line for each part of an answer that is another than before."""
    lines = []
    if (before.score, before.not_applicable) != (after.score, after.not_applicable):
        lines.append(_score_line(framework, before, after, language, typed))
    if before.note != after.note:
        text = typed(formats.shortened(after.note, NOTE_WIDTH))
        code = "change.note" if text else "change.note_removed"
        lines.append(word(AREA, code, language, text=text))
    for code, left in zip(("added", "removed"), evidence_changes(before, after), strict=True):
        lines += [word(AREA, f"change.evidence_{code}", language, reference=typed(reference)) for reference in left]
    if before.plan != after.plan:
        lines.append(word(AREA, "change.plan", language))
    return lines


def evidence_changes(before: Answer, after: Answer) -> tuple[list[str], list[str]]:
    """What was seen of the items that were added, and of those that were removed."""
    was, now = Counter(before.evidence), Counter(after.evidence)
    added, removed = [[item.reference for item in left.elements()] for left in (now - was, was - now)]
    return added, removed


def score_words(answer: Answer, language: Language) -> str:
    return word(AREA, "change.no_score", language) if answer.score is None else str(answer.score)


def _score_line(framework: Framework, before: Answer, after: Answer, language: Language, typed: Typed) -> str:
    if after.not_applicable is not None:
        reason = framework.reason(after.not_applicable).title.written_in(language)
        return word(AREA, "change.aside", language, reason=typed(reason))
    if before.not_applicable is not None:
        return word(AREA, "change.applies", language, score=score_words(after, language))
    if after.score is None:
        return word(AREA, "change.cleared", language, score=before.score)
    if before.score is None:
        return word(AREA, "change.scored", language, score=after.score)
    return word(AREA, "change.score", language, before=before.score, after=after.score)


def row_lines(row: AuditRow, framework: Framework | None, language: Language, typed: Typed) -> list[str]:
    """What a row of the trail tells, without its subject; never fails, whatever stands in the row."""
    try:
        return _row_lines(row, framework, language, typed)
    except UNREADABLE:
        return [word(AREA, "act.unreadable", language)]


def person_words(name: str, language: Language) -> str:
    return word(AREA, "local_owner", language) if name == LOCAL_OWNER.name else name


def _row_lines(row: AuditRow, framework: Framework | None, language: Language, typed: Typed) -> list[str]:
    code, facts = f"act.{row.act}", {"number": row.refers_to}
    match row.act:
        case "answer" | "undo" if framework is not None:
            lines = _answer_row(row, framework, language, typed)
            return [word(AREA, code, language, **facts), *lines] if row.act == "undo" else lines
        case "conflict" if framework is not None:
            return [word(AREA, code, language), *_answer_row(row, framework, language, typed)]
        case "start" | "import":
            assessment = Assessment.model_validate_json(row.new or "")
            counts = {"answers": len(assessment.answers), "series": len(assessment.series)}
            return [word(AREA, code, language, centre=typed(assessment.centre.name), **counts)]
        case "mark" | "unmark":
            return [word(AREA, code, language)]
        case "settle":
            return [word(AREA, f"{code}_{row.new}", language, **facts)]
        case "finish" | "reopen":
            return [word(AREA, code, language, revision=int(json.loads(row.new or "")["revision"]))]
        case "print":
            _, revision, printed_in = row.subject.split(" ")
            return [word(AREA, f"{code}_{printed_in}", language, revision=int(revision))]
        case "restore":
            return _restore_row(json.loads(row.new or ""), language, typed)
    return [typed(row.act)]


def _answer_row(row: AuditRow, framework: Framework, language: Language, typed: Typed) -> list[str]:
    before = Answer(criterion=row.subject) if row.old is None else Answer.model_validate_json(row.old)
    after = Answer.model_validate_json(row.new or "")
    return answer_lines(framework, before, after, language, typed) or [word(AREA, "act.same", language)]


def _restore_row(told: dict[str, str | None], language: Language, typed: Typed) -> list[str]:
    lines = [word(AREA, "act.restore", language, file=typed(str(told["file"])))]
    if told["before"] is not None:
        lines.append(word(AREA, "act.restore_before", language, before=typed(told["before"])))
    return lines
