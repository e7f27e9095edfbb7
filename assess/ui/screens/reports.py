"""Reports: the gap report as a PDF."""

from datetime import date

import streamlit as st

from assess.errors import AssessError
from assess.i18n import Language
from assess.services.reporting import ReportFile, export_report, write_gap_report
from assess.ui import session
from assess.ui.components.nothing_open import nothing_open
from assess.ui.screen_words import say, told


def show(assessment: str) -> None:
    st.title(say("page.reports"), anchor=False)
    st.markdown(say("reports.lead"))
    languages = {"en": "English", "zh": "中文"}
    key = f"report-language:{session.language().value}"
    chosen = st.segmented_control(
        say("reports.language"),
        list(languages),
        default=session.language().value,
        format_func=languages.__getitem__,
        key=key,
        required=True,
    )
    if st.button(say("reports.print"), type="primary", key="print"):
        with st.spinner(say("reports.printing")):
            session.keep_report(printed(assessment, Language(chosen or session.language())))
    file = session.kept_report(assessment)
    if file is not None:
        st.success(say("reports.ready", name=file.name, size=len(file.content) // 1024))
        st.download_button(
            say("reports.download"), file.content, file.name, file.media_type, on_click="ignore", key="download"
        )


def printed(assessment: str, language: Language) -> tuple[str, ReportFile] | None:
    try:
        report = write_gap_report(session.workspace(), session.actor(), assessment, date.today())
        return assessment, export_report(report, "pdf", language)
    except AssessError as error:
        st.error(told(error))
        return None


chosen_assessment = session.assessment_id()
if chosen_assessment is None:
    nothing_open()
else:
    show(chosen_assessment)
