"""The application: `streamlit run app.py`, or `make app`."""

import gc

import streamlit as st
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assess.settings import content_folder
from assess.ui.boot import tell_boot_id

# A draw makes thousands of short-lived values: collected as often as by default, they cost a sixth of its time.
gc.set_threshold(100_000, 20, 50)

fonts = StaticFiles(directory=content_folder("report_templates") / "fonts")
app = st.App("assess/ui/main.py", routes=[Route("/boot", tell_boot_id), Mount("/fonts", fonts)])
