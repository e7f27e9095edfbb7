"""What happens to a note, and to the page, when the server, the browser, the disk or the database goes."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.disks import Disk, disk
from tests.browser.lines import Line
from tests.browser.notes import SAVED, comes, drafts, is_saved, note, note_of, type_note, under
from tests.browser.screens import SAVED as ALL_SAVED
from tests.browser.screens import choose, drawn, shows, start_assessment, step
from tests.browser.servers import Server
from tests.browser.sessions import FLAGS, Open
from tests.browser.test_journey import begun, go_to
from tests.databases import on_postgres
from tests.postgres import VARIABLE, schema_url

__all__ = ["disk"]

pytestmark = pytest.mark.browser
of_a_file = pytest.mark.skipif(on_postgres(), reason="of a database in a file")
BANNER = re.compile("Nothing can be saved at the moment")


@pytest.mark.parametrize("moment", [0, 650, 800, 1_500])
def test_a_note_survives_a_server_that_is_killed_so_many_milliseconds_after_the_last_key(
    server: Server, open_page: Open, moment: int
) -> None:
    page = begun(server, open_page)
    note(page).fill("an older text")
    expect(under(page)).to_have_text(SAVED)
    type_note(page, ", and a newer one")
    page.wait_for_timeout(moment)
    server.kill()
    said = under(page).inner_text()
    assert not SAVED.search(said) or note_of(server) == "an older text, and a newer one"
    expect(page.get_by_role("alert").filter(has_text="Connection lost")).to_be_visible()
    if note_of(server) != "an older text, and a newer one":
        expect(under(page)).to_have_text(re.compile("^Not saved: the server does not answer"))
    server.start()
    expect(under(page)).to_have_text(SAVED)
    expect(note(page)).to_have_value("an older text, and a newer one")
    assert note_of(server) == "an older text, and a newer one"
    expect(page.get_by_text("Choose which one stands")).to_have_count(0)


def test_who_types_on_while_the_server_is_killed_and_started_again_loses_no_key(
    server: Server, open_page: Open
) -> None:
    page = begun(server, open_page)
    page.evaluate("window.ofTheOldServer = true")
    note(page).click()
    page.keyboard.type("one ", delay=50)
    server.kill()
    page.keyboard.type("typed in the dark ", delay=300)  # longer than Streamlit waits with a box over the page
    expect(page.get_by_role("dialog")).to_have_count(0)
    server.start()
    page.keyboard.type("and on ", delay=300)
    page.wait_for_function("window.ofTheOldServer === undefined")  # loaded anew, once nobody types
    drawn(page, re.compile("^S1 "))
    expect(note(page)).to_be_focused()
    page.keyboard.type("and on", delay=50)
    assert is_saved(page, server, "one typed in the dark and on and on")
    expect(under(page)).to_have_text(SAVED)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Of a browser that keeps its storage."""
    return tmp_path / "profile"


Start = Callable[[], BrowserContext]


@pytest.fixture
def start_browser(browser: Browser, profile: Path) -> Iterator[Start]:
    started: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            profile, executable_path=shutil.which("chromium"), args=list(FLAGS), locale="en-GB"
        )
        context.set_default_timeout(20_000)
        started.append(context)
        return context

    yield start
    for context in started:
        context.close()


def kill_browser(profile: Path) -> None:
    for entry in Path("/proc").iterdir():
        words = (entry / "cmdline").read_text(errors="replace").split("\0") if entry.name.isdigit() else []
        if f"--user-data-dir={profile}" in words and not any(word.startswith("--type=") for word in words):
            os.kill(int(entry.name), signal.SIGKILL)
            return
    raise AssertionError("no such browser")


def test_a_killed_browser_loses_nothing_that_was_typed_while_the_server_was_away(
    server: Server, start_browser: Start, profile: Path
) -> None:
    server.start()
    page = start_browser().pages[0]
    page.goto(server.url)
    start_assessment(page, "Riverside")
    address = page.url
    note(page).fill("before")
    expect(under(page)).to_have_text(SAVED)
    server.kill()
    type_note(page, ", and what nobody else has seen", delay=10)
    page.wait_for_timeout(300)
    kill_browser(profile)
    server.start()
    page = start_browser().pages[0]
    page.goto(address)
    type_note(page, "; typed on at once", delay=10)
    expect(note(page)).to_have_value("before, and what nobody else has seen; typed on at once")
    expect(under(page)).to_have_text(SAVED)
    assert note_of(server) == "before, and what nobody else has seen; typed on at once"
    expect(page.get_by_text("Choose which one stands")).to_have_count(0)


def test_a_killed_browser_and_a_killed_server_lose_nothing_together(
    server: Server, start_browser: Start, profile: Path
) -> None:
    """As when the laptop goes off in the middle of typing; the first page that is opened sends the text."""
    server.start()
    page = start_browser().pages[0]
    page.goto(server.url)
    start_assessment(page, "Riverside")
    type_note(page, "typed until the very end", delay=10)
    page.wait_for_timeout(100)
    kill_browser(profile)
    server.kill()
    server.start()
    page = start_browser().pages[0]
    page.goto(server.url)
    drawn(page, re.compile("Contact-centre"))
    assert is_saved(page, server, "typed until the very end")
    assert comes(page, lambda: drafts(page) == [])


