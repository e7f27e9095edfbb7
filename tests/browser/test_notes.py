"""Notes are saved while they are typed, in one window and in several, and never over a note that nobody has seen."""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from assess.model.people import LOCAL_OWNER
from assess.services.finishing import reopen_assessment
from assess.settings import Settings
from assess.workspace import Workspace, open_workspace
from tests.browser.notes import SAVED, comes, drafts, is_saved, note, note_of, type_note, under
from tests.browser.screens import SAVED as ALL_SAVED
from tests.browser.screens import card, choose, drawn, step
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.browser.test_journey import begun, beside, go_to
from tests.workspaces import finished

pytestmark = pytest.mark.browser
# What the page says of the note again and again: its text, the line under it, whether all is called saved.
WATCHED = """window.watched = []; setInterval(() => {
  const root = document.querySelector('.st-key-card-S1-1 textarea')?.getRootNode() ??
    [...document.querySelectorAll('.st-key-card-S1-1 [data-testid=stBidiComponentIsolated]')]
      .map((one) => one.shadowRoot).find((one) => one.querySelector('textarea'))
  const all = document.querySelector('.st-key-all-saved p')
  window.watched.push([root.querySelector('textarea').value, root.querySelector('p').textContent,
    all !== null && getComputedStyle(all).visibility === 'visible'])
}, 20)"""
WITHOUT_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined })"


def assessment_of(page: Page) -> str:
    found = re.search("assessment=([0-9a-f-]+)", page.url)
    assert found
    return found[1]


def workspace_of(server: Server) -> Workspace:
    return open_workspace(Settings(server.home, server.database))


def notes_saved(server: Server, page: Page) -> set[str]:
    """All that ever stood in the table."""
    with workspace_of(server).look_in() as work:
        rows = work.audit.read(assessment_of(page))
    return {json.loads(row.new or "")["note"] for row in rows if row.act == "answer"}


def another_tab(page: Page) -> Page:
    """In the same browser: with the same storage, and a session of its own."""
    tab = page.context.new_page()
    tab.goto(page.url)
    drawn(tab, re.compile("^S1 "))
    return tab


def side(page: Page, begins: str) -> Locator:
    """One of the two answers between which there is a choice."""
    return card(page, "S1.1").get_by_test_id("stMarkdown").filter(has_text=re.compile(f"^\\s*{begins}"))


def test_a_note_is_in_the_database_within_two_seconds_of_the_last_key(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    for text in ("Board paper of March", "Board paper of March, page 4", "董事会已批准，见九月纪要"):
        note(page).fill("")
        type_note(page, text, delay=10)
        assert is_saved(page, server, text, seconds=2)
        expect(under(page)).to_have_text(SAVED)
        assert drafts(page) == []


def test_what_is_typed_without_a_pause_is_saved_on_the_way_and_saved_is_never_said_too_early(
    server: Server, open_page: Open
) -> None:
    page = begun(server, open_page)
    page.evaluate(WATCHED)
    type_note(page, "x" * 40, delay=100)
    assert is_saved(page, server, "x" * 40, seconds=2)
    expect(page.get_by_text(ALL_SAVED)).to_be_visible()
    saved = notes_saved(server, page)
    assert len(saved) >= 3
    told = page.evaluate("window.watched")
    assert len({value for value, _, _ in told}) > 20
    assert {value for value, status, _ in told if status == "Saved"} <= saved
    assert {value for value, _, all_saved in told if all_saved} <= {"", *saved}
    expect(card(page, "S1.1")).not_to_contain_text("Choose which one stands")


def test_nothing_is_sent_in_the_middle_of_composing_chinese(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    keyboard = page.context.new_cdp_session(page)

    def compose(text: str) -> None:
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})

    type_note(page, "见")
    compose("d")  # at once, before the letter before it was sent
    for letters in ("do", "don", "dong", "dong sh", "dong shi", "dong shi hui"):
        compose(letters)
        page.wait_for_timeout(300)
        assert note_of(server) == ""
    page.wait_for_timeout(2_500)  # looking for the right word
    assert note_of(server) == ""
    assert drafts(page) == ["见dong shi hui"]
    expect(under(page)).to_have_text("Saving…")
    keyboard.send("Input.insertText", {"text": "董事会"})
    assert is_saved(page, server, "见董事会", seconds=2)
    expect(under(page)).to_have_text(SAVED)
    expect(note(page)).to_have_value("见董事会")


def test_a_note_that_is_saved_while_its_page_is_left_is_no_conflict_with_oneself(
    server: Server, open_page: Open
) -> None:
    page = begun(server, open_page)
    note(page).fill("first")
    page.get_by_role("button", name="Next section →").click()
    drawn(page, re.compile("^S2 "))
    page.get_by_role("button", name="← Previous section").click()
    drawn(page, re.compile("^S1 "))
    expect(note(page)).to_have_value("first")
    expect(under(page)).to_have_text(SAVED)
    note(page).fill("first and second")
    expect(under(page)).to_have_text(SAVED)
    assert note_of(server) == "first and second"


