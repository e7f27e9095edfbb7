"""The printed report, by a real printing process."""

import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from assess.child import Child
from assess.errors import ReportFailed
from assess.i18n import Language, words
from assess.presentation import formats
from assess.presentation.sentences import band_name, title_of
from assess.reports import print_pdf
from assess.reports.pdf import print_html
from assess.settings import CHECKOUT, content_folder
from tests.reports.reports import (
    HOSTILE,
    begun_report,
    demo_report,
    empty_report,
    express_report,
    hostile_report,
    legal_report,
)

pytestmark = pytest.mark.pdf
TEMPLATES = content_folder("report_templates")
MOST_PAGES = 9
MARGIN = 20 / 25.4 * 72
AN_EM = 12  # a quotation mark at the edge is measured with the room that it does not take
WIDTH = 210 / 25.4 * 72


@pytest.fixture(scope="module")
def printer() -> Iterator[Child]:
    child = Child("-m", "assess.reports.worker", seconds=120)
    yield child
    child.close()


def fonts_of(page: Any) -> Any:
    return page["/Resources"].get("/Font", {})


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """As it is read aloud, without the spaces and breaks of the layout."""
    return "".join("".join(page.extract_text() for page in read(pdf).pages).split())


def packed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", Language)
def test_band_index_and_gates_stand_in_the_pdf(printer: Child, language: Language) -> None:
    report = demo_report(language)
    card, framework = report.scorecard, report.framework
    text = text_of(print_pdf(report, language, printer=printer))
    assert card.band is not None
    assert packed(band_name(framework, card.band.low, language)) in text
    assert formats.interval(card.index_supported) in text
    assert formats.interval(card.index_claimed) in text
    for gate in card.gates:
        if gate.state.value in ("failed", "not_proved"):
            assert packed(title_of(framework, gate.id, language)) in text


@pytest.mark.parametrize("language", Language)
def test_the_pdf_is_tagged_and_has_language_title_bookmarks_and_few_pages(printer: Child, language: Language) -> None:
    pdf = read(print_pdf(demo_report(language), language, printer=printer))
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == language.html
    assert catalogue["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == words("report")["gap_report"][language] + words("sentences")["list.colon"][
        language
    ] + (demo_report(language).assessment.centre.name)
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.date() == demo_report(language).printed_on
    said = [str(mark["/Title"]) for mark in pdf.outline if isinstance(mark, dict)]
    parts = ("summary", "why", "gates", "verdict", "strengths", "gaps", "results", "method")
    assert [title.split(words("sentences")["list.colon"][language])[0] for title in said] == [
        words("report")[part][language].split(words("sentences")["list.colon"][language])[0] for part in parts
    ]
    assert len(pdf.pages) <= MOST_PAGES


def test_only_fonts_that_ship_with_the_project_are_used(printer: Child) -> None:
    for language in Language:
        pdf = read(print_pdf(demo_report(language), language, printer=printer))
        fonts = {
            str(font.get_object()["/BaseFont"]).split("+")[-1].replace("-", "")
            for page in pdf.pages
            for font in fonts_of(page).values()
        }
        assert fonts, language
        assert all(font.startswith("NotoSansSC") for font in fonts), fonts


