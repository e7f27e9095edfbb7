"""Results: where the centre stands, what limits it, and what to do next."""

import streamlit as st

from assess.presentation import formats
from assess.presentation.pictures import category_map, dimension_bars, index_bar
from assess.presentation.sentences import band_sentence, confidence_sentence, unmet_sentence, verdict_title
from assess.scoring import find_gaps
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.gap_table import gap_table
from assess.ui.components.gate_list import gate_list
from assess.ui.components.next_steps import next_steps
from assess.ui.components.nothing_open import nothing_open
from assess.ui.components.picture import picture
from assess.ui.screen_words import plain, say


def show(opened: OpenAssessment) -> None:
    framework, card, language = opened.framework, opened.scorecard, session.language()
    gaps = find_gaps(framework, card)
    st.caption(plain(opened.assessment.centre.name))
    if card.band is None or card.index_supported is None:
        st.info(say("results.nothing"))
        return
    st.title(band_sentence(framework, card.band, language), anchor=False)
    figures = st.columns(4)
    figures[0].metric(say("index_supported"), formats.interval(card.index_supported))
    figures[1].metric(say("index_claimed"), formats.interval(card.index_claimed))
    figures[2].metric(say("answered"), f"{card.completion.answered}/{card.completion.applicable}")
    figures[3].metric(say("confidence"), card.confidence, help=confidence_sentence(card.confidence, language))
    picture(index_bar(framework, card, language, session.palette()))
    st.header(say("results.next_steps"), anchor=False)
    next_steps(opened, gaps)
    st.header(say("results.dimensions"), anchor=False)
    picture(dimension_bars(framework, card, language, session.palette()))
    st.caption(say("results.bars_read"))
    st.header(say("results.categories"), anchor=False)
    picture(category_map(framework, card, language, session.palette()))
    st.header(say("results.gates"), anchor=False)
    gate_list(opened)
    st.header(say("results.verdict", verdict=verdict_title(framework, card.verdict.id, language)), anchor=False)
    if card.verdict.high != card.verdict.id:
        st.markdown(say("results.verdict_high", verdict=verdict_title(framework, card.verdict.high, language)))
    if card.verdict.unmet:
        st.markdown(say("results.unmet"))
        st.markdown("\n".join(f"- {unmet_sentence(framework, unmet, language)}" for unmet in card.verdict.unmet))
    st.header(say("results.gaps"), anchor=False)
    gap_table(opened, gaps)


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
