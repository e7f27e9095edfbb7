"""The printing process: `python -m assess.reports.worker`. HTML comes in, a PDF or what failed goes out.

A request is JSON: `html`, and `templates`, the folder of the style sheet and its fonts. An answer is the PDF after
a `+`, or after a `-` JSON: the `code` of the failure and its `detail`.
"""

import gc
import json
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assess.child import limit_memory, serve

MEMORY = 1024**3
STYLE_SHEET = "gap_report.css"


class CannotPrint(Exception):
    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = str(detail)


@dataclass(frozen=True)
class Style:
    """A style sheet with its fonts, read once a process."""

    sheet: Any
    fonts: Any


def answer(request: bytes) -> bytes:
    wanted = json.loads(request)
    try:
        return b"+" + render(wanted["html"], Path(wanted["templates"]))
    except CannotPrint as problem:
        return b"-" + json.dumps({"code": problem.code, "detail": problem.detail}).encode()


def render(html: str, templates: Path) -> bytes:
    """The tagged PDF. Nothing is fetched for the document: its texts are other people's."""
    weasyprint = engine()
    style = style_of(templates)
    fetcher = weasyprint.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    # Collecting would go through the same millions of boxes again and again; they are freed together afterwards.
    gc.disable()
    try:
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        pdf: bytes = document.write_pdf(stylesheets=[style.sheet], font_config=style.fonts, pdf_variant="pdf/ua-1")
        return pdf
    finally:
        gc.enable()
        gc.collect()


def engine() -> Any:
    """WeasyPrint, whose import needs Pango: only this process ever imports it."""
    try:
        import weasyprint
    except ImportError as problem:
        raise CannotPrint("report_no_engine", problem) from None
    except OSError as problem:
        raise CannotPrint("report_no_pango", problem) from None
    return weasyprint


@cache
def style_of(templates: Path) -> Style:
    """The trusted style sheet: it alone may read files, those of its own folder."""
    weasyprint = engine()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    noticed = _Notices()
    logging.getLogger("weasyprint").addHandler(noticed)
    fetcher = weasyprint.URLFetcher(allowed_protocols=("file",), allow_redirects=False)
    try:
        sheet = weasyprint.CSS(filename=templates / STYLE_SHEET, font_config=fonts, url_fetcher=fetcher)
    except FileNotFoundError as problem:
        raise CannotPrint("report_no_template", problem.filename) from None
    finally:
        logging.getLogger("weasyprint").removeHandler(noticed)
    if noticed.fonts:
        raise CannotPrint("report_no_font", templates / "fonts")
    return Style(sheet, fonts)


class _Notices(logging.Handler):
    """Whether a font could not be read, which WeasyPrint only logs before it takes another one."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.fonts = False

    def emit(self, record: logging.LogRecord) -> None:
        self.fonts = self.fonts or record.getMessage().startswith("Font-face")


if __name__ == "__main__":
    limit_memory(MEMORY)
    serve(answer)
