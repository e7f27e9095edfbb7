"""Changes of answers in words: what was changed, and what taking it back would do. All of it is Markdown."""

from assess.model.framework import Framework
from assess.presentation.changes import answer_lines, evidence_changes, score_words
from assess.services.history import AnswerChange, Change
from assess.ui.screen_words import plain, say
from assess.ui.session import language


def change_lines(framework: Framework, one: AnswerChange) -> list[str]:
    """A line for each part of the answer that is another than before."""
    return answer_lines(framework, one.before, one.after, language(), plain)


def back_words(change: Change) -> str:
    """What taking a change back would do: "S1.1: score 4 back to 3"."""
    if len(change.answers) > 1:
        criteria = say("list.comma").join(one.criterion for one in change.answers)
        return say("back.many", count=len(change.answers), criteria=criteria)
    (one,) = change.answers
    parts = [_part_back(one, part[0]) for part in one.parts]
    return say("back.one", criterion=one.criterion, what=say("list.semicolon").join(parts))


def _part_back(one: AnswerChange, part: str) -> str:
    if part == "score":
        return _score_back(one)
    if part == "evidence":
        added, removed = evidence_changes(one.before, one.after)
        if len(added) + len(removed) == 1:
            code = "back.evidence_out" if added else "back.evidence_in"
            return say(code, reference=plain((added + removed)[0]))
    return say(f"back.{part}")


def _score_back(one: AnswerChange) -> str:
    if one.before.not_applicable is not None:
        return say("back.aside")
    if one.after.not_applicable is not None:
        return say("back.applies", score=score_words(one.before, language()))
    return say("back.score", now=score_words(one.after, language()), then=score_words(one.before, language()))
