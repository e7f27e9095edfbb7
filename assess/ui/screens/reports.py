"""Reports: the gap report as a PDF."""

import streamlit as st

from assess.errors import AssessError
from assess.i18n import Language
from assess.model.milestone import MilestoneSummary
from assess.services.assessing import OpenAssessment
from assess.services.finishing import current_report, list_milestones
from assess.services.reporting import ReportFile
from assess.ui import session
from assess.ui.components.kept_reports import kept_reports, milestone_line
from assess.ui.components.nothing_open import nothing_open
from assess.ui.screen_words import plain, say, told


def show(opened: OpenAssessment) -> None:
    st.caption(plain(opened.assessment.centre.name))
    st.title(say("page.reports"), anchor=False)
    st.markdown(say("reports.lead"))
    milestones = list_milestones(session.workspace(), session.actor(), opened.id)
    if opened.is_finished:
        st.markdown(say("reports.kept", revision=opened.revision))
    else:
        fresh_report(opened)
    if milestones:
        finished_revisions(opened, milestones)


def finished_revisions(opened: OpenAssessment, milestones: tuple[MilestoneSummary, ...]) -> None:
    st.header(say("reports.finished"), anchor=False)
    for one in milestones:
        with st.container(border=True):
            st.markdown(f"{say('reports.revision', revision=one.revision)}  \n{milestone_line(one)}")
            kept_reports(opened, one)


def fresh_report(opened: OpenAssessment) -> None:
    """Printed from the answers as they stand."""
    done = opened.scorecard.completion
    if done.answered < done.applicable:
        st.markdown(say("reports.draft", count=done.applicable - done.answered))
    language = chosen_language()
    if st.button(say("reports.print"), type="primary", key="print"):
        with st.spinner(say("reports.printing")):
            session.keep_report(opened, language, printed(opened.id, language))
    file = session.kept_report(opened, language)
    if file is not None:
        st.success(say("reports.ready", name=plain(file.name), size=len(file.content) // 1024))
        st.download_button(
            say("reports.download"), file.content, file.name, file.media_type, on_click="ignore", key="download"
        )


def chosen_language() -> Language:
    """Of the report, which need not be that of the screen."""
    languages = {"en": "English", "zh": "中文"}
    chosen = st.segmented_control(
        say("reports.language"),
        list(languages),
        default=session.language().value,
        format_func=languages.__getitem__,
        key=f"report-language:{session.language().value}",
        required=True,
    )
    return Language(chosen or session.language())


def printed(assessment: str, language: Language) -> ReportFile | None:
    try:
        return current_report(session.workspace(), session.actor(), assessment, language, session.today())
    except AssessError as error:
        st.error(told(error))
        return None


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
