"""The gap report as one HTML document, filled from `report_templates/`; whatever people wrote stays text."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from assess.errors import ReportFailed
from assess.i18n import Language, word
from assess.model.gap_report import GapReport
from assess.presentation import formats
from assess.reports.edition import Edition, with_isolates
from assess.reports.parts.cover import cover_of
from assess.reports.parts.gates import gates_of
from assess.reports.parts.method import method_of
from assess.reports.parts.results import results_of
from assess.reports.parts.strengths_and_gaps import strengths_and_gaps_of
from assess.reports.parts.summary import summary_of
from assess.reports.parts.verdict import verdict_of
from assess.reports.parts.why import why_of

TEMPLATE = "gap_report.html.j2"
HEADER = 62  # ems that the running header has room for


def gap_report_html(report: GapReport, language: Language, templates: Path) -> str:
    """The document without its style. Raises ReportFailed where the template is missing."""
    edition = Edition(report, language)
    scored = report.scorecard.band is not None
    parts = {
        "cover": cover_of(edition),
        "summary": summary_of(edition) if scored else None,
        "why": why_of(edition) if scored else None,
        "gates": gates_of(edition) if scored else None,
        "verdict": verdict_of(edition) if scored else None,
        "standing": strengths_and_gaps_of(edition) if scored else None,
        "results": results_of(edition) if scored else None,
        "method": method_of(edition),
    }
    try:
        return (
            _environment(templates)
            .get_template(TEMPLATE)
            .render(
                **parts,
                say=edition.say,
                language=language,
                created=report.printed_on.isoformat(),
                header=formats.shortened(report.assessment.centre.name, HEADER),
                colon=edition.colon,
                title=edition.colon.join((edition.say("gap_report"), report.assessment.centre.name)),
            )
        )
    except TemplateNotFound as problem:
        missing = templates / str(problem.name)
        sentence = word("errors", "report_no_template", Language.EN, detail=missing)
        raise ReportFailed(sentence, "report_no_template", detail=missing) from None


@cache
def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_isolates"] = with_isolates
    return environment
