"""Reporting: the gap report of an assessment, as a value and as a file."""

from datetime import date
from typing import Literal, Self

from assess import __version__
from assess.i18n import Language
from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.model.gap_report import GapReport
from assess.model.scorecard import Scorecard
from assess.model.value import Value
from assess.presentation.formats import file_name
from assess.reports import print_pdf
from assess.scoring import find_gaps, score_assessment
from assess.services.assessing import OpenAssessment


class ReportFile(Value):
    name: str
    media_type: str
    content: bytes

    @classmethod
    def pdf(cls, assessment: Assessment, language: Language, content: bytes, revision: int | None = None) -> Self:
        name = pdf_name(assessment, language, revision)
        return cls(name=name, media_type="application/pdf", content=content)


def pdf_name(assessment: Assessment, language: Language, revision: int | None = None) -> str:
    """With the revision where it is finished."""
    part = None if revision is None else f"revision-{revision}"
    return file_name(assessment.centre.name, assessment.assessed_on, language, "pdf", part)


def report_on_opened(opened: OpenAssessment, today: date) -> GapReport:
    """The report of a stored assessment as it stands."""
    return _report(opened.framework, opened.assessment, opened.scorecard, today)


def report_on(framework: Framework, assessment: Assessment, today: date) -> GapReport:
    """The report of an assessment that is stored nowhere, such as one in a file."""
    return _report(framework, assessment, score_assessment(framework, assessment), today)


def _report(framework: Framework, assessment: Assessment, scorecard: Scorecard, today: date) -> GapReport:
    return GapReport(
        framework=framework,
        assessment=assessment,
        scorecard=scorecard,
        gaps=find_gaps(framework, scorecard),
        printed_on=today,
        program_version=__version__,
    )


def export_report(report: GapReport, kind: Literal["pdf"], language: Language) -> ReportFile:
    """Raises ReportFailed."""
    return ReportFile.pdf(report.assessment, language, print_pdf(report, language))
