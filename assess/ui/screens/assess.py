"""The category sheet: the criteria of one category, answered in place."""

import streamlit as st

from assess.model.framework import Category, Framework
from assess.services.assessing import OpenAssessment
from assess.services.sheet import shown
from assess.ui import session
from assess.ui.components.criterion_card import criterion_card
from assess.ui.components.nothing_open import nothing_open
from assess.ui.components.progress import next_open_section, progress_of
from assess.ui.components.save_status import save_status
from assess.ui.components.set_aside import set_aside_choice
from assess.ui.components.undo import undo_button
from assess.ui.components.way_back import way_back
from assess.ui.screen_words import plain, say, tell
from assess.ui.size import WIDTH


def show(opened: OpenAssessment) -> None:
    category = chosen_category(opened)
    # Drawn first, so that "saved" stands there before the rest of the page has been drawn again.
    with st.bottom, st.container(width=WIDTH, horizontal=True, vertical_alignment="center"):
        save_status(opened)
        undo_button(opened)
        way_on(opened, category)
    way_back()
    dimension = opened.framework.places[category.criteria[0].id][0]
    st.caption(f"{plain(opened.assessment.centre.name)} · {tell(dimension.title)}")
    st.title(f"{category.id} {tell(category.title)}", anchor=False)
    if opened.is_finished:
        st.info(say("sheet.finished", revision=opened.revision))
        st.page_link("screens/check.py", label=say("sheet.reopen"), icon=":material/arrow_forward:")
    if category.introduction:
        st.markdown(tell(category.introduction))
    with st.container(horizontal=True, vertical_alignment="center"):
        progress = progress_of(opened, category)
        st.caption(say("answered_of", answered=progress.answered, applicable=progress.applicable), width="content")
        set_aside_choice(opened, category)
    general_ladder(opened.framework)
    for criterion in shown(opened, category):
        criterion_card(opened, criterion)


def chosen_category(opened: OpenAssessment) -> Category:
    """The one in the address; else the first with something open; else the first."""
    known = {id: one for id, one in opened.framework.categories.items() if progress_of(opened, one).in_scope}
    chosen = known.get(session.section() or "")
    category = chosen or next_open_section(opened) or next(iter(known.values()))
    session.go_to_section(category.id)
    return category


def general_ladder(framework: Framework) -> None:
    if not framework.factors and framework.gate_note is None:
        return
    with st.expander(say("ladder.how")):
        if framework.factors:
            st.markdown(say("ladder.lowest"))
            st.markdown(ladder_table(framework))
        if framework.gate_note:
            st.markdown(tell(framework.gate_note))


def ladder_table(framework: Framework) -> str:
    lines = ["| | " + " | ".join(tell(factor.title) for factor in framework.factors) + " |"]
    lines.append("|" + " - |" * (len(framework.factors) + 1))
    for level in framework.scale:
        cells = [tell(level.factors[one.id]) if one.id in level.factors else "–" for one in framework.factors]
        lines.append(f"| **{level.score} {tell(level.title)}** | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def way_on(opened: OpenAssessment, category: Category) -> None:
    shown = [one for one in opened.framework.categories.values() if progress_of(opened, one).in_scope]
    place = shown.index(category) if category in shown else 0
    following = next_open_section(opened, category.id)
    ways = [("previous", shown[place - 1] if place else None)]
    ways += [("next", shown[place + 1] if place + 1 < len(shown) else None), ("next_open", following)]
    for code, target in ways:
        if target is not None:
            st.button(
                say(f"way.{code}"),
                key=f"way:{code}",
                help=f"{target.id} {tell(target.title)}",
                on_click=session.go_to_section,
                args=(target.id,),
            )


current = session.opened()
if current is None:
    nothing_open()
else:
    show(current)
