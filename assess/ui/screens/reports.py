"""Reports: the gap report as a PDF."""

from datetime import date

import streamlit as st

from assess.errors import AssessError
from assess.i18n import Language
from assess.services.assessing import OpenAssessment
from assess.services.reporting import ReportFile, export_report, write_gap_report
from assess.ui import session
from assess.ui.components.nothing_open import nothing_open
from assess.ui.screen_words import plain, say, told


def show(opened: OpenAssessment) -> None:
    st.caption(plain(opened.assessment.centre.name))
    st.title(say("page.reports"), anchor=False)
    st.markdown(say("reports.lead"))
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
        report = write_gap_report(session.workspace(), session.actor(), assessment, date.today())
        return export_report(report, "pdf", language)
    except AssessError as error:
        st.error(told(error))
        return None


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
