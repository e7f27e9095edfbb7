"""CPU seconds of printing the demo centre's report, by the warm printing process and by Chromium.

Chromium is given the same document with its style sheet in it. It starts for each print, on a profile that a first
print has warmed up: that is how a program would use it. What an empty page takes of it is its starting.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from assess.child import Child
from assess.i18n import Language
from assess.reports.html import gap_report_html
from assess.reports.pdf import SECONDS, print_html
from assess.reports.worker import STYLE_SHEET
from assess.settings import CHECKOUT, content_folder
from tests.bench import chromium
from tests.bench.figures import ROUNDS, Figure
from tests.reports.reports import demo_report

LIMIT = 2.5
TEMPLATES = content_folder("report_templates")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Print:
    """What one print took of the worker."""

    cpu: float
    wall: float


def measured() -> Iterator[Figure]:
    html = gap_report_html(demo_report(Language.EN), Language.EN, TEMPLATES)
    with (
        TemporaryDirectory() as temporary,
        closing(Child("-m", "assess.reports.worker", seconds=SECONDS)) as printer,
    ):
        file = Path(temporary) / "report.html"
        file.write_text(with_style(html), encoding="utf-8")
        empty = Path(temporary) / "empty.html"
        empty.write_text("<!DOCTYPE html><p>-", encoding="utf-8")
        cold = printed(printer, html)
        printed_by_chromium(file)
        starting = printed_by_chromium(empty)
        pairs = [(printed(printer, html), printed_by_chromium(file)) for _ in range(ROUNDS)]
        peak = memory(printer)
    cpu, wall = tuple(one.cpu for one, _ in pairs), tuple(one.wall for one, _ in pairs)
    peer = tuple(other for _, other in pairs)
    yield Figure("Print the PDF, CPU", "s", cpu, "Chromium", peer, LIMIT, "ratio")
    alone = tuple(other - starting for other in peer)
    yield Figure("  the same, Chromium started already", "s", cpu, "Chromium", alone)
    yield Figure("  the same, wall clock", "s", wall)
    yield Figure("  the first of a process, CPU", "s", (cold.cpu,))
    yield Figure("  the first of a process, wall clock", "s", (cold.wall,))
    yield Figure("  peak memory of the process", "MB", (peak,))


# ---- the printing process ----


def printed(printer: Child, html: str) -> Print:
    before, begin = cpu_of(printer), perf_counter()
    print_html(html, TEMPLATES, printer)
    return Print(cpu_of(printer) - before, perf_counter() - begin)


def cpu_of(child: Child) -> float:
    """User and system seconds so far; none before it is started."""
    if child.pid is None:
        return 0.0
    fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(child: Child) -> float:
    """The most that it ever had in memory, in MB."""
    lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1e6


# ---- Chromium ----


def with_style(html: str) -> str:
    fonts = (TEMPLATES / "fonts").resolve().as_uri()
    style = (TEMPLATES / STYLE_SHEET).read_text(encoding="utf-8").replace('url("fonts/', f'url("{fonts}/')
    return html.replace("</head>", f"<style>{style}</style></head>", 1)


def printed_by_chromium(file: Path) -> float:
    """CPU seconds of all its processes."""
    pdf = file.with_suffix(".pdf")
    pdf.unlink(missing_ok=True)
    command = [
        chromium.program(),
        *chromium.FLAGS,
        f"--user-data-dir={file.parent / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
        file.as_uri(),
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.spent", *command],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(timeout=SECONDS)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert pdf.read_bytes().startswith(b"%PDF")
    return float(told)
