"""The same report is the same file, whatever the machine's hash seed, time zone and language."""

import hashlib
import os
import subprocess
import sys

import pytest

from assess.settings import CHECKOUT

pytestmark = pytest.mark.long
ZONES = ("Asia/Shanghai", "America/Lima", "UTC", "Pacific/Kiritimati")
LOCALES = ("C", "C.UTF-8", "POSIX")
SCRIPT = """
import sys
from assess.i18n import Language
from assess.reports import print_pdf
from tests.reports.reports import demo_report
language = Language(sys.argv[1])
sys.stdout.buffer.write(print_pdf(demo_report(language), language))
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fifty_prints_are_one_file(language: str) -> None:
    found = set()
    for number in range(50):
        surroundings = {"PYTHONHASHSEED": str(number), "TZ": ZONES[number % 4], "LC_ALL": LOCALES[number % 3]}
        printed = subprocess.run(
            [sys.executable, "-c", SCRIPT, language],
            cwd=CHECKOUT,
            env=os.environ | surroundings,
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        assert printed.startswith(b"%PDF")
        found.add(hashlib.sha256(printed).hexdigest())
    assert len(found) == 1
