"""A chart on the page."""

import streamlit as st


def picture(svg: str) -> None:
    """The SVG as it is, as wide as the page allows; its title is the text alternative."""
    st.html(f'<div style="max-width:900px">{svg.replace("<svg ", "<svg style='width:100%;height:auto' ", 1)}</div>')
