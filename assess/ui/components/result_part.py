"""A result on the category sheet: the figures that decide it, and what each still wants."""

import streamlit as st

from assess.model.framework import Criterion
from assess.model.kpi import Series
from assess.model.scorecard import EntryScore
from assess.presentation import formats
from assess.presentation.sentences import series_sentence
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.screen_words import say, tell


def result_part(opened: OpenAssessment, criterion: Criterion) -> None:
    entries = [entry for entry in opened.scorecard.criterion(criterion.id).entries if entry.counts or entry.series]
    for entry in entries:
        st.markdown(_line(opened, entry))


def _line(opened: OpenAssessment, entry: EntryScore) -> str:
    kpi = opened.framework.kpis_by_id[entry.kpi]
    name = f"**{tell(kpi.name)}** ({kpi.abbreviation})"
    if entry.when:
        name += f" · {tell(opened.framework.channel(entry.when).title)}"
    if entry.series is None:
        return f"{name}: {say('result.no_series')}"
    series = _series(opened, entry)
    language = session.language()
    currency = opened.assessment.centre.currency
    latest = formats.kpi_value(kpi, entry.series.latest, language, currency)
    target = formats.kpi_target(kpi, series.target, language, currency)
    reason = series_sentence(opened.framework, entry.series, language)
    shown = "" if entry.counts else f" {say('result.shown_only')}"
    return f"{name}: {say('result.line', latest=latest, target=target)}{shown}  \n:gray[{reason}]".replace("$", "\\$")


def _series(opened: OpenAssessment, entry: EntryScore) -> Series:
    assert entry.series is not None
    key = (entry.series.kpi, entry.series.variant, entry.series.channel)
    return next(series for series in opened.assessment.series if series.key == key)
