"""The application: `streamlit run app.py`, or `make app`."""

import streamlit as st
from starlette.routing import Route

from assess.ui.boot import tell_boot_id

app = st.App("assess/ui/main.py", routes=[Route("/boot", tell_boot_id)])
