"""A chart on the page.

A component, since `st.html` takes SVG out and an `<img>` would hide its words from a screen reader. The SVG is our
own; every text in it was escaped where it was drawn.
"""

import streamlit as st

_CSS = """
figure { margin: 0; overflow-x: auto }
svg { display: block; width: 100%; min-width: 600px; height: auto }
"""
_JS = """
export default function (component) {
  component.parentElement.querySelector('figure').innerHTML = component.data.svg
}
"""

_picture = st.components.v2.component("assess_picture", html="<figure></figure>", css=_CSS, js=_JS)


def picture(name: str, svg: str) -> None:
    """The SVG as wide as the page allows; its title is the text alternative."""
    _picture(key=f"picture:{name}", data={"svg": svg})
