"""What a person sees and does on the screens."""

import re
import time

from playwright.sync_api import Locator, Page, expect

SAVED = re.compile(r"(?:All changes saved|所有更改已保存) \d\d:\d\d:\d\d")


def start_assessment(page: Page, centre: str) -> None:
    """A full assessment of a voice centre, from the English Home page to its first section."""
    page.get_by_label("Name of the centre").fill(centre)
    page.get_by_role("button", name="Voice, inbound").click()
    page.get_by_role("radio", name="Full, 180 criteria").click()
    page.get_by_role("button", name="Start", exact=True).click()
    drawn(page, re.compile("^S1 "))


def card(page: Page, criterion: str) -> Locator:
    return page.locator(f".st-key-card-{criterion.replace('.', '-')}")


def step(page: Page, criterion: str, score: int) -> Locator:
    return card(page, criterion).get_by_role("radio", name=re.compile(f"^{score} "))


def choose(page: Page, criterion: str, score: int) -> None:
    """Clicks a step and waits until the page says what it is scored: the server has saved it."""
    step(page, criterion, score).click()
    expect(card(page, criterion)).to_contain_text(re.compile(f"Claimed {score},|自评{score}分"))
    expect(page.get_by_text(SAVED)).to_be_visible()


def chosen(page: Page) -> dict[str, int]:
    """Criterion to score, as the ladders of the page show it."""
    found: dict[str, int] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[class*="st-key-card-"]')].flatMap((card) => {
            const on = card.querySelector('[role="radio"][aria-checked="true"]')
            const name = [...card.classList].find((one) => one.startsWith('st-key-card-'))
            return on ? [[name.slice('st-key-card-'.length).replace('-', '.'), Number(on.innerText.trim()[0])]] : []
        }))"""
    )
    return found


def shows(page: Page, scores: dict[str, int]) -> bool:
    """Whether the ladders come to show just these scores, within the time that a slow machine takes to draw them."""
    until = time.monotonic() + 15
    while chosen(page) != scores and time.monotonic() < until:
        page.wait_for_timeout(100)
    return chosen(page) == scores


def switch_language(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("radio", name=name).click()


def drawn(page: Page, title: str | re.Pattern[str]) -> None:
    """Waits for a page with this heading, whole and without a fault."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)
