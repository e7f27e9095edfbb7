"""The only module that touches Streamlit's session state, query parameters and caches.

The database is the truth and the session a cache. A callback calls one service, notes the outcome here and returns;
the draw after it reads. Nothing of a person stands in a module global.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from assess.errors import AssessError, Conflict, StorageUnavailable
from assess.i18n import Language
from assess.model.assessment import Answer, UnsettledAnswer
from assess.model.people import LOCAL_OWNER, Actor
from assess.presentation.palette import DARK, LIGHT, Palette
from assess.services.answering import SavedAnswer, keep_unsettled, record_answer, settle, together, upon
from assess.services.assessing import OpenAssessment, is_up_to_date, list_assessments, open_assessment
from assess.services.daily import DailyCopies
from assess.services.finishing import finish_assessment, reopen_assessment
from assess.services.noting import record_note
from assess.services.reporting import ReportFile
from assess.services.safekeeping import Restored, restore_backup
from assess.settings import Settings, read_settings
from assess.workspace import Workspace, now, open_workspace


@dataclass(frozen=True)
class Seen:
    """An answer and its version as this page drew them: what a click was made upon."""

    answer: Answer
    version: int


# Where a place is kept: language, assessment, section, and the page that a person came from to a section.
PLACE = ("lang", "assessment", "section", "from")
COME_FROM = ("check", "evidence", "results", "sections")
# What a session knows of the database's content, each a dictionary, and forgets when the content is another.
OF_THE_DATABASE = ("opened", "seen:", "failures:", "settled:", "turned", "checked")


@st.cache_resource(show_spinner=False)
def _workspace() -> Workspace:
    """One for the process; it holds nothing of any one session."""
    return open_workspace(read_settings())


@st.cache_resource(show_spinner=False)
def _daily_copies() -> DailyCopies:
    return DailyCopies()


def workspace() -> Workspace:
    """Raises StorageUnavailable."""
    found = _workspace()
    _daily_copies().begin(found, date.today())
    return found


def settings() -> Settings:
    return read_settings()


def daily_copies() -> DailyCopies:
    """Of this server."""
    return _daily_copies()


def look_again() -> None:
    """Opens a database anew that could only be read: what hindered it may be gone. Raises StorageUnavailable."""
    database = _workspace().database
    if database.read_only is not None:
        _workspace.clear()
        database.close()  # SQLite opens a file for writing only where this process does not hold it open for reading


def unread() -> StorageUnavailable | None:
    """Why the assessment that is drawn is the one that this session saw last, and not read anew."""
    error: StorageUnavailable | None = st.session_state.get("unread")
    return error


def hindrance() -> StorageUnavailable | None:
    """Why nothing can be saved now; None where it can, or where the page itself has said why not."""
    try:
        return unread() or _workspace().database.read_only
    except StorageUnavailable:
        return None


def actor() -> Actor:
    return LOCAL_OWNER


# ---- where a person is: in the address, as codes, so that a reload comes back to it ----


def begin() -> None:
    """Takes language and place from the address on the first draw, and writes them back on each."""
    state = st.session_state
    state["unread"] = None
    for name in PLACE:
        if f"at:{name}" not in state:
            state[f"at:{name}"] = st.query_params.get(name)
    if state["at:lang"] not in list(Language):
        state["at:lang"] = Language.ZH.value if (st.context.locale or "").startswith("zh") else Language.EN.value
    write_address()


def write_address() -> None:
    for name in PLACE:
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
    """A person who comes from another page is led back to it."""
    st.session_state["at:section"] = value
    if st.session_state.get("page") in COME_FROM:
        st.session_state["at:from"] = st.session_state["page"]


def draw_page(name: str) -> None:
    """Notes which page is drawn; only the sheet keeps the way back, and only the settings what was restored."""
    st.session_state["page"] = name
    if name != "settings":
        _restorations().pop("last", None)
    if name != "assess":
        st.session_state["at:from"] = None


def came_from() -> str | None:
    value: str | None = st.session_state.get("at:from")
    return value if value in COME_FROM else None


def go_to_criterion(section: str, criterion: str) -> None:
    go_to_section(section)
    st.session_state["target"] = (criterion, target()[1] + 1)


def target() -> tuple[str | None, int]:
    """The criterion that was asked for last, and how many were asked for so far: the browser goes there once."""
    value: tuple[str | None, int] = st.session_state.get("target", (None, 0))
    return value


def there(at: datetime) -> datetime:
    """A UTC time as the person's clock shows it; as UTC without a known zone."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return at.replace(tzinfo=UTC).astimezone(zone)


def today() -> date:
    """The day where the person is."""
    return there(datetime.now(UTC)).date()


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


# ---- the whole database ----


def checked() -> dict[str, Any]:
    """What was looked through in this session, and how that ended; written to without touching the session's state."""
    found: dict[str, Any] = st.session_state.setdefault("checked", {})
    return found


def restore(file: Path) -> None:
    """Puts a copy in place of the database; how it ended is noted for the next draw. The session begins anew."""
    state, restorations = st.session_state, _restorations()
    known = [state[key] for key in list(state) if str(key).startswith(OF_THE_DATABASE)]
    # Nothing of this process stands on the file, which may have to give way to a new one.
    with suppress(AssessError):
        _workspace().database.close()
    _workspace.clear()
    try:
        restorations["last"] = (file.name, restore_backup(settings(), actor(), file, now()))
    except AssessError as error:
        restorations["last"] = (file.name, error)
    else:
        for one in known:
            one.clear()
    restorations["count"] = restorations.get("count", 0) + 1
    _workspace.clear()
    with suppress(AssessError):
        if assessment_id() not in [one.id for one in list_assessments(workspace(), actor())]:
            go_to_assessment(None)


def restorations() -> int:
    """How often this session has restored, or tried to."""
    count: int = _restorations().get("count", 0)
    return count


def last_restoration() -> tuple[str, Restored | AssessError] | None:
    """The name of the copy and how it ended, until the page is left."""
    last: tuple[str, Restored | AssessError] | None = _restorations().get("last")
    return last


def _restorations() -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault("restorations", {})
    return found
