"""A field for a file. Streamlit says what stands in it in English only: our own words are laid over it."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assess.ui.screen_words import say

_OVER = """<style>
[data-testid=stFileUploaderDropzone] :is(button p, [data-testid=stFileUploaderDropzoneInstructions] span) {{
  font-size: 0 }}
[data-testid=stFileUploaderDropzone] :is(button p, [data-testid=stFileUploaderDropzoneInstructions] span)::after {{
  font-size: .875rem }}
[data-testid=stFileUploaderDropzone] button p::after {{ content: "{choose}" }}
[data-testid=stFileUploaderDropzoneInstructions] span::after {{ content: "{limit}" }}
</style>"""


def file_field(label: str, key: str, help: str) -> UploadedFile | None:
    limit = say("file.limit", count=st.get_option("server.maxUploadSize"))
    st.html(_OVER.format(choose=say("file.choose"), limit=limit))
    return st.file_uploader(label, key=key, help=help)