def test_two_machines_print_the_same_bytes() -> None:
    script = (
        "import sys; from assess.i18n import Language; from assess.reports import print_pdf;"
        "from tests.reports.reports import demo_report;"
        "sys.stdout.buffer.write(print_pdf(demo_report(Language.ZH), Language.ZH))"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=CHECKOUT,
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed, zone, locale in (("1", "Asia/Shanghai", "C.UTF-8"), ("2", "America/Lima", "C"))
    ]
    assert printed[0].startswith(b"%PDF")
    assert printed[0] == printed[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_and_long_texts_stay_text_inside_the_margins(printer: Child, text: str, tmp_path: Path) -> None:
    pdf = print_pdf(hostile_report(text), Language.EN, printer=printer)
    assert len(read(pdf).pages) <= MOST_PAGES + 1
    if text.isascii():
        assert packed(text[:60]) in text_of(pdf)
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode("utf-8", "replace")
    for line in boxes.splitlines():
        if "<word" in line:
            left, right = (float(line.split(f'{edge}="')[1].split('"')[0]) for edge in ("xMin", "xMax"))
            assert left > MARGIN - AN_EM, line
            assert right < WIDTH - MARGIN + AN_EM, line


def test_an_empty_and_an_express_assessment_are_printed(printer: Child) -> None:
    for report in (empty_report(), express_report()):
        for language in Language:
            assert len(read(print_pdf(report, language, printer=printer)).pages) <= MOST_PAGES


@pytest.mark.parametrize("language", Language)
def test_the_summary_is_one_page_however_much_is_open_or_fails(printer: Child, language: Language) -> None:
    legal = [legal_report(language, scores) for scores in ((None,), (0, 4), (0, 4, None))]
    for report in (empty_report(), begun_report(), demo_report(language), *legal):
        pages = [packed(page.extract_text()) for page in read(print_pdf(report, language, printer=printer)).pages]
        assert packed(words("report")["steps"][language]) in pages[1]
        assert packed(words("report")["why.bars"][language]) in pages[2]


def test_the_chinese_demo_has_no_page_for_a_few_lines(printer: Child) -> None:
    assert len(read(print_pdf(demo_report(Language.ZH), Language.ZH, printer=printer)).pages) == 8


def test_nothing_is_fetched_and_no_file_is_opened_for_a_document(printer: Child, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may read this")
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for base in (f"http://127.0.0.1:{server.server_port}/", secret.as_uri() + "?"):
        html = f"""<html><head><link rel=stylesheet href="{base}a"><link rel=attachment href="{base}b">
        <style>@import url("{base}c"); @font-face {{ font-family: x; src: url("{base}d") }}
        body {{ font-family: x; background: url("{base}e"); content: url("{base}f") }}</style></head>
        <body><img src="{base}g"><object data="{base}h"></object><embed src="{base}i">
        <svg><image href="{base}j"/><use href="{base}k#l"/></svg><iframe src="{base}m"></iframe></body></html>"""
        pdf = print_html(html, TEMPLATES, printer)
        assert b"/EmbeddedFile" not in pdf
        assert "nobody" not in text_of(pdf)
    server.shutdown()
    server.server_close()
    assert asked == []


def test_a_document_that_never_ends_is_stopped_and_the_next_one_is_printed() -> None:
    printer = Child("-m", "assess.reports.worker", seconds=10)
    with pytest.raises(ReportFailed) as failed:
        print_html("<table><td colspan=1000000>x</table>" * 50, TEMPLATES, printer)
    assert failed.value.code == "report_late"
    assert "10 seconds" in str(failed.value)
    assert print_html("<p>next", TEMPLATES, printer).startswith(b"%PDF")
    printer.close()


def failure_of(templates: Path = TEMPLATES) -> ReportFailed:
    printer = Child("-m", "assess.reports.worker", seconds=60)
    with pytest.raises(ReportFailed) as failed:
        print_pdf(demo_report(Language.EN), Language.EN, templates, printer)
    printer.close()
    for language in Language:
        words("errors")[failed.value.code][language].format(**failed.value.facts)
    return failed.value


def test_without_pango_the_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The loader looks here first and finds a file that is no library.
    (tmp_path / "libpango-1.0.so.0").write_text("gone")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    problem = failure_of()
    assert problem.code == "report_no_pango"
    assert "sudo apt-get install libpango-1.0-0" in str(problem)


def test_without_weasyprint_the_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ImportError('no such package')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    problem = failure_of()
    assert problem.code == "report_no_engine"
    assert "make install" in str(problem)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda folder: (folder / "fonts" / "NotoSansSC-Bold.ttf").unlink(), "report_no_font"),
        (lambda folder: (folder / "fonts" / "NotoSansSC-Regular.ttf").write_bytes(b"x"), "report_no_font"),
        (lambda folder: (folder / "gap_report.css").unlink(), "report_no_template"),
        (lambda folder: (folder / "gap_report.html.j2").unlink(), "report_no_template"),
        (lambda folder: (folder / "summary.html.j2").unlink(), "report_no_template"),
    ],
)
def test_a_missing_font_or_template_is_named_with_its_remedy(spoil: object, code: str, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    assert callable(spoil)
    spoil(folder)
    problem = failure_of(folder)
    assert problem.code == code
    assert "git checkout -- report_templates" in str(problem)
    assert str(folder) in str(problem)


def test_a_process_that_ends_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text(
        "import os, sys; sys.stderr.write('broken'); sys.stderr.flush(); os._exit(9)"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    problem = failure_of()
    assert (problem.code, problem.facts["detail"]) == ("report_crashed", "broken")


def test_the_printing_engine_is_never_imported_beside_the_application() -> None:
    script = "import sys, assess.reports, assess.services.reporting; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, check=False, timeout=60).returncode == 0
