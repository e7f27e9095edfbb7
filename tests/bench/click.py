"""From a click on a step of the ladder to the page that says it is saved; beside it the least that Streamlit can do.

Both pages stand in one browser and are clicked in turn. The page itself takes the time, from the click's own time
stamp to the change of a text: what drives the browser does not count. On the sheet that text is the line "All changes
saved", which tells the server's time of the save in seconds, so a click waits until the last one is older than that.
For scale: how long until the last card of the sheet is drawn again, and what saving takes without any page.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from assess.i18n import Language
from assess.model.people import LOCAL_OWNER
from assess.services.answering import record_answer
from assess.services.assessing import open_assessment
from assess.services.demonstration import put_in_demo
from assess.settings import CHECKOUT, Settings
from assess.workspace import Workspace, open_workspace
from tests.bench import chromium
from tests.bench.figures import ROUNDS, Figure, seconds
from tests.bench.server import serving

LIMIT = 1.6
CLICKS = 6  # of a round: an even number, so that a round ends on the second score
SECTION = "P1"
CRITERION = "P1.6"  # the last card of a section of six, so that the whole sheet is drawn before its caption
SCORES = (2, 3)

TRIVIAL = """
import streamlit as st

with st.container(key="card"):
    chosen = st.segmented_control("Score", [0, 1, 2, 3, 4, 5])
    st.caption(f"Chosen: {chosen}")
"""
CARD_OF_TRIVIAL = ".st-key-card"
READY = '.stApp[data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
SAVED = "[data-testid=stBottom] [data-testid=stCaptionContainer]"
CAPTION = "[data-testid=stCaptionContainer]"
OLDER = 1100  # milliseconds until the time of a save reads differently
WATCH = """
(selectors) => {
  const text = (selector) => document.querySelector(selector)?.textContent
  const before = selectors.map(text), taken = selectors.map(() => null)
  let clicked = null
  window.addEventListener('click', (event) => { clicked = event.timeStamp }, { capture: true, once: true })
  window.benchTaken = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The page has not changed.')), 20000)
    const observer = new MutationObserver(() => {
      if (clicked === null) return
      selectors.forEach((selector, number) => {
        if (taken[number] === null && text(selector) !== before[number]) taken[number] = performance.now() - clicked
      })
      if (taken.includes(null)) return
      observer.disconnect()
      resolve(taken)
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}
"""


@dataclass(frozen=True)
class Ladder:
    """A page with a ladder in one of its elements, and the texts that a click changes, as CSS selectors."""

    page: Page
    card: str
    changes: tuple[str, ...]

    def click(self, score: int) -> list[float]:
        """Milliseconds until each of the texts has changed."""
        self.page.bring_to_front()
        self.page.wait_for_selector(READY)
        self.page.evaluate(WATCH, self.changes)
        self.page.locator(self.card).get_by_role("radio").nth(score).click()
        taken: list[float] = self.page.evaluate("window.benchTaken")
        self.page.wait_for_selector(READY)
        return taken


def measured() -> Iterator[Figure]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        workspace = open_workspace(Settings(folder, f"sqlite:///{folder / 'assess.db'}"))
        assessment = put_in_demo(workspace, LOCAL_OWNER, Language.EN)
        with ladders(folder, assessment) as (sheet, least):
            own, drawn, peer = clicked_in_turn(sheet, least)
        assert open_assessment(workspace, LOCAL_OWNER, assessment).assessment.answer(CRITERION).score == SCORES[-1]
        yield Figure("Click to saved", "ms", own, "one-widget page", peer, LIMIT, "ratio")
        yield Figure("  until the whole sheet is drawn again", "ms", drawn, "one-widget page", peer)
        yield Figure("  saving alone, without a page", "ms", in_rounds_of_clicks(lambda: save(workspace, assessment)))
        yield Figure("  reading back alone", "ms", in_rounds_of_clicks(lambda: read(workspace, assessment)))


@contextmanager
def ladders(folder: Path, assessment: str) -> Iterator[tuple[Ladder, Ladder]]:
    """The sheet and the one-widget page, each from a server of its own."""
    trivial = folder / "trivial.py"
    trivial.write_text(TRIVIAL)
    with ExitStack() as stack:
        application = stack.enter_context(serving(CHECKOUT / "app.py", folder))
        other = stack.enter_context(serving(trivial, folder))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=list(chromium.FLAGS))
        context = stack.enter_context(closing(browser)).new_context()
        card = f".st-key-card-{CRITERION.replace('.', '-')}"
        sheet = Ladder(context.new_page(), card, (SAVED, f"{card} {CAPTION}"))
        least = Ladder(context.new_page(), CARD_OF_TRIVIAL, (f"{CARD_OF_TRIVIAL} {CAPTION}",))
        sheet.page.goto(f"{application}/assess?assessment={assessment}&section={SECTION}&lang=en")
        least.page.goto(other)
        yield sheet, least


def clicked_in_turn(sheet: Ladder, least: Ladder) -> tuple[tuple[float, ...], ...]:
    """The medians of each round: saved, drawn again, and the one-widget page; a round before them warms up."""
    rounds = [one_round(sheet, least) for _ in range(1 + ROUNDS)]
    return tuple(zip(*rounds[1:], strict=True))


def one_round(sheet: Ladder, least: Ladder) -> tuple[float, ...]:
    clicks = []
    for number in range(CLICKS):
        sheet.page.wait_for_timeout(OLDER)
        clicks.append((*sheet.click(SCORES[number % 2]), *least.click(SCORES[number % 2])))
    return tuple(median(column) for column in zip(*clicks, strict=True))


def in_rounds_of_clicks(act: Callable[[], object]) -> tuple[float, ...]:
    return tuple(1000 * seconds(act, CLICKS) for _ in range(ROUNDS))


def save(workspace: Workspace, assessment: str) -> None:
    """What a click has the server save: the other score, over the version that stands."""
    with workspace.look_in() as work:
        answer, version = work.assessments.answer(assessment, CRITERION)
    other = SCORES[0] if answer.score == SCORES[1] else SCORES[1]
    record_answer(workspace, LOCAL_OWNER, assessment, answer.model_copy(update={"score": other}), version)


def read(workspace: Workspace, assessment: str) -> None:
    open_assessment(workspace, LOCAL_OWNER, assessment)
