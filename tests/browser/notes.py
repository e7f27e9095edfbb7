"""Notes: the field, what stands under it, and the note in the table."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import card
from tests.browser.servers import Server

SAVED = re.compile("^(Saved|已保存)$")
DRAFTS = """() => new Promise((resolve) => {
  const asked = indexedDB.open('assess', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('drafts')
  asked.onsuccess = () => {
    const all = asked.result.transaction('drafts').objectStore('drafts').getAll()
    all.onsuccess = () => { asked.result.close(); resolve(all.result.map((one) => one.value)) }
  }
})"""


def note(page: Page, criterion: str = "S1.1") -> Locator:
    return card(page, criterion).get_by_label(re.compile("^(Note|备注)$"))


def type_note(page: Page, text: str, criterion: str = "S1.1", delay: float = 20) -> None:
    """At its end, key by key, `delay` milliseconds apart."""
    expect(note(page, criterion)).to_be_editable()
    note(page, criterion).press("End")
    note(page, criterion).press_sequentially(text, delay=delay)


def under(page: Page, criterion: str = "S1.1") -> Locator:
    """The line that says whether it is saved."""
    return card(page, criterion).get_by_role("status")


def note_of(server: Server, criterion: str = "S1.1") -> str:
    """As the table has it."""
    return next((note for one, _, note in server.answers() if one == criterion), "")


def comes(page: Page, is_so: Callable[[], bool], seconds: float = 15) -> bool:
    """Whether it comes to be so in time, while the page goes on living."""
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        page.wait_for_timeout(50)
    return is_so()


def is_saved(page: Page, server: Server, text: str, seconds: float = 15) -> bool:
    """Whether the table comes to hold a text as the note of S1.1."""
    return comes(page, lambda: note_of(server) == text, seconds)


def drafts(page: Page) -> list[str]:
    """The texts that the browser keeps."""
    found: list[str] = page.evaluate(DRAFTS)
    return found
