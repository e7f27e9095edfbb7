"""Fixtures: Chromium, a server for each test, and pages that note what goes wrong in them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.servers import Server

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)

expect.set_options(timeout=15_000)  # a machine may be slow, and the page is looked at until it is so

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program, "Chromium is missing: make test installs it"
    # Chromium keeps its crash reports there, though its profile is a temporary one.
    home: dict[str, str | float | bool] = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("config"))}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS), env=home)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "home")
    yield server
    server.kill()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a session of its own. No page may fail, ask a question or talk to another machine."""
    contexts: list[BrowserContext] = []
    seen: list[str] = []

    def open_page(address: str, locale: str = "en-GB") -> Page:
        context = browser.new_context(locale=locale, timezone_id="Asia/Shanghai", accept_downloads=True)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: seen.append(f"script failed: {error}"))
        page.on("dialog", lambda dialog: seen.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: note_request(request.url))
        page.goto(address)
        return page

    def note_request(address: str) -> None:
        if not address.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            seen.append(f"request: {address}")

    yield open_page
    for context in contexts:
        context.close()
    assert seen == []
