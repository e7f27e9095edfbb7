"""The only module that touches Streamlit's session state, query parameters and caches.

The database is the truth and the session a cache. A callback calls one service, notes the outcome here and returns;
the draw after it reads. Nothing of a person stands in a module global.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import streamlit as st

from assess.errors import AssessError, Conflict
from assess.i18n import Language
from assess.model.assessment import Answer, UnsettledAnswer
from assess.model.people import LOCAL_OWNER, Actor
from assess.presentation.palette import DARK, LIGHT, Palette
from assess.services.answering import SavedAnswer, keep_unsettled, record_answer, settle, together
from assess.services.assessing import OpenAssessment, is_up_to_date, open_assessment
from assess.services.reporting import ReportFile
from assess.settings import read_settings
from assess.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Seen:
    """An answer and its version as this page drew them: what a click was made upon."""

    answer: Answer
    version: int


@dataclass(frozen=True)
class Settlement:
    """How often a conflict on a criterion was settled in this session, and whose answer stood the last time."""

    count: int = 0
    kept: Literal["mine", "theirs"] | None = None


# No version that any answer ever has: what is saved over it meets what stands there as a conflict.
NEVER_SEEN = -1


@st.cache_resource(show_spinner=False)
def _workspace() -> Workspace:
    """One for the process; it holds nothing of any one session."""
    return open_workspace(read_settings())


def workspace() -> Workspace:
    """Where it can only be read it is opened anew each time: what hindered it may be gone."""
    if _workspace().database.read_only is not None:
        _workspace.clear()
    return _workspace()


def actor() -> Actor:
    return LOCAL_OWNER


# ---- where a person is: in the address, as codes, so that a reload comes back to it ----


def begin() -> None:
    """Takes language and place from the address on the first draw, and writes them back on each."""
    state = st.session_state
    for name in ("lang", "assessment", "section"):
        if f"at:{name}" not in state:
            state[f"at:{name}"] = st.query_params.get(name)
    if state["at:lang"] not in list(Language):
        state["at:lang"] = Language.ZH.value if (st.context.locale or "").startswith("zh") else Language.EN.value
    write_address()


def write_address() -> None:
    for name in ("lang", "assessment", "section"):
        value = st.session_state.get(f"at:{name}")
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def language() -> Language:
    return Language(st.session_state["at:lang"])


def choose_language(value: str | None) -> None:
    if value in list(Language):
        st.session_state["at:lang"] = value


def assessment_id() -> str | None:
    value: str | None = st.session_state.get("at:assessment")
    return value


def go_to_assessment(value: str | None) -> None:
    st.session_state["at:assessment"] = value
    st.session_state["at:section"] = None


def section() -> str | None:
    value: str | None = st.session_state.get("at:section")
    return value


def go_to_section(value: str | None) -> None:
    st.session_state["at:section"] = value


def go_to_criterion(section: str, criterion: str) -> None:
    go_to_section(section)
    st.session_state["target"] = (criterion, target()[1] + 1)


def target() -> tuple[str | None, int]:
    """The criterion that was asked for last, and how many were asked for so far: the browser goes there once."""
    value: tuple[str | None, int] = st.session_state.get("target", (None, 0))
    return value


def time_zone() -> str | None:
    return st.context.timezone


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def keep_report(opened: OpenAssessment, language: Language, file: ReportFile | None) -> None:
    """Keeps the last printed report of this session, with what it is a report of."""
    st.session_state["report"] = (_edition(opened, language), file)


def kept_report(opened: OpenAssessment, language: Language) -> ReportFile | None:
    """None once an answer has changed or another language is chosen."""
    kept = st.session_state.get("report")
    return kept[1] if kept is not None and kept[0] == _edition(opened, language) else None


def _edition(opened: OpenAssessment, language: Language) -> tuple[str, datetime, Language]:
    return opened.id, opened.updated_at, language


# ---- widgets ----


def value_of(key: str) -> Any:
    return st.session_state.get(key)


def seed(key: str, value: Any) -> None:
    """Gives a widget the database's value before it is drawn."""
    st.session_state[key] = value


def is_new(key: str) -> bool:
    """Whether the widget has no value in this session yet: first drawn, in another language, or back on its page."""
    return key not in st.session_state


# ---- answers ----


def opened() -> OpenAssessment | None:
    """The assessment in the address as the database has it; None where there is none. Raises AssessError.

    It is read anew where somebody has changed it, and scored anew then only.
    """
    chosen = assessment_id()
    if not chosen:
        return None
    kept = kept_assessment(chosen)
    if kept is None or not is_up_to_date(workspace(), actor(), kept):
        kept = open_assessment(workspace(), actor(), chosen)
        st.session_state["opened"] = {chosen: kept}
    return kept


def kept_assessment(assessment: str) -> OpenAssessment | None:
    """As this session opened or saved it last; the database may have moved on."""
    kept: dict[str, OpenAssessment] = st.session_state.setdefault("opened", {})
    return kept.get(assessment)


def see(assessment: str, answer: Answer, version: int) -> bool:
    """Notes what is being drawn; True where it differs from what this session drew or saved last."""
    seen: dict[str, Seen] = st.session_state.setdefault(f"seen:{assessment}", {})
    before = seen.get(answer.criterion)
    seen[answer.criterion] = Seen(answer, version)
    return before is None or before.version != version


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
    except Conflict:
        return change(assessment, answer.criterion, lambda: keep_unsettled(workspace(), actor(), assessment, answer))
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
    seen: dict[str, Seen] = st.session_state.setdefault(f"seen:{assessment}", {})
    failures: dict[str, AssessError] = st.session_state.setdefault(f"failures:{assessment}", {})
    opened: dict[str, OpenAssessment] = st.session_state.setdefault("opened", {})
    seen.pop(criterion, None)
    try:
        opened[assessment] = act()
    except AssessError as error:
        failures[criterion] = error
        return False
    failures.pop(criterion, None)
    return True


def save_draft(id: str, base: str, note: str) -> bool:
    """Saves a note whose page was left: of `assessment:criterion`, typed upon the note `base`."""
    assessment, _, criterion = id.rpartition(":")
    try:
        opened = open_assessment(workspace(), actor(), assessment)
    except AssessError:
        return False
    answer = opened.assessment.answer(criterion)
    if answer.note == note:
        return True
    version = opened.version(criterion) if answer.note == base else NEVER_SEEN
    return save(assessment, answer.model_copy(update={"note": note}), version)


def _record(
    assessment: str, answer: Answer, version: int, base: Answer | None, known: OpenAssessment | None
) -> SavedAnswer:
    try:
        return record_answer(workspace(), actor(), assessment, answer, version, known)
    except Conflict as conflict:
        theirs = conflict.theirs
        merged = None
        if version != NEVER_SEEN and isinstance(theirs, Answer):
            merged = together(base, answer, theirs)
        if merged is None:
            raise
        return record_answer(workspace(), actor(), assessment, merged, int(str(conflict.facts["version"])))


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
    if change(assessment, criterion, lambda: settle(workspace(), actor(), assessment, one.number, kept, version)):
        settled = st.session_state.setdefault(f"settled:{assessment}", {})
        settled[criterion] = Settlement(settled.get(criterion, Settlement()).count + 1, kept)


def settlement(assessment: str, criterion: str) -> Settlement:
    settled: dict[str, Settlement] = st.session_state.get(f"settled:{assessment}", {})
    return settled.get(criterion, Settlement())
