"""The open assessment, what of it was drawn, and every act on it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st

from assess.errors import AssessError, Conflict, StorageUnavailable
from assess.i18n import Language
from assess.model.answer_parts import together, upon
from assess.model.assessment import Answer, UnsettledAnswer
from assess.services.answering import SavedAnswer, keep_unsettled, record_answer, settle
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
    """Notes what is being drawn; True where the widgets have to be given it: they may show something else."""
    known = _known(assessment)
    before, drawn = known.seen.get(answer.criterion), Seen(answer, version)
    known.seen[answer.criterion] = drawn
    is_stale = answer.criterion in known.stale
    known.stale.discard(answer.criterion)
    return is_stale or before != drawn


def seen_answer(assessment: str, criterion: str) -> Seen:
    """What a click is made upon: the answer as it was drawn or saved last; of one that is on no page, as opened."""
    return _known(assessment).seen_answer(criterion)


@dataclass(frozen=True)
class _Known:
    """What a session knows of an assessment, by criterion.

    What was `seen` stays until it is drawn or saved anew, for the next click may come before that. The widgets of
    what is `stale` do not show what is saved. Fetched before an act and only written to after it: a click in the
    middle ends the script at any touch of the session's state.
    """

    seen: dict[str, Seen]
    stale: set[str]
    failures: dict[str, AssessError]
    opened: dict[str, OpenAssessment]
    assessment: str

    def seen_answer(self, criterion: str) -> Seen:
        opened = self.opened.get(self.assessment)
        if criterion in self.seen or opened is None:
            return self.seen.get(criterion, Seen(Answer(criterion=criterion), 0))
        return Seen(opened.assessment.answer(criterion), opened.version(criterion))


def _known(assessment: str) -> _Known:
    state = st.session_state
    return _Known(
        seen=state.setdefault(f"seen:{assessment}", {}),
        stale=state.setdefault(f"stale:{assessment}", set()),
        failures=state.setdefault(f"failures:{assessment}", {}),
        opened=state.setdefault("opened", {}),
        assessment=assessment,
    )


def save(assessment: str, answer: Answer, version: int) -> bool:
    """Saves over the version that was seen; how it ended is noted for the next draw.

    What somebody else has changed of the same answer is kept where the two changes do not touch; where they do, both
    are kept until somebody has chosen. True where nothing is left to be done again.
    """
    known, criterion = _known(assessment), answer.criterion
    base = known.seen_answer(criterion).answer
    try:
        saved = _record(assessment, answer, version, base, known.opened.get(assessment))
    except Conflict as conflict:
        theirs = _theirs(conflict)
        mine = upon(theirs, base, answer)
        return _change(known, criterion, lambda: keep_unsettled(workspace(), actor(), assessment, mine, theirs))
    except AssessError as error:
        known.failures[criterion] = error
        known.stale.add(criterion)
        return False
    known.opened[assessment] = saved.opened
    known.failures.pop(criterion, None)
    known.seen[criterion] = Seen(saved.answer, saved.version)
    if saved.answer != answer:
        known.stale.add(criterion)
    return True


def change(assessment: str, criterion: str, act: Callable[[], OpenAssessment]) -> bool:
    """Does another act on a criterion; how it ended is noted for the next draw."""
    return _change(_known(assessment), criterion, act)


def attempt(assessment: str, criteria: Collection[str], act: Callable[[], OpenAssessment]) -> AssessError | None:
    """Does an act on some criteria, whose widgets the next draw seeds anew; an error is the caller's to tell."""
    return _attempt(_known(assessment), criteria, act)


def _change(known: _Known, criterion: str, act: Callable[[], OpenAssessment]) -> bool:
    error = _attempt(known, (criterion,), act)
    if error is not None:
        known.failures[criterion] = error
    return error is None


def _attempt(known: _Known, criteria: Collection[str], act: Callable[[], OpenAssessment]) -> AssessError | None:
    known.stale.update(criteria)
    try:
        known.opened[known.assessment] = act()
    except AssessError as error:
        return error
    for criterion in criteria:
        known.failures.pop(criterion, None)
    return None


def save_note(assessment: str, criterion: str, note: str, base: str, sent: Collection[str]) -> AssessError | None:
    """Saves a note as `record_note` does; why it is not in the database is noted for the next draw."""
    known = _known(assessment)
    try:
        now = record_note(workspace(), actor(), assessment, criterion, note, base, sent, known.opened.get(assessment))
    except AssessError as error:
        known.failures[criterion] = error
        return error
    known.failures.pop(criterion, None)
    known.opened[assessment] = now
    before, answer = known.seen.get(criterion), now.assessment.answer(criterion)
    if before is not None and answer == before.answer.model_copy(update={"note": answer.note}):
        known.seen[criterion] = Seen(answer, now.version(criterion))  # no widget shows anything else than is saved
    return None


def _record(assessment: str, answer: Answer, version: int, base: Answer, known: OpenAssessment | None) -> SavedAnswer:
    try:
        return record_answer(workspace(), actor(), assessment, answer, version, known, base)
    except Conflict as conflict:
        theirs = _theirs(conflict)
        merged = together(base, answer, theirs)
        if merged is None:
            raise
        version = int(str(conflict.facts["version"]))
        return record_answer(workspace(), actor(), assessment, merged, version, base=theirs)


def _theirs(conflict: Conflict) -> Answer:
    assert isinstance(conflict.theirs, Answer)
    return conflict.theirs


def finish(seen: OpenAssessment) -> None:
    _turn(seen.id, lambda: finish_assessment(workspace(), actor(), seen, today()))


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
    return _known(assessment).failures


def redraw(assessment: str, criterion: str) -> None:
    """The next draw gives the widgets of this criterion the database's values."""
    _known(assessment).stale.add(criterion)


def choose(assessment: str, one: UnsettledAnswer, kept: Literal["mine", "theirs"], saved: Answer, version: int) -> None:
    """The person has chosen between an answer that waits and the saved one, seen in a version."""
    change(
        assessment,
        one.answer.criterion,
        lambda: settle(workspace(), actor(), assessment, one, kept, version, base=saved),
    )


def keep_report(opened: OpenAssessment, language: Language, file: ReportFile | None) -> None:
    """Keeps the last printed report of this session, with what it is a report of."""
    st.session_state["report"] = (_edition(opened, language), file)


def kept_report(opened: OpenAssessment, language: Language) -> ReportFile | None:
    """None once anything has changed, the day too, or another language is chosen."""
    kept = st.session_state.get("report")
    return kept[1] if kept is not None and kept[0] == _edition(opened, language) else None


def _edition(opened: OpenAssessment, language: Language) -> tuple[str, object, Language, date]:
    """The end of the trail stands for all that is in the assessment; the day is printed on the report."""
    return opened.id, opened.chain, language, today()
