"""The gap list, worst first; practice and proof apart."""

import streamlit as st

from assess.model.gap import Gap
from assess.presentation import formats
from assess.services.assessing import OpenAssessment
from assess.ui.screen_words import say, tell

FIRST = 20


def gap_table(opened: OpenAssessment, gaps: tuple[Gap, ...]) -> None:
    codes = ("criterion", "practice", "proof", "points", "effort")
    lines = ["| " + " | ".join(say(f"gap.{code}") for code in codes) + " |", "| - | -: | -: | -: | -: |"]
    lines += [_row(opened, gap) for gap in gaps[:FIRST]]
    st.markdown("\n".join(lines))
    if len(gaps) > FIRST:
        st.caption(say("gap.more", count=len(gaps) - FIRST))


def _row(opened: OpenAssessment, gap: Gap) -> str:
    title = tell(opened.framework.criteria[gap.criterion].title)
    practice = formats.person_days(gap.effort_practice) if gap.practice else ""
    proof = formats.person_days(gap.effort_proof) if gap.proof else ""
    effort = " + ".join(part for part in (practice, proof) if part)
    cells = (f"{gap.criterion} {title}", gap.practice or "", gap.proof or "", formats.gain(gap.points), effort)
    return f"| {' | '.join(str(cell) for cell in cells)} |"
