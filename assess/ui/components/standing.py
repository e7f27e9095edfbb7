"""Where the centre stands: the band and what limits it, the index claimed and supported."""

import streamlit as st

from assess.model.scorecard import BandRange
from assess.presentation import formats
from assess.presentation.pictures import index_bar
from assess.presentation.sentences import band_sentence, confidence_sentence, limit_sentences
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.picture import picture
from assess.ui.screen_words import plain, say


def standing(opened: OpenAssessment, band: BandRange) -> None:
    framework, card, language = opened.framework, opened.scorecard, session.language()
    st.title(plain(band_sentence(framework, band, language)), anchor=False)
    figures = st.columns(4)
    figures[0].metric(say("index_supported"), formats.interval(card.index_supported))
    figures[1].metric(say("index_claimed"), formats.interval(card.index_claimed))
    figures[2].metric(say("answered"), f"{card.completion.answered}/{card.completion.applicable}")
    figures[3].metric(
        say("confidence"), card.confidence, help=confidence_sentence(framework, card.confidence, language)
    )
    picture("index", index_bar(framework, card, language, session.palette()))
    if band.caps:
        st.markdown(say("results.limits"))
        st.markdown("\n".join(f"- {plain(line)}" for line in limit_sentences(framework, band, language)))
