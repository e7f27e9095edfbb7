"""The open assessment, what of it was drawn, and every act on it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import streamlit as st

from assess.errors import AssessError, Conflict, StorageUnavailable
from assess.i18n import Language
from assess.model.assessment import Answer, UnsettledAnswer
from assess.services.answering import SavedAnswer, keep_unsettled, record_answer, settle, together, upon
from assess.services.assessing import OpenAssessment, is_up_to_date, open_assessment
from assess.services.finishing import finish_assessment, reopen_assessment
from assess.services.noting import record_note
from assess.services.reporting import ReportFile
from assess.ui.session.place import assessment_id, today
from assess.ui.session.server import actor, workspace


@dataclass(frozen=True)
class Seen:
    """An answer and its version as this page drew them: what a click was made upon."""

    answer: Answer
    version: int


def opened() -> OpenAssessment | None:
    """The assessment in the address as the database has it; None where there is none. Raises AssessError.

    It is read anew where somebody has changed it, and scored anew then only. While the database cannot be read it is
    the one that this session saw last, so that nothing vanishes under the hands of a person who types.
    """
    chosen = assessment_id()
    if not chosen:
        return None
    kept = kept_assessment(chosen)
    try:
        if kept is None or not is_up_to_date(workspace(), actor(), kept):
            kept = open_assessment(workspace(), actor(), chosen)
            st.session_state["opened"] = {chosen: kept}
    except StorageUnavailable as error:
        if kept is None:
            raise
        st.session_state["unread"] = error
    return kept


def kept_assessment(assessment: str) -> OpenAssessment | None:
    """As this session opened or saved it last; the database may have moved on."""
    kept: dict[str, OpenAssessment] = st.session_state.setdefault("opened", {})
    return kept.get(assessment)


def see(assessment: str, answer: Answer, version: int) -> bool:
    """Notes what is being drawn; True where it differs from what this session drew or saved last."""
    seen: dict[str, Seen] = st.session_state.setdefault(f"seen:{assessment}", {})
    before, drawn = seen.get(answer.criterion), Seen(answer, version)
    seen[answer.criterion] = drawn
    return before != drawn


def seen_answer(assessment: str, criterion: str) -> Seen:
    seen: dict[str, Seen] = st.session_state.get(f"seen:{assessment}", {})
    return seen.get(criterion, Seen(Answer(criterion=criterion), 0))


def save(assessment: str, answer: Answer, version: int) -> bool:
    """Saves over the version that was seen; how it ended is noted for the next draw.

    What somebody else has changed of the same answer is kept where the two changes do not touch; where they do, both
    are kept until somebody has chosen. True where nothing is left to be done again.
    """
    # Fetched before, only written to after: a click in the middle ends the script at any touch of the session's state.
    seen: dict[str, Seen] = st.session_state.setdefault(f"seen:{assessment}", {})
    failures: dict[str, AssessError] = st.session_state.setdefault(f"failures:{assessment}", {})
    opened: dict[str, OpenAssessment] = st.session_state.setdefault("opened", {})
    base = seen.get(answer.criterion)
    try:
        saved = _record(assessment, answer, version, base.answer if base else None, opened.get(assessment))
    except Conflict as conflict:
        mine = upon(conflict.theirs, base.answer, answer) if base and isinstance(conflict.theirs, Answer) else answer
        return change(assessment, answer.criterion, lambda: keep_unsettled(workspace(), actor(), assessment, mine))
    except AssessError as error:
        failures[answer.criterion] = error
        # What the widget shows is not what is saved: the next draw puts the database's value back.
        seen.pop(answer.criterion, None)
        return False
    opened[assessment] = saved.opened
    failures.pop(answer.criterion, None)
    if saved.answer == answer:
        seen[answer.criterion] = Seen(answer, saved.version)
    else:
        seen.pop(answer.criterion, None)
    return True


def change(assessment: str, criterion: str, act: Callable[[], OpenAssessment]) -> bool:
    """Does another act on a criterion; how it ended is noted for the next draw."""
    failures: dict[str, AssessError] = st.session_state.setdefault(f"failures:{assessment}", {})
    error = attempt(assessment, (criterion,), act)
    if error is not None:
        failures[criterion] = error
    return error is None


def attempt(assessment: str, criteria: Collection[str], act: Callable[[], OpenAssessment]) -> AssessError | None:
    """Does an act on some criteria, whose widgets the next draw seeds anew; an error is the caller's to tell."""
    seen: dict[str, Seen] = st.session_state.setdefault(f"seen:{assessment}", {})
    failures: dict[str, AssessError] = st.session_state.setdefault(f"failures:{assessment}", {})
    opened: dict[str, OpenAssessment] = st.session_state.setdefault("opened", {})
    for criterion in criteria:
        seen.pop(criterion, None)
    try:
        opened[assessment] = act()
    except AssessError as error:
        return error
    for criterion in criteria:
        failures.pop(criterion, None)
    return None