class OnDisk(Server):
    """Its log stands elsewhere: it shall not be that which fills the disk."""

    @property
    def log(self) -> Path:
        return self.home.parent / "server.log"


@pytest.fixture
def server_on_disk(disk: Disk) -> Iterator[Server]:
    server = OnDisk(disk.folder)
    yield server
    server.kill()


@of_a_file
def test_a_full_disk_is_told_reading_goes_on_and_all_is_saved_once_it_is_free(
    server_on_disk: Server, disk: Disk, open_page: Open
) -> None:
    server = server_on_disk
    page = begun(server, open_page)
    page.evaluate("window.ofBefore = true")
    choose(page, "S1.2", 3)
    disk.fill()
    step(page, "S1.1", 4).click()
    expect(page.get_by_text(re.compile(r"Not saved \(S1.1\): The disk is full"))).to_be_visible()
    assert shows(page, {"S1.2": 3})
    note(page).fill("typed on a full disk")
    expect(under(page)).to_have_text(re.compile("^Not saved: The disk is full"))
    go_to(page, "Results")
    drawn(page, re.compile("band"))
    go_to(page, "Assess")
    drawn(page, re.compile("^S1 "))
    expect(note(page)).to_have_value("typed on a full disk")
    expect(under(page)).to_have_text(re.compile("^Not saved: The disk is full"))
    expect(page.get_by_text(ALL_SAVED)).not_to_be_visible()
    assert server.answers() == [("S1.2", 3, "")]
    disk.free()
    expect(under(page)).to_have_text(SAVED)
    expect(page.get_by_text(ALL_SAVED)).to_be_visible()
    assert server.answers() == [("S1.1", None, "typed on a full disk"), ("S1.2", 3, "")]
    assert page.evaluate("window.ofBefore")


@of_a_file
@pytest.mark.parametrize("hindrance", ["full", "ro"])
def test_a_program_that_starts_where_nothing_can_be_written_says_so_on_every_page_until_it_can(
    server_on_disk: Server, disk: Disk, open_page: Open, hindrance: str
) -> None:
    server = server_on_disk
    page = begun(server, open_page)
    choose(page, "S1.2", 3)
    server.kill()
    assert server.scores() == {"S1.2": 3}  # and whoever leaves the file last takes the log beside it away
    reason = "The disk is full" if hindrance == "full" else "may be read but not written"
    disk.fill() if hindrance == "full" else disk.turn("ro")
    server.start()
    expect(page.get_by_text(BANNER)).to_contain_text(reason)
    for name, title in (("Results", "band"), ("Sections", "Sections"), ("Home", "Contact-centre"), ("Assess", "^S1 ")):
        go_to(page, name)
        drawn(page, re.compile(title))
        expect(page.get_by_text(BANNER)).to_contain_text(reason)
    assert shows(page, {"S1.2": 3})
    note(page).fill("typed where nothing can be written")
    expect(under(page)).to_have_text(re.compile(f"^Not saved: .*{reason}"))
    disk.free() if hindrance == "full" else disk.turn("rw")
    expect(under(page)).to_have_text(SAVED)
    expect(page.get_by_text(BANNER)).to_have_count(0)
    assert note_of(server) == "typed where nothing can be written"


@of_a_file
def test_a_database_that_is_taken_away_is_told_and_goes_on_when_it_is_put_back(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    page.evaluate("window.ofBefore = true")
    choose(page, "S1.2", 3)
    (server.home / "assess.db").rename(server.home / "aside.db")
    note(page).fill("typed without a database")
    expect(under(page)).to_have_text(re.compile("^Not saved: The database .* is gone"))
    expect(page.get_by_text(BANNER)).to_contain_text("is gone")
    assert shows(page, {"S1.2": 3})
    go_to(page, "Home")
    expect(page.get_by_text("is gone").first).to_be_visible()
    assert not (server.home / "assess.db").exists()
    (server.home / "aside.db").rename(server.home / "assess.db")
    drawn(page, re.compile("Contact-centre"))  # by itself
    expect(page.get_by_text("is gone")).to_have_count(0)
    assert is_saved(page, server, "typed without a database", seconds=25)
    assert page.evaluate("window.ofBefore")


class Elsewhere(Server):
    address = ""

    @property
    def database(self) -> str:
        return self.address


def test_a_database_server_that_goes_away_is_told_and_goes_on_when_it_is_back(
    postgres: str, tmp_path: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, postgres)
    server = Elsewhere(tmp_path / "home")
    port = re.search(r":(\d+)/", postgres)
    assert port
    line = Line(int(port[1]))
    server.address = schema_url(postgres, server.home).replace(port[0], f":{line.port}/")
    try:
        page = begun(server, open_page)
        page.evaluate("window.ofBefore = true")
        choose(page, "S1.2", 3)
        line.cut()
        note(page).fill("typed without a database")
        expect(under(page)).to_have_text(re.compile("^Not saved: The database .* does not answer"))
        expect(page.get_by_text(BANNER)).to_contain_text("does not answer")
        type_note(page, ", and more of it")
        assert shows(page, {"S1.2": 3})
        line.mend()
        expect(under(page)).to_have_text(SAVED)
        expect(page.get_by_text(BANNER)).to_have_count(0)
        assert server.answers() == [("S1.1", None, "typed without a database, and more of it"), ("S1.2", 3, "")]
        assert page.evaluate("window.ofBefore")
    finally:
        server.kill()
        line.cut()
