"""The shipped framework, loaded once for all tests."""

from functools import cache

from assess.catalogue import load_framework
from assess.model.framework import Framework
from assess.settings import content_folder

CONTACT_CENTRE = content_folder("frameworks") / "contact-centre" / "1.0"
KPIS = content_folder("frameworks") / "kpis"


@cache
def shipped_framework() -> Framework:
    return load_framework(CONTACT_CENTRE, KPIS)
