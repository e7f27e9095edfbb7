"""One criterion on the category sheet: question, ladder, reason, evidence, note, and what is claimed and supported.

Of a finished assessment it shows the same, and nothing can be changed.
"""

import streamlit as st

from assess.model.framework import Criterion, Kind
from assess.presentation.sentences import gate_kind, reason_sentence
from assess.services.assessing import OpenAssessment
from assess.ui import session
from assess.ui.components.conflict import conflict_box
from assess.ui.components.evidence import evidence_part
from assess.ui.components.history import history
from assess.ui.components.ladder import ladder, reason_choice
from assess.ui.components.mark import mark_badge, mark_button
from assess.ui.components.note import note
from assess.ui.components.result_part import result_part
from assess.ui.screen_words import plain, say, tell


def criterion_card(opened: OpenAssessment, criterion: Criterion) -> None:
    answer = opened.assessment.answer(criterion.id)
    changed = session.see(opened.id, answer, opened.version(criterion.id))
    with st.container(border=True, key=f"card-{criterion.id.replace('.', '-')}"):
        _head(opened, criterion)
        conflict_box(opened, criterion)
        if criterion.kind is Kind.RESULT:
            result_part(opened, criterion)
        else:
            ladder(opened, criterion, answer, changed)
            reason_choice(opened, criterion, answer, changed)
        _standing(opened, criterion)
        if criterion.kind is Kind.ENABLER:
            evidence_part(opened, criterion, answer)
        note(opened, criterion, disabled=opened.is_finished)
        with st.container(horizontal=True):
            if not opened.is_finished:
                mark_button(opened, criterion)
            history(opened, criterion)


def _head(opened: OpenAssessment, criterion: Criterion) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{criterion.id} {tell(criterion.title)}", anchor=False, width="content")
        if criterion.gate:
            st.badge(gate_kind(criterion.gate, session.language()), color="orange")
        mark_badge(opened, criterion)
    st.markdown(tell(criterion.question))


def _standing(opened: OpenAssessment, criterion: Criterion) -> None:
    score = opened.scorecard.criterion(criterion.id)
    sentence = reason_sentence(opened.framework, score.reason, session.language())
    if score.claimed is None:
        st.caption(plain(sentence))
    else:
        st.caption(say("standing", claimed=score.claimed, supported=score.supported, reason=plain(sentence)))