@pytest.mark.parametrize("locks", [True, False])
def test_a_way_taken_in_the_middle_of_a_note_is_taken_and_the_note_is_saved(
    server: Server, open_page: Open, locks: bool
) -> None:
    """Without locks too: a browser has none on plain http from another machine."""
    page = begun(server, open_page)
    if not locks:
        page.add_init_script(WITHOUT_LOCKS)
        page.reload()
        drawn(page, re.compile("^S1 "))
    typed = ""
    for name, title in (("Results", "band"), ("Sections", "Sections"), ("Home", "Contact-centre")):
        type_note(page, f" {name}")
        typed += f" {name}"
        go_to(page, name)
        drawn(page, re.compile(title))
        assert is_saved(page, server, typed)
        drawn(page, re.compile(title))
        go_to(page, "Assess")
        drawn(page, re.compile("^S1 "))
        expect(under(page)).to_have_text(SAVED)
    assert comes(page, lambda: drafts(page) == [])


def test_two_tabs_do_not_disturb_each_others_typing(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = another_tab(first)
    for _ in range(20):
        type_note(first, "a", "S1.1")
        type_note(second, "b", "S1.2")
    assert comes(first, lambda: (note_of(server), note_of(server, "S1.2")) == ("a" * 20, "b" * 20), seconds=3)
    expect(note(first)).to_have_value("a" * 20)
    expect(note(second, "S1.2")).to_have_value("b" * 20)
    assert comes(first, lambda: drafts(first) == [])
    expect(first.get_by_text("Choose which one stands")).to_have_count(0)


def test_a_copy_of_a_tab_keeps_drafts_of_its_own(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    name = first.evaluate("sessionStorage.getItem('assess-tab')")
    copy = first.context.new_page()
    copy.add_init_script(f"if (!sessionStorage.copied) sessionStorage.setItem('assess-tab', {name!r})")
    copy.add_init_script("sessionStorage.copied = 'yes'")
    copy.goto(first.url)
    drawn(copy, re.compile("^S1 "))
    assert comes(copy, lambda: copy.evaluate("sessionStorage.getItem('assess-tab')") != name)
    expect(note(copy)).to_be_editable()
    server.kill()
    note(first).fill("the first one's")
    note(copy).fill("the copy's")
    assert comes(first, lambda: sorted(drafts(first)) == ["the copy's", "the first one's"])


def test_a_draft_of_a_tab_that_lives_no_more_is_sent_by_any_page(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    server.kill()
    note(page).fill("typed while the server was away")
    other = page.context.new_page()
    page.close()
    server.start()
    other.goto(server.url)
    drawn(other, re.compile("Contact-centre"))
    assert len(drafts(other)) == 1
    assert is_saved(other, server, "typed while the server was away")
    assert comes(other, lambda: drafts(other) == [])


def test_a_tab_that_is_closed_at_the_last_key_leaves_nothing_behind(server: Server, open_page: Open) -> None:
    """Closed by its person: the text is sent as the page goes, or by the next page."""
    page = begun(server, open_page)
    other = page.context.new_page()
    type_note(page, "the last words", delay=5)
    page.close(run_before_unload=True)
    other.goto(server.url)
    assert is_saved(other, server, "the last words")
    assert comes(other, lambda: drafts(other) == [])


@pytest.mark.parametrize("kept", ["theirs", "mine"])
def test_a_note_is_never_written_over_unseen(server: Server, open_page: Open, kept: str) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    note(first).fill("what the first one saw")
    expect(under(first)).to_have_text(SAVED)
    note(second).fill("what the second one saw")
    box = card(second, "S1.1")
    expect(box).to_contain_text("changed in two windows, differently")
    expect(side(second, r"Saved, \d\d:\d\d:\d\d")).to_contain_text("what the first one saw")
    expect(side(second, r"Not saved, \d\d:\d\d:\d\d")).to_contain_text("what the second one saw")
    expect(under(second)).to_contain_text("Not saved: somebody else changed this note")

    second.wait_for_timeout(5_000)  # longer than any retry
    assert note_of(server) == "what the first one saw"
    expect(note(second)).to_have_value("what the second one saw")
    assert drafts(second) == []

    box.get_by_role("button", name="Keep the saved one" if kept == "theirs" else "Save this one").click()
    stands = f"what the {'first' if kept == 'theirs' else 'second'} one saw"
    expect(note(second)).to_have_value(stands)
    expect(box).not_to_contain_text("differently")
    expect(under(second)).to_have_text(SAVED)
    assert note_of(server) == stands
    note(second).fill("and what came after")
    expect(under(second)).to_have_text(SAVED)
    assert note_of(server) == "and what came after"


def test_the_choice_between_two_notes_survives_reload_kill_and_another_browser(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    note(first).fill("what the first one saw")
    expect(under(first)).to_have_text(SAVED)
    note(second).fill("what the second one saw")
    expect(card(second, "S1.1")).to_contain_text("differently")
    second.reload()
    drawn(second, re.compile("^S1 "))
    expect(card(second, "S1.1")).to_contain_text("what the second one saw")
    expect(second.get_by_text("Not saved: somebody else changed S1.1")).to_be_visible()
    server.kill()
    server.start()
    address = second.url
    first.context.close()
    second.context.close()
    third = open_page(address)
    drawn(third, re.compile("^S1 "))
    expect(note(third)).to_have_value("what the first one saw")
    card(third, "S1.1").get_by_role("button", name="Save this one").click()
    expect(note(third)).to_have_value("what the second one saw")
    expect(third.get_by_text(ALL_SAVED)).to_be_visible()
    assert note_of(server) == "what the second one saw"


def test_who_is_no_party_to_a_conflict_goes_on_saving_and_a_third_change_is_what_is_chosen_from(
    server: Server, open_page: Open
) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    note(first).fill("first")
    expect(under(first)).to_have_text(SAVED)
    note(second).fill("second")
    expect(card(second, "S1.1")).to_contain_text("differently")
    note(first).fill("first, and more of it")
    expect(under(first)).to_have_text(SAVED)
    assert note_of(server) == "first, and more of it"
    # What the second one sees is not what stands any more: it is asked once more, with what does.
    card(second, "S1.1").get_by_role("button", name="Save this one").click()
    expect(side(second, "Saved, ")).to_contain_text("first, and more of it")
    assert note_of(server) == "first, and more of it"
    expect(note(second)).to_have_value("second")
    card(second, "S1.1").get_by_role("button", name="Save this one").click()
    expect(card(second, "S1.1")).not_to_contain_text("differently")
    assert note_of(server) == "second"
    # And the first one, who has typed nothing since, comes to see it.
    choose(first, "S1.2", 3)
    expect(note(first)).to_have_value("second")


def test_who_types_on_in_a_conflict_is_asked_about_the_newest_text(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    note(first).fill("first")
    expect(under(first)).to_have_text(SAVED)
    type_note(second, "second")
    expect(card(second, "S1.1")).to_contain_text("differently")
    type_note(second, " and more of it")
    expect(side(second, "Not saved, ")).to_have_count(1)
    expect(side(second, "Not saved, ")).to_contain_text("second and more of it")
    assert comes(second, lambda: drafts(second) == [])
    card(second, "S1.1").get_by_role("button", name="Save this one").click()
    expect(under(second)).to_have_text(SAVED)
    assert note_of(server) == "second and more of it"


def test_a_choice_between_two_scores_leaves_the_note_alone(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    choose(first, "S1.1", 4)
    note(first).fill("seen in the plan")
    expect(under(first)).to_have_text(SAVED)
    step(second, "S1.1", 2).click()
    expect(side(second, "Not saved, ")).to_contain_text("Score: 2; evidence: 0; note: seen in the plan")
    card(second, "S1.1").get_by_role("button", name="Save this one").click()
    expect(card(second, "S1.1")).not_to_contain_text("differently")
    assert server.answers() == [("S1.1", 2, "seen in the plan")]


def test_one_conflict_leaves_the_other_notes_alone(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = another_tab(first)
    for page, text in ((first, "first"), (second, "second")):
        note(page, "S1.1").fill(text)
        note(page, "S1.2").fill(text)
        page.wait_for_timeout(1_500)
    for criterion in ("S1.1", "S1.2"):
        expect(card(second, criterion)).to_contain_text("differently")
    note(second, "S1.3").fill("of no concern to anybody else")
    expect(under(second, "S1.3")).to_have_text(SAVED)
    card(second, "S1.1").get_by_role("button", name="Keep the saved one").click()
    expect(note(second, "S1.1")).to_have_value("first")
    expect(card(second, "S1.2")).to_contain_text("differently")
    assert [note_of(server, one) for one in ("S1.1", "S1.2", "S1.3")] == [
        "first",
        "first",
        "of no concern to anybody else",
    ]


def test_a_note_typed_while_the_assessment_is_finished_waits_for_the_next_revision(
    server: Server, open_page: Open
) -> None:
    page = begun(server, open_page)
    note(page).fill("before")
    expect(under(page)).to_have_text(SAVED)
    finished(workspace_of(server), LOCAL_OWNER, assessment_of(page), date(2026, 11, 15))
    note(page).fill("before and after")
    expect(under(page)).to_contain_text("Not saved")
    expect(note(page)).not_to_be_editable()
    page.reload()
    drawn(page, re.compile("^S1 "))
    expect(note(page)).to_have_value("before and after")
    expect(note(page)).not_to_be_editable()
    expect(under(page)).to_contain_text("Not saved: the assessment was finished")
    assert note_of(server) == "before"
    reopen_assessment(workspace_of(server), LOCAL_OWNER, assessment_of(page))
    page.reload()
    assert is_saved(page, server, "before and after")
    expect(under(page)).to_have_text(SAVED)
