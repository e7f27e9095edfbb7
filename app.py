"""The application: `streamlit run app.py`, or `make app`."""

import streamlit as st
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assess.settings import content_folder
from assess.ui.boot import tell_boot_id

fonts = StaticFiles(directory=content_folder("report_templates") / "fonts")
app = st.App("assess/ui/main.py", routes=[Route("/boot", tell_boot_id), Mount("/fonts", fonts)])
