"""Results: where the centre stands, what limits it, and what to do next."""

import streamlit as st

from assess.model.gap import Gap
from assess.presentation import formats
from assess.presentation.pictures import category_map, dimension_bars, gates_strip, good_percent
from assess.presentation.sentences import unmet_sentences, verdict_title
from assess.scoring import find_gaps
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.gap_table import gap_table
from assess.ui.components.gate_list import gate_list
from assess.ui.components.next_steps import next_steps
from assess.ui.components.nothing_open import nothing_open
from assess.ui.components.picture import picture
from assess.ui.components.standing import standing
from assess.ui.screen_words import plain, say


def show(opened: OpenAssessment) -> None:
    framework, card = opened.framework, opened.scorecard
    st.caption(plain(opened.assessment.centre.name))
    if card.band is None or card.index_supported is None:
        st.title(say("page.results"), anchor=False)
        st.info(say("results.nothing"))
        return
    gaps = find_gaps(framework, card)
    standing(opened, card.band)
    st.header(say("results.next_steps"), anchor=False)
    next_steps(opened, gaps)
    score(opened)
    gates_and_verdict(opened)
    what_is_missing(opened, gaps)


def score(opened: OpenAssessment) -> None:
    framework, card, language, palette = opened.framework, opened.scorecard, session.language(), session.palette()
    st.header(say("results.dimensions"), anchor=False)
    picture("dimensions", dimension_bars(framework, card, language, palette))
    target = formats.plain(good_percent(framework))
    st.caption(say("results.bars_read", target=target, score=framework.rules.gaps.target))
    st.header(say("results.categories"), anchor=False)
    picture("categories", category_map(framework, card, language, palette))
    st.caption(say("results.map_read"))


def gates_and_verdict(opened: OpenAssessment) -> None:
    framework, card, language = opened.framework, opened.scorecard, session.language()
    if card.gates:
        st.header(say("results.gates"), anchor=False)
        picture("gates", gates_strip(framework, card, language, session.palette()))
        gate_list(opened)
    verdict = plain(verdict_title(framework, card.verdict.id, language))
    st.header(say("results.verdict", verdict=verdict), anchor=False)
    if card.verdict.high != card.verdict.id:
        best = plain(verdict_title(framework, card.verdict.high, language))
        st.markdown(say("results.verdict_high", verdict=best))
    if card.waiting:
        st.markdown(say("results.waiting", count=card.waiting))
    if card.verdict.unmet:
        st.markdown(say("results.unmet"))
        st.markdown("\n".join(f"- {plain(line)}" for line in unmet_sentences(framework, card.verdict.unmet, language)))


def what_is_missing(opened: OpenAssessment, gaps: tuple[Gap, ...]) -> None:
    st.header(say("results.gaps"), anchor=False)
    if gaps:
        gap_table(opened, gaps)
    else:
        st.markdown(say("results.no_gaps"))


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
