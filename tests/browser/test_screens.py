"""Every screen in both languages, with the demo centre, with nothing answered, and with texts that mean harm."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from assess.i18n import Language, words
from assess.model.assessment import Assessment, FrameworkReference, Scope
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.model.people import LOCAL_OWNER
from assess.scoring import score_assessment
from assess.services.assessing import import_assessment
from assess.services.demonstration import put_in_demo
from assess.settings import Settings
from assess.workspace import Workspace, open_workspace
from tests.browser.screens import card, choose, drawn, start_assessment
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.reports import frameworks as varied
from tests.reports.reports import HOSTILE, changed, demo, empty_report, express_report, hostile_report

pytestmark = pytest.mark.browser
PAGES = ("", "sections", "assess", "check", "evidence", "results", "audit", "settings", "reports")


def workspace_of(server: Server) -> Workspace:
    server.home.mkdir(parents=True, exist_ok=True)
    return open_workspace(Settings(server.home, server.database))


@pytest.mark.parametrize("language", Language)
def test_every_screen_is_drawn_for_a_full_an_express_and_an_empty_assessment(
    server: Server, open_page: Open, language: Language
) -> None:
    workspace = workspace_of(server)
    ids = [put_in_demo(workspace, LOCAL_OWNER, language)]
    ids += [import_assessment(workspace, LOCAL_OWNER, one().assessment) for one in (express_report, empty_report)]
    server.start()
    page = open_page(server.url)
    for assessment in ids:
        for name in PAGES:
            page.goto(f"{server.url}/{name}?lang={language.value}&assessment={assessment}")
            drawn(page, re.compile("."))
            expect(page.get_by_test_id("stAlert")).to_have_count(0)
            expect(page.locator("html")).to_have_attribute("lang", language.html)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def without_results(content: dict[str, Any]) -> None:
    """Nor channels: nothing calls for one any more."""
    varied.without_results(content)
    content["channels"] = []


@pytest.mark.parametrize("change", [None, without_results, varied.without_gates, varied.without_factors])
def test_a_framework_of_ones_own_is_assessed_like_the_shipped_one(
    server: Server, open_page: Open, change: Callable[[dict[str, Any]], None] | None
) -> None:
    """A scale from 0 to 3, two bands, four criteria; then without results, without gates, without factors."""
    framework = varied.varied(change) if change else varied.small_framework()
    workspace = workspace_of(server)
    centre = Centre(name="Corner shop", channels=tuple(one.id for one in framework.channels))
    reference = FrameworkReference(id=framework.id, version=framework.version)
    one = Assessment(framework=reference, centre=centre, scope=Scope.FULL, assessed_on=date(2026, 11, 1))
    assessment = keep(workspace, framework, one)
    server.start()
    page = open_page(f"{server.url}/assess?lang=en&assessment={assessment}")
    drawn(page, re.compile("^S1 "))
    first = next(iter(framework.criteria))
    for score in (0, 3, 2):
        choose(page, first, score)
    assert server.scores() == {first: 2}
    for language in Language:
        for name in PAGES:
            page.goto(f"{server.url}/{name}?lang={language.value}&assessment={assessment}")
            drawn(page, re.compile("."))
            expect(page.get_by_test_id("stAlert")).to_have_count(0)
    page.get_by_role("button", name="生成PDF").click()
    expect(page.get_by_role("button", name="下载")).to_be_visible(timeout=60_000)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def keep(workspace: Workspace, framework: Framework, assessment: Assessment) -> str:
    """Keeps an assessment of a framework that stands in no folder."""
    with workspace.unit_of_work() as work:
        fingerprint = work.frameworks.freeze(framework)
        at, told = datetime(2026, 11, 1), assessment.model_dump_json()
        work.assessments.add("of-ones-own", assessment, fingerprint, at)
        work.assessments.put_scorecard("of-ones-own", score_assessment(framework, assessment), "0.1.0")
        work.audit.write("of-ones-own", LOCAL_OWNER, at, "start", "assessment", None, told)
    return "of-ones-own"


def test_what_people_wrote_stays_text_on_every_screen(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    ids = {text: import_assessment(workspace, LOCAL_OWNER, hostile_report(text).assessment) for text in HOSTILE}
    server.start()
    page = open_page(server.url)
    for text, assessment in ids.items():
        for name in PAGES:
            page.goto(f"{server.url}/{name}?lang=en&assessment={assessment}&section=T5")
            drawn(page, re.compile("."))
            assert page.locator("main img[src*='127.0.0.1:9']").count() == 0
            assert page.locator("main a[href*='HYPERLINK'], main a[href*='127.0.0.1:9']").count() == 0
        page.goto(f"{server.url}/assess?lang=en&assessment={assessment}&section=T5")
        drawn(page, re.compile("^T5 "))
        expect(card(page, "T5.2").get_by_label("Note")).to_have_value(text)
        if text.isascii():
            shown = page.get_by_test_id("stMain").inner_text().replace("\N{WORD JOINER}", "")
            assert text in shown
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_note_that_is_too_long_is_cut_at_the_limit_and_saved(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    assessment = import_assessment(workspace, LOCAL_OWNER, changed(demo(Language.EN), answers=[], series=[]))
    server.start()
    page = open_page(f"{server.url}/assess?lang=en&assessment={assessment}&section=S1")
    drawn(page, re.compile("^S1 "))
    field = card(page, "S1.1").get_by_label("Note")
    field.fill("质" * 3999)
    field.press_sequentially("🙂abc")
    expect(card(page, "S1.1").get_by_role("status")).to_have_text("Saved")
    kept = next(note for criterion, _, note in server.answers() if criterion == "S1.1")
    assert kept == field.input_value()
    assert len(kept) <= 4000


def test_an_address_that_leads_nowhere_says_so_and_leads_home(server: Server, open_page: Open) -> None:
    server.start()
    page = open_page(f"{server.url}/results?lang=zh&assessment=not-there")
    expect(page.get_by_text("没有评估 not-there，它可能保存在另一个数据库中")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name="返回首页").click()
    drawn(page, words("screens")["home.title"]["zh"])
    page.goto(f"{server.url}/assess?lang=xx&section=Z9")
    expect(page.get_by_text("No assessment is open.")).to_be_visible()


def test_the_way_to_a_criterion_leads_to_it(server: Server, open_page: Open) -> None:
    assessment = put_in_demo(workspace_of(server), LOCAL_OWNER, Language.EN)
    server.start()
    page = open_page(f"{server.url}/results?lang=en&assessment={assessment}")
    drawn(page, re.compile("^Band"))
    page.get_by_role("button", name="Open").first.click()
    drawn(page, re.compile("^T5 "))
    expect(card(page, "T5.3").get_by_role("heading")).to_be_in_viewport()


@pytest.mark.sqlite
def test_a_damaged_database_is_told_and_the_next_draw_after_its_mend_goes_on(server: Server, open_page: Open) -> None:
    server.home.mkdir(parents=True)
    database = server.home / "assess.db"
    database.write_bytes(b"this is no database" * 500)
    server.start()
    page = open_page(f"{server.url}/?lang=zh")
    expect(page.get_by_text(re.compile("不是数据库或已损坏"))).to_be_visible()
    database.unlink()
    page.goto(f"{server.url}/?lang=zh")
    drawn(page, words("screens")["home.title"]["zh"])
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.sqlite
def test_an_answer_that_cannot_be_saved_says_why_and_is_shown_as_it_is_kept(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    assessment = import_assessment(workspace, LOCAL_OWNER, changed(demo(Language.EN), answers=[], series=[]))
    server.start()
    page = open_page(f"{server.url}/assess?lang=en&assessment={assessment}&section=S1")
    drawn(page, re.compile("^S1 "))
    choose(page, "S1.1", 2)
    # The table refuses everything from here on.
    with workspace.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    card(page, "S1.1").get_by_role("radio", name=re.compile("^4 ")).click()
    expect(page.get_by_text(re.compile(r"Not saved \(S1.1\): The disk is full"))).to_be_visible()
    expect(card(page, "S1.1").get_by_role("radio", name=re.compile("^2 "))).to_be_checked()
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    choose(page, "S1.1", 4)
    assert server.scores() == {"S1.1": 4}


def test_a_broken_framework_of_ones_own_is_told_and_the_others_can_be_used(server: Server, open_page: Open) -> None:
    own = server.home / "frameworks" / "our-own" / "1.0"
    own.mkdir(parents=True)
    (own / "framework.yaml").write_text('id: "our-own"\ntitel: "?"\n', encoding="utf-8")
    server.start()
    page = open_page(f"{server.url}/?lang=en")
    drawn(page, words("screens")["home.title"]["en"])
    expect(page.get_by_test_id("stAlert")).to_contain_text("our-own")
    start_assessment(page, "Riverside")


def test_a_new_assessment_wants_a_name_and_a_channel(server: Server, open_page: Open) -> None:
    server.start()
    page = open_page(f"{server.url}/?lang=en")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Give the centre a name. Choose at least one channel")
    page.get_by_label("Name of the centre").fill("Riverside")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Choose at least one channel")
    page.get_by_role("button", name="Voice, inbound").click()
    page.get_by_role("button", name="Start", exact=True).click()
    drawn(page, re.compile("^S1 "))
