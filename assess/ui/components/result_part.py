"""A result on the category sheet: the figures that decide it, and what each still wants."""

import streamlit as st

from assess.model.framework import Criterion
from assess.model.kpi import Series
from assess.model.scorecard import EntryScore
from assess.presentation import formats
from assess.presentation.sentences import series_sentence
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import plain, say, tell


def result_part(opened: OpenAssessment, criterion: Criterion) -> None:
    score = opened.scorecard.criterion(criterion.id)
    for entry in score.shown_entries:
        st.markdown(_line(opened, entry))
    if score.is_open:
        st.caption(say("result.how"))


def _line(opened: OpenAssessment, entry: EntryScore) -> str:
    kpi = opened.framework.kpis_by_id[entry.kpi]
    name = say("result.name", name=tell(kpi.name), abbreviation=plain(kpi.abbreviation))
    channel = entry.series.channel if entry.series else entry.when
    if channel:
        name += f" · {tell(opened.framework.channel(channel).title)}"
    if entry.series is None:
        return say("result.no_series", name=name)
    series = _series(opened, entry)
    language = session.language()
    currency = opened.assessment.centre.currency
    latest = plain(formats.kpi_value(kpi, entry.series.latest, language, currency))
    target = plain(formats.kpi_target(kpi, series.target, language, currency))
    line = say("result.line", name=name, latest=latest, target=target)
    if not entry.counts:
        line += say("result.shown_only")
    return f"{line}  \n:gray[{plain(series_sentence(opened.framework, entry.series, language))}]"


def _series(opened: OpenAssessment, entry: EntryScore) -> Series:
    assert entry.series is not None
    key = (entry.series.kpi, entry.series.variant, entry.series.channel)
    return next(series for series in opened.assessment.series if series.key == key)
