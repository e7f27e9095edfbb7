"""A figure of a result as a line of a table: its latest month, target, course and comparison."""

from dataclasses import dataclass

from markupsafe import Markup

from assess.model.kpi import Kpi, Series
from assess.model.scorecard import EntryScore, GateState
from assess.presentation import formats
from assess.presentation.movement import Course, course_of
from assess.presentation.pictures import course_line
from assess.reports.edition import Edition, drawn


@dataclass(frozen=True)
class Figure:
    """`latest` is None where nothing is measured; `met` is drawn beside the target, None without target or figure."""

    kpi: Kpi
    name: str
    abbreviation: str
    channel: str | None
    latest: str | None
    month: str | None
    target: str
    met: GateState | None
    course: Course | None
    line: Markup | None
    series: Series | None


def figure_of(edition: Edition, entry: EntryScore) -> Figure:
    kpi = edition.framework.kpis_by_id[entry.kpi]
    series = series_of(edition, entry)
    channel = edition.framework.channel(entry.channel).title.written_in(edition.language) if entry.channel else None
    course = course_of(kpi, series, edition.assessment.assessed_on) if series and not series.not_measured else None
    latest = entry.series.latest if entry.series else None
    target = series.target if series else None
    met = None if target is None or latest is None else kpi.meets(target, latest)
    decimals = None if latest is None else formats.kpi_decimals(kpi, latest, target if met is False else None)
    currency = edition.assessment.centre.currency
    return Figure(
        kpi=kpi,
        name=kpi.name.written_in(edition.language),
        abbreviation=kpi.abbreviation,
        channel=channel,
        latest=None if latest is None else formats.kpi_value(kpi, latest, edition.language, currency, decimals),
        month=formats.month(course.months[-1], edition.language) if course and course.months else None,
        target=formats.kpi_target(kpi, target, edition.language, currency, decimals),
        met=None if met is None else GateState.PASSED if met else GateState.FAILED,
        course=course,
        line=_line(edition, kpi, course, target),
        series=series,
    )


def series_of(edition: Edition, entry: EntryScore) -> Series | None:
    if entry.series is None:
        return None
    key = (entry.series.kpi, entry.series.variant, entry.series.channel)
    return next((series for series in edition.assessment.series if series.key == key), None)


def _line(
    edition: Edition, kpi: Kpi, course: Course | None, target: float | tuple[float, float] | None
) -> Markup | None:
    if course is None or len(course.values) < 2:
        return None
    return drawn(course_line(kpi, course, target, edition.language))
