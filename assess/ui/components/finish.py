"""Finishing a revision, and opening the next: what it does is said before it is done."""

from collections.abc import Callable

import streamlit as st

from assess import __version__
from assess.i18n import Language
from assess.model.milestone import MilestoneSummary
from assess.services.assessing import OpenAssessment
from assess.services.finishing import list_milestones
from assess.ui import session
from assess.ui.components.dialog import dialog, done, opens
from assess.ui.components.kept_reports import kept_reports, milestone_line, print_reports
from assess.ui.screen_words import plain, say, tell


def finish_part(opened: OpenAssessment) -> None:
    """The way to finish an assessment that is not; answers that wait for a choice are in its way."""
    waiting = len({one.answer.criterion for one in opened.unsettled})
    st.markdown(say("finish.waiting", count=waiting) if waiting else say("finish.lead", revision=opened.revision))
    key = f"finish:{opened.id}"
    opens(key, say("finish.button", revision=opened.revision), look="primary", disabled=waiting > 0)
    dialog(key, say("finish.title", revision=opened.revision), lambda: _confirm_finish(opened))


def finished_part(opened: OpenAssessment, just_finished: bool) -> None:
    """What was frozen, its reports, and the way to go on."""
    milestone = _newest(opened)
    with st.container(border=True):
        st.subheader(say("finish.done", revision=milestone.revision), anchor=False)
        st.markdown(f"{milestone_line(milestone)}  \n{_framework(opened)}")
        if just_finished:
            print_reports(opened.id, milestone.revision, list(Language))
        kept_reports(opened, _newest(opened))
    st.markdown(say("finish.closed"))
    key = f"reopen:{opened.id}"
    opens(key, say("reopen.button"), look="secondary")
    dialog(key, say("reopen.title", revision=opened.revision + 1), lambda: _confirm_reopen(opened))


def _newest(opened: OpenAssessment) -> MilestoneSummary:
    return list_milestones(session.workspace(), session.actor(), opened.id)[0]


def _confirm_finish(opened: OpenAssessment) -> None:
    completion = opened.scorecard.completion
    still_open = completion.applicable - completion.answered
    lines = [
        say("finish.frozen", program=__version__, framework=_framework(opened)),
        say("finish.open", answered=completion.answered, applicable=completion.applicable, count=still_open)
        if still_open
        else say("finish.none_open", applicable=completion.applicable),
        say("finish.reports"),
        say("finish.for_good"),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    _confirm(say("finish.button", revision=opened.revision), "confirm-finish", lambda: session.finish(opened))


def _confirm_reopen(opened: OpenAssessment) -> None:
    st.markdown(say("reopen.lead", revision=opened.revision, next=opened.revision + 1))
    _confirm(
        say("reopen.confirm", revision=opened.revision + 1), "confirm-reopen", lambda: session.open_again(opened.id)
    )


def _confirm(label: str, key: str, act: Callable[[], None]) -> None:
    def confirmed() -> None:
        act()
        done()

    st.button(label, type="primary", key=key, on_click=confirmed)


def _framework(opened: OpenAssessment) -> str:
    framework = opened.framework
    facts = {"version": plain(framework.version), "fingerprint": framework.fingerprint[:12]}
    return say("finish.framework", title=tell(framework.title), **facts)
