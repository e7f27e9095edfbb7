"""What the sheet offers beside the ladder: undo, history, several set aside at once, marks, the same evidence."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from assess.i18n import Language, word
from assess.model.assessment import Answer, Evidence
from assess.model.framework import EvidenceKind
from assess.model.people import LOCAL_OWNER, Actor
from assess.services.answering import record_answer
from assess.services.assessing import import_assessment, open_assessment
from tests.browser.notes import type_note
from tests.browser.screens import SAVED, card, choose, drawn, shows, step, switch_language
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.browser.test_screens import workspace_of
from tests.scoring.cases import assessment
from tests.workspaces import finished

pytestmark = pytest.mark.browser

PLAN = Evidence(kind=EvidenceKind.DOCUMENT, reference="Plan 2026, page 4", dated=date(2026, 1, 10))
MINUTES = Evidence(kind=EvidenceKind.RECORD, reference="Minutes_of_*June*", dated=date(2026, 6, 1))
ANNA = Actor(id="anna", name="Anna")


def sheet(server: Server, open_page: Open, section: str, *answers: Answer, language: str = "en") -> Page:
    """A page at a section of an assessment that came in with some answers, on a server that was just started."""
    id = import_assessment(workspace_of(server), LOCAL_OWNER, assessment(answers))
    server.start()
    page = open_page(f"{server.url}/assess?lang={language}&assessment={id}&section={section}")
    drawn(page, re.compile(f"^{section} "))
    return page


def changed_by(server: Server, page: Page, actor: Actor, criterion: str, **fields: Any) -> None:
    """Somebody else changes an answer."""
    workspace, id = workspace_of(server), id_of(page)
    opened = open_assessment(workspace, actor, id)
    answer = opened.assessment.answer(criterion).model_copy(update=fields)
    record_answer(workspace, actor, id, answer, opened.version(criterion))


def id_of(page: Page) -> str:
    found = re.search("assessment=([^&]+)", page.url)
    assert found
    return found[1]


def button(place: Page | Locator, name: str | re.Pattern[str]) -> Locator:
    return place.get_by_role("button", name=name)


def say(code: str, language: str, **facts: object) -> str:
    area = "sentences" if code.startswith("change.") else "screens"
    return word(area, code, Language(language), **facts)


# ---- undo ----


def test_undo_takes_back_one_change_after_another_and_says_which(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1", Answer(criterion="S1.1", score=3), Answer(criterion="S1.2", score=1))
    expect(button(page, "Undo")).to_have_count(0)
    choose(page, "S1.1", 4)
    choose(page, "S1.2", 2)
    button(page, "Undo S1.2").hover()
    expect(page.get_by_role("tooltip", name="S1.2: score 2 back to 1")).to_be_visible()
    button(page, "Undo S1.2").click()
    expect(page.get_by_text("Undone. S1.2: score 2 back to 1")).to_be_visible()
    assert shows(page, {"S1.1": 4, "S1.2": 1})
    button(page, "Undo S1.1").click()
    expect(page.get_by_text("Undone. S1.1: score 4 back to 3")).to_be_visible()
    assert shows(page, {"S1.1": 3, "S1.2": 1})
    expect(button(page, "Undo")).to_have_count(0)
    assert server.scores() == {"S1.1": 3, "S1.2": 1}
    choose(page, "S1.1", 5)
    expect(button(page, "Undo S1.1")).to_be_visible()
    assert server.scores() == {"S1.1": 5, "S1.2": 1}


def test_a_double_click_on_undo_takes_back_one_change(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1")
    for criterion in ("S1.1", "S1.2", "S1.3"):
        choose(page, criterion, 2)
    button(page, "Undo S1.3").dblclick()
    expect(button(page, "Undo S1.2")).to_be_visible()
    page.wait_for_timeout(500)
    assert server.scores() == {"S1.1": 2, "S1.2": 2}
    assert shows(page, {"S1.1": 2, "S1.2": 2})


def test_steps_up_the_ladder_with_the_keyboard_are_taken_back_together(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1", Answer(criterion="S1.1", score=1))
    step(page, "S1.1", 1).focus()
    for score in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expect(card(page, "S1.1")).to_contain_text(f"Claimed {score},")
    assert server.scores() == {"S1.1": 4}
    button(page, "Undo S1.1").click()
    expect(page.get_by_text("Undone. S1.1: score 4 back to 1")).to_be_visible()
    assert shows(page, {"S1.1": 1})
    expect(button(page, "Undo")).to_have_count(0)


def test_a_note_is_taken_back_and_goes_on_being_saved(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1", Answer(criterion="S1.1", score=3, note="as it came"))
    field, status = card(page, "S1.1").get_by_label("Note"), card(page, "S1.1").get_by_role("status")
    field.fill("written over")
    expect(status).to_have_text("Saved")
    button(page, "Undo S1.1").click()
    expect(page.get_by_text("Undone. S1.1: the note as before")).to_be_visible()
    expect(field).to_have_value("as it came")
    assert server.answers() == [("S1.1", 3, "as it came")]
    field.fill("as it came, and more")
    expect(status).to_have_text("Saved")
    assert server.answers() == [("S1.1", 3, "as it came, and more")]


def test_undo_leads_to_the_section_of_what_it_takes_back(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1")
    choose(page, "S1.5", 3)
    button(page, "Next section →").click()
    drawn(page, re.compile("^S2 "))
    button(page, "Undo S1.5").click()
    drawn(page, re.compile("^S1 "))
    expect(page.get_by_text("Undone. S1.5: score 3 back to none")).to_be_visible()
    expect(card(page, "S1.5").get_by_role("heading")).to_be_in_viewport()
    assert server.scores() == {}


def test_what_was_taken_back_in_another_window_is_told_and_not_taken_back_again(
    server: Server, open_page: Open
) -> None:
    first = sheet(server, open_page, "S1")
    choose(first, "S1.1", 3)
    choose(first, "S1.2", 2)
    second = open_page(first.url)
    drawn(second, re.compile("^S1 "))
    button(first, "Undo S1.2").click()
    expect(button(first, "Undo S1.1")).to_be_visible()
    button(second, "Undo S1.2").click()
    expect(second.get_by_text("There is nothing to undo")).to_be_visible()
    assert shows(second, {"S1.1": 3})
    assert server.scores() == {"S1.1": 3}


# ---- several set aside ----

T4 = tuple(Answer(criterion=f"T4.{number}", score=3, note=f"note {number}", evidence=(PLAN,)) for number in (1, 2, 5))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_whole_category_is_set_aside_in_one_act_and_comes_back_in_one(
    server: Server, open_page: Open, language: str
) -> None:
    page = sheet(server, open_page, "T4", *T4, language=language)
    button(page, say("aside", language)).click()
    dialog = page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name=say("aside.confirm", language), exact=True)
    expect(confirm).to_be_disabled()
    comma = say("list.comma", language)
    dialog.get_by_text({"en": "No AI is used", "zh": "未使用AI"}[language]).click()
    staying = say("aside.staying", language, count=3, criteria=comma.join(("T4.1", "T4.2", "T4.3")))
    expect(dialog).to_contain_text(staying)
    expect(dialog).to_contain_text(say("aside.losing", language, count=1, criteria="T4.5"))
    dialog.get_by_text({"en": "No bot, IVR or self-service site", "zh": "无机器人、IVR及自助平台"}[language]).click()
    every = comma.join(f"T4.{number}" for number in range(1, 6))
    expect(dialog).to_contain_text(say("aside.set", language, count=5, criteria=every).replace("**", ""))
    losing = say("aside.losing", language, count=3, criteria=comma.join(("T4.1", "T4.2", "T4.5")))
    expect(dialog).to_contain_text(losing)
    expect(dialog).not_to_contain_text(staying[:12])
    confirm.click()
    expect(dialog).to_have_count(0)
    expect(card(page, "T4.5")).to_contain_text({"en": "Does not apply: No AI", "zh": "不适用：未使用AI"}[language])
    assert server.answers() == [(f"T4.{n}", None, f"note {n}" if n in (1, 2, 5) else "") for n in range(1, 6)]

    button(page, say("undo.many", language, count=5)).click()
    expect(page.get_by_text(say("back.many", language, count=5, criteria=every))).to_be_visible()
    assert shows(page, {"T4.1": 3, "T4.2": 3, "T4.5": 3})
    assert server.scores() == {"T4.1": 3, "T4.2": 3, "T4.5": 3}


def test_nothing_is_set_aside_where_somebody_changed_an_answer_while_the_dialog_was_open(
    server: Server, open_page: Open
) -> None:
    page = sheet(server, open_page, "S4")
    button(page, "Set criteria aside…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("No outsourcer or supplier").click()
    expect(dialog).to_contain_text("Will be set aside (2): S4.4, S4.5")
    changed_by(server, page, ANNA, "S4.5", score=2)
    button(dialog, "Set aside").click()
    expect(dialog).to_contain_text("Anna changed S4.5 in the meantime, so nothing was set aside.")
    expect(dialog).to_contain_text("Of these, lose their score (1): S4.5")
    assert server.scores() == {"S4.5": 2}
    button(dialog, "Set aside").click()
    expect(dialog).to_have_count(0)
    expect(card(page, "S4.5")).to_contain_text("Does not apply: No outsourcer")
    assert server.answers() == [("S4.4", None, ""), ("S4.5", None, "")]
    button(page, "Set criteria aside…").click()
    expect(dialog.get_by_role("checkbox")).not_to_be_checked()
    expect(dialog).not_to_contain_text("in the meantime")


# ---- history ----


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_history_of_a_criterion_is_told_and_an_older_answer_restored(
    server: Server, open_page: Open, language: str
) -> None:
    page = sheet(server, open_page, "S4", Answer(criterion="S4.4", score=2, note="<b>came_in</b>"), language=language)
    changed_by(server, page, ANNA, "S4.4", evidence=(MINUTES,))
    choose(page, "S4.4", 4)
    changed_by(server, page, ANNA, "S4.4", score=None, not_applicable="no_suppliers", evidence=())
    button(card(page, "S4.4"), say("history", language)).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text(say("history.title", language, criterion="S4.4"))
    told = dialog.get_by_test_id("stMarkdown")
    lines = [one.replace("\N{WORD JOINER}", "") for one in told.all_inner_texts()]
    reason = {"en": "No outsourcer or supplier takes part in the service", "zh": "没有外包商或供应商参与服务"}[language]
    seen = MINUTES.reference
    assert [line for line in lines if "·" not in line] == [
        "\n".join(
            (say("change.aside", language, reason=reason), say("change.evidence_removed", language, reference=seen))
        ),
        say("change.score", language, before=2, after=4),
        say("change.evidence_added", language, reference=seen),
        "\n".join(
            (
                say("history.import", language),
                say("change.scored", language, score=2),
                say("change.note", language, text="<b>came_in</b>"),
            )
        ),
    ]
    who = [re.sub(r"^[\d:]{8} · ", "", line) for line in lines if "·" in line]
    assert who == ["Anna", say("history.you", language), "Anna", say("history.you", language)]

    restore = button(dialog, say("history.restore", language))
    expect(restore).to_have_count(3)
    restore.first.click()
    expect(dialog).to_have_count(0)
    assert shows(page, {"S4.4": 4})
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert server.answers() == [("S4.4", 4, "<b>came_in</b>")]
    expect(card(page, "S4.4")).to_contain_text(say("evidence.count", language, count=1))
    button(page, say("undo.one", language, criterion="S4.4")).click()
    expect(card(page, "S4.4")).to_contain_text(reason)


def test_a_closed_history_stays_closed_and_an_open_one_open_while_a_note_is_sent(
    server: Server, open_page: Open
) -> None:
    page = sheet(server, open_page, "S1")
    dialog = page.get_by_role("dialog")
    type_note(page, "seen in the plan", "S1.2")
    button(card(page, "S1.1"), "History").click()
    expect(dialog).to_contain_text("Nothing has been changed yet.")
    expect(card(page, "S1.2").get_by_role("status")).to_have_text("Saved")
    assert server.answers() == [("S1.2", None, "seen in the plan")]
    expect(dialog).to_contain_text("Nothing has been changed yet.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    choose(page, "S1.1", 3)
    expect(dialog).to_have_count(0)
    button(card(page, "S1.1"), "History").click()
    expect(dialog).to_contain_text("Score 3")
    expect(button(dialog, "Restore this answer")).to_have_count(0)


def test_a_page_whose_server_was_killed_under_an_open_dialog_comes_back_and_saves(
    server: Server, open_page: Open
) -> None:
    page = sheet(server, open_page, "S1", Answer(criterion="S1.1", score=2))
    choose(page, "S1.1", 4)
    button(card(page, "S1.1"), "History").click()
    expect(button(page.get_by_role("dialog"), "Restore this answer")).to_be_visible()
    server.kill()
    expect(page.get_by_role("alert").filter(has_text="Connection lost")).to_be_visible()
    server.start()
    expect(page.get_by_role("alert").filter(has_text="Connection lost")).to_have_count(0)
    drawn(page, re.compile("^S1 "))
    expect(page.get_by_role("dialog")).to_have_count(0)
    button(card(page, "S1.1"), "History").click()
    button(page.get_by_role("dialog"), "Restore this answer").click()
    assert shows(page, {"S1.1": 2})
    assert server.scores() == {"S1.1": 2}


@pytest.mark.sqlite
def test_a_history_that_cannot_be_read_says_so_and_is_told_once_it_can(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1", Answer(criterion="S1.1", score=2))
    database, away = server.home / "assess.db", server.home / "away.db"
    database.rename(away)
    button(card(page, "S1.1"), "History").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("is gone")
    away.rename(database)
    expect(dialog).to_contain_text("Came in with the import")
    expect(dialog.get_by_role("alert")).to_have_count(0)


# ---- marks, evidence, and what is finished ----


def test_a_mark_stays_until_it_is_taken_away(server: Server, open_page: Open) -> None:
    page = sheet(server, open_page, "S1")
    badge = page.locator(".stMarkdownBadge").filter(has_text="For review")
    button(card(page, "S1.2"), "Mark for review").click()
    expect(badge).to_be_visible()
    choose(page, "S1.2", 3)
    page.reload()
    drawn(page, re.compile("^S1 "))
    expect(card(page, "S1.2").locator(badge)).to_be_visible()
    expect(badge).to_have_count(1)
    switch_language(page, "中文")
    badge = page.locator(".stMarkdownBadge").filter(has_text="待复核")
    expect(badge).to_be_visible()
    button(card(page, "S1.2"), "取消标记").click()
    expect(button(card(page, "S1.2"), "标记待复核")).to_be_visible()
    expect(badge).to_have_count(0)
    assert server.scores() == {"S1.2": 3}


def test_the_evidence_of_the_criterion_above_is_taken_over_without_what_is_there_already(
    server: Server, open_page: Open
) -> None:
    above = Answer(criterion="S1.1", score=3, evidence=(PLAN, MINUTES))
    page = sheet(server, open_page, "S1", above, Answer(criterion="S1.3", score=2, evidence=(PLAN,)))
    third = card(page, "S1.3")
    third.get_by_text("Evidence: 1").click()
    button(third, "Same evidence as S1.1 (1)").click()
    expect(third.get_by_text("Evidence: 2")).to_be_visible()
    expect(third).to_contain_text("Minutes_of_*June*")
    expect(button(third, "Same evidence as")).to_have_count(0)
    card(page, "S1.2").get_by_text("Evidence: none yet").click()
    button(card(page, "S1.2"), "Same evidence as S1.1 (2)").click()
    expect(card(page, "S1.2").get_by_text("Evidence: 2")).to_be_visible()
    button(page, "Undo S1.2").click()
    expect(card(page, "S1.2").get_by_text("Evidence: none yet")).to_be_visible()
    expect(third.get_by_text("Evidence: 2")).to_be_visible()


def test_a_finished_revision_is_shown_and_cannot_be_changed(server: Server, open_page: Open) -> None:
    answer = Answer(criterion="T4.1", score=3, note="as it was", evidence=(PLAN,))
    page = sheet(server, open_page, "T4", answer, Answer(criterion="T4.2", not_applicable="no_bot_ivr_portal"))
    choose(page, "T4.1", 4)
    finished(workspace_of(server), LOCAL_OWNER, id_of(page), date(2026, 11, 15))
    # A page that was drawn before.
    step(page, "T4.1", 2).click()
    expect(page.get_by_text("Revision 1 is finished, and its answers stay as they are.")).to_be_visible()
    expect(step(page, "T4.1", 4)).to_be_checked()
    page.reload()
    drawn(page, re.compile("^T4 "))
    first = card(page, "T4.1")
    expect(step(page, "T4.1", 4)).to_be_checked()
    expect(step(page, "T4.1", 2)).to_be_disabled()
    expect(first.get_by_label("Applicability")).to_be_disabled()
    expect(card(page, "T4.2")).to_contain_text("Does not apply: No bot")
    expect(first.get_by_label("Note")).to_have_value("as it was")
    expect(first.get_by_label("Note")).not_to_be_editable()
    first.get_by_text("Evidence: 1").click()
    expect(first).to_contain_text(PLAN.reference)
    for name in ("Undo", "Clear", "Remove", "Add evidence", "Same evidence", "Set criteria aside", "Mark for review"):
        expect(button(page, name)).to_have_count(0)
    button(first, "History").click()
    expect(page.get_by_role("dialog")).to_contain_text("Score 3 → 4")
    expect(button(page, "Restore this answer")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_test_id("stMain").get_by_role("link", name="Go on in a new revision").click()
    drawn(page, "Check and finish")
    assert server.scores() == {"T4.1": 4}
