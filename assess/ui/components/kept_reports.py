"""The reports of a finished revision: the same bytes for ever, printed when they are first asked for."""

from functools import partial

import streamlit as st

from assess.errors import AssessError
from assess.i18n import Language
from assess.model.milestone import MilestoneSummary
from assess.model.people import LOCAL_OWNER
from assess.presentation import formats
from assess.services.assessing import OpenAssessment
from assess.services.finishing import finished_report
from assess.services.reporting import pdf_name
from assess.ui import session
from assess.ui.screen_words import plain, say, told

NAMES = {Language.EN: "English", Language.ZH: "中文"}


def kept_reports(opened: OpenAssessment, milestone: MilestoneSummary) -> None:
    """A download for each language; until it has been printed, a button that prints it."""
    with st.container(horizontal=True, gap="small"):
        asked = [language for language in Language if _offer(opened, milestone, language)]
    if asked:
        print_reports(opened.id, milestone.revision, asked)


def print_reports(assessment: str, revision: int, languages: list[Language]) -> None:
    """Draws the page anew once all are there; says why where one cannot be printed."""
    failed = False
    with st.spinner(say("reports.printing")):
        for language in languages:
            try:
                finished_report(session.workspace(), session.actor(), assessment, revision, language)
            except AssessError as error:
                failed = True
                st.error(say("finish.not_printed", name=NAMES[language], reason=told(error)))
    if not failed:
        st.rerun()


def milestone_line(milestone: MilestoneSummary) -> str:
    """When it was finished, by whom and with which version of the program."""
    who = say("finish.local_owner") if milestone.actor_name == LOCAL_OWNER.name else plain(milestone.actor_name)
    day = formats.day(milestone.finished_on, session.language())
    return say("finish.line", day=day, who=who, program=plain(milestone.program_version))


def _offer(opened: OpenAssessment, milestone: MilestoneSummary, language: Language) -> bool:
    """Whether the person has asked for it to be printed."""
    name, revision = NAMES[language], milestone.revision
    key = f"{opened.id}:{revision}:{language.value}"
    if language not in milestone.printed:
        return st.button(say("finish.print", name=name), key=f"print:{key}")
    read = partial(finished_report, session.workspace(), session.actor(), opened.id, revision, language)
    st.download_button(
        say("finish.pdf", name=name),
        lambda: read().content,
        pdf_name(opened.assessment, language, revision),
        "application/pdf",
        on_click="ignore",
        key=f"pdf:{key}",
    )
    return False
