"""A chart on the page."""

import streamlit as st

FITTED = '<svg style="width:100%;height:auto" '


def picture(svg: str) -> None:
    """The SVG as wide as the page allows; its title is the text alternative."""
    st.html(f'<div style="max-width:900px">{svg.replace("<svg ", FITTED, 1)}</div>')
