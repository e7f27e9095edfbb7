"""The PDF of a gap report, printed by a process of its own."""

import json
from functools import cache
from pathlib import Path

from assess.child import Child, ChildFailed
from assess.errors import ReportFailed
from assess.i18n import Language, word
from assess.model.gap_report import GapReport
from assess.reports.html import gap_report_html
from assess.settings import content_folder

SECONDS = 120.0


@cache
def printing_process() -> Child:
    return Child("-m", "assess.reports.worker", seconds=SECONDS)


def print_pdf(
    report: GapReport, language: Language, templates: Path | None = None, printer: Child | None = None
) -> bytes:
    """The same bytes for the same report and language. Raises ReportFailed, with the remedy in its sentence."""
    folder = templates or content_folder("report_templates")
    return print_html(gap_report_html(report, language, folder), folder, printer or printing_process())


def print_html(html: str, templates: Path, printer: Child) -> bytes:
    request = json.dumps({"html": html, "templates": str(templates.resolve())}).encode()
    try:
        answer = printer.ask(request)
    except ChildFailed as problem:
        if problem.why == "late":
            raise failure("report_late", seconds=round(printer.seconds)) from None
        raise failure("report_crashed", detail=_last_line(problem.said)) from None
    if answer.startswith(b"+"):
        return answer[1:]
    problem_found = json.loads(answer[1:])
    raise failure(problem_found["code"], detail=problem_found["detail"])


def failure(code: str, **facts: object) -> ReportFailed:
    return ReportFailed(word("errors", code, Language.EN, **facts), code, **facts)


def _last_line(said: str) -> str:
    return said.splitlines()[-1] if said else "-"