def save_note(assessment: str, criterion: str, note: str, base: str, sent: Collection[str]) -> AssessError | None:
    """Saves a note as `record_note` does; why it is not in the database is noted for the next draw."""
    seen: dict[str, Seen] = st.session_state.setdefault(f"seen:{assessment}", {})
    failures: dict[str, AssessError] = st.session_state.setdefault(f"failures:{assessment}", {})
    opened: dict[str, OpenAssessment] = st.session_state.setdefault("opened", {})
    known = opened.get(assessment)
    try:
        now = record_note(workspace(), actor(), assessment, criterion, note, base, sent, known)
    except AssessError as error:
        failures[criterion] = error
        return error
    failures.pop(criterion, None)
    opened[assessment] = now
    before, answer = seen.get(criterion), now.assessment.answer(criterion)
    if before is not None and answer == before.answer.model_copy(update={"note": answer.note}):
        seen[criterion] = Seen(answer, now.version(criterion))  # no widget shows anything else than is saved
    return None


def _record(
    assessment: str, answer: Answer, version: int, base: Answer | None, known: OpenAssessment | None
) -> SavedAnswer:
    try:
        return record_answer(workspace(), actor(), assessment, answer, version, known)
    except Conflict as conflict:
        theirs = conflict.theirs
        merged = together(base, answer, theirs) if isinstance(theirs, Answer) else None
        if merged is None:
            raise
        return record_answer(workspace(), actor(), assessment, merged, int(str(conflict.facts["version"])))


def finish(assessment: str) -> None:
    _turn(assessment, lambda: finish_assessment(workspace(), actor(), assessment, today()))


def open_again(assessment: str) -> None:
    _turn(assessment, lambda: reopen_assessment(workspace(), actor(), assessment))


def _turn(assessment: str, act: Callable[[], OpenAssessment]) -> None:
    """Finishes or opens again; how it ended is told by the next draw, once."""
    turned: dict[str, AssessError | None] = st.session_state.setdefault("turned", {})
    turned[assessment] = attempt(assessment, (), act)


def turned(assessment: str) -> tuple[bool, AssessError | None]:
    """Whether this session has just finished or opened it again, or tried to, and why that failed."""
    known: dict[str, AssessError | None] = st.session_state.get("turned", {})
    return assessment in known, known.pop(assessment, None)


def failures(assessment: str) -> dict[str, AssessError]:
    """Criterion to why its last change in this session is not saved."""
    found: dict[str, AssessError] = st.session_state.get(f"failures:{assessment}", {})
    return found


def redraw(assessment: str, criterion: str) -> None:
    """The next draw gives the widgets of this criterion the database's values."""
    st.session_state.get(f"seen:{assessment}", {}).pop(criterion, None)


def choose(assessment: str, one: UnsettledAnswer, kept: Literal["mine", "theirs"], version: int) -> None:
    """The person has chosen between an answer that waits and the saved one, seen in a version."""
    criterion = one.answer.criterion
    change(assessment, criterion, lambda: settle(workspace(), actor(), assessment, one.number, kept, version))


def keep_report(opened: OpenAssessment, language: Language, file: ReportFile | None) -> None:
    """Keeps the last printed report of this session, with what it is a report of."""
    st.session_state["report"] = (_edition(opened, language), file)


def kept_report(opened: OpenAssessment, language: Language) -> ReportFile | None:
    """None once an answer has changed or another language is chosen."""
    kept = st.session_state.get("report")
    return kept[1] if kept is not None and kept[0] == _edition(opened, language) else None


def _edition(opened: OpenAssessment, language: Language) -> tuple[str, datetime, Language]:
    return opened.id, opened.updated_at, language
