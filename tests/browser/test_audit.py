"""The audit trail on its page: who did what, found by criterion and person, checked, and taken away as a file."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER, Actor
from assess.services.answering import mark_for_review, record_answer
from assess.services.assessing import import_assessment, open_assessment
from assess.services.auditing import check_chain
from assess.services.safekeeping import restore_backup, take_backup
from assess.workspace import Workspace, now
from tests.browser.screens import choose, drawn, shows, switch_language
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.browser.test_screens import workspace_of
from tests.scoring.cases import assessment

pytestmark = pytest.mark.browser

ANNA = Actor(id="anna", name="Anna *A.*")


def changed(workspace: Workspace, id: str, actor: Actor, criterion: str, score: int, note: str = "") -> None:
    version = open_assessment(workspace, actor, id).version(criterion)
    record_answer(workspace, actor, id, Answer(criterion=criterion, score=score, note=note), version)


def audit_page(server: Server, open_page: Open, id: str, language: str = "en") -> Page:
    server.start()
    page = open_page(f"{server.url}/audit?lang={language}&assessment={id}")
    drawn(page, re.compile("Audit trail|审计记录"))
    return page


def rows(page: Page) -> Locator:
    """Each by the button that shows its values."""
    return page.locator("[class*='st-key-values-']").get_by_role("button")


def shown(page: Page, numbers: list[int]) -> bool:
    """Whether just these rows come to be shown, in this order."""
    expect(rows(page)).to_have_count(len(numbers))
    return [int(re.sub(r"\D", "", name)) for name in rows(page).all_inner_texts()] == numbers


def pick(page: Page, list_name: str, name: str) -> None:
    """From the top of the page: scrolling closes a list, as it does for a person."""
    drawn(page, "Audit trail")
    page.get_by_test_id("stMain").evaluate(
        "main => new Promise((done) => { main.scrollTo(0, 0); requestAnimationFrame(() => setTimeout(done)) })"
    )
    page.get_by_role("combobox", name=list_name).click()
    page.get_by_role("option", name=name).click()


def test_it_shows_who_did_what_newest_first_in_both_languages(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    changed(workspace, id, ANNA, "S1.1", 3)
    changed(workspace, id, LOCAL_OWNER, "S1.1", 4, "=1+1 <b>*note*</b> http://127.0.0.1:9/x")
    mark_for_review(workspace, ANNA, id, "S1.2", True)
    page = audit_page(server, open_page, id)
    main = page.get_by_test_id("stMain")
    for part in ("Anna *A.*", "User of this machine"):
        expect(main.get_by_text(part)).to_have_count(2)
    said = main.inner_text().replace("\N{WORD JOINER}", "")
    parts = (
        *("S1.2 ", "Marked for review", "Score 3 → 4", "Note: “=1+1 <b>*note*</b> http://127.0.0.1:9/x”"),
        *("Score 3\n", "Imported: Riverside (answers: 0, series of figures: 0)"),
    )
    assert [part for part in parts if part not in said] == []
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert shown(page, [4, 3, 2, 1])
    assert main.locator("a").count() == 0
    switch_language(page, "中文")
    drawn(page, "审计记录")
    for part in ("标记待复核", "评分 3 → 4", "导入评估：Riverside（作答0项，指标数据0组）", "本机用户"):
        expect(main).to_contain_text(part)


def test_a_rows_values_are_shown_as_they_are_stored(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    changed(workspace, id, ANNA, "S1.1", 3)
    changed(workspace, id, ANNA, "S1.1", 4)
    page = audit_page(server, open_page, id)
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    rows(page).first.click()
    before, after = page.get_by_test_id("stCode").first, page.get_by_test_id("stCode").last
    expect(before).to_contain_text('"score": 3')
    expect(after).to_contain_text('"score": 4')
    expect(page.get_by_text(check_chain(workspace, ANNA, id).hash)).to_be_visible()
    rows(page).first.click()
    expect(page.get_by_test_id("stCode")).to_have_count(0)


def test_rows_are_found_by_criterion_and_by_person_and_turned_over_page_by_page(
    server: Server, open_page: Open
) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    for number in range(60):
        changed(workspace, id, ANNA if number % 2 else LOCAL_OWNER, f"S1.{number % 4 + 1}", number % 6)
    page = audit_page(server, open_page, id)
    expect(page.get_by_text("1 to 25 of 61, newest first")).to_be_visible()
    assert shown(page, list(range(61, 36, -1)))
    page.get_by_role("button", name="Page 3").click()
    expect(page.get_by_text("51 to 61 of 61, newest first")).to_be_visible()
    assert shown(page, list(range(11, 0, -1)))
    pick(page, "Criterion", "S1.2 ")
    expect(page.get_by_text("1 to 15 of 15, newest first")).to_be_visible()
    assert shown(page, list(range(59, 2, -4)))
    pick(page, "Person", "User of this machine")
    expect(page.get_by_text("There are no such rows.")).to_be_visible()
    pick(page, "Person", "Anna *A.*")
    expect(page.get_by_text("1 to 15 of 15, newest first")).to_be_visible()
    switch_language(page, "中文")
    expect(page.get_by_text("第1～25条，共61条，最新的在前")).to_be_visible()


def test_the_chain_says_that_it_is_whole_and_then_where_it_was_broken(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    for score in (1, 2, 3):
        changed(workspace, id, ANNA, "S1.1", score)
    page = audit_page(server, open_page, id)
    end = check_chain(workspace, ANNA, id).hash[:12]
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(f"Whole: 4 rows, last hash {end}…")
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE audit SET new = 'null' WHERE number = 3"))
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Broken from row 3 on")
    expect(page.get_by_text("What stands here cannot be read; see its values")).to_be_visible()


def test_what_is_taken_away_can_be_read_and_checked_elsewhere(server: Server, open_page: Open, tmp_path: Path) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    changed(workspace, id, ANNA, "S1.1", 3, "=HYPERLINK(1)")
    changed(workspace, id, ANNA, "S1.1", 4, "质检校准")
    page = audit_page(server, open_page, id, language="zh")

    with page.expect_download() as download:
        page.get_by_role("button", name="全部导出为CSV").click()
    download.value.save_as(tmp_path / "trail.csv")
    assert re.fullmatch(r"Riverside-\d{4}-\d\d-\d\d-audit-zh\.csv", download.value.suggested_filename)
    content = (tmp_path / "trail.csv").read_bytes().decode("utf-8-sig")
    header, *table = csv.reader(io.StringIO(content))
    assert header == ["序号", "时间（UTC）", "人员", "操作代码", "对象", "内容", "更改前", "更改后", "哈希"]
    assert [row[0] for row in table] == ["1", "2", "3"]
    assert table[1][2:6] == ["Anna *A.*", "answer", "S1.1", "评分 3; 备注：“=HYPERLINK(1)”"]
    assert table[2][5] == "评分 3 → 4; 备注：“质检校准”"

    with page.expect_download() as download:
        page.get_by_role("button", name="全部导出为JSON Lines").click()
    download.value.save_as(tmp_path / "trail.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "trail.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["act"] for line in lines] == ["import", "answer", "answer"]
    last = {name: value for name, value in lines[-1].items() if name != "hash" and value is not None}
    canonical = json.dumps(last, sort_keys=True, ensure_ascii=False).encode()
    assert hashlib.sha256(canonical).hexdigest() == lines[-1]["hash"] == check_chain(workspace, ANNA, id).hash


def test_the_trail_of_the_database_is_there_with_and_without_an_assessment(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    copy = take_backup(workspace, LOCAL_OWNER)
    restore_backup(workspace.settings, ANNA, copy, now())
    page = audit_page(server, open_page, id)
    expect(page.get_by_text("Imported: Riverside")).to_be_visible()
    page.get_by_role("radio", name="The database as a whole").click()
    told = page.get_by_text(f"The copy {copy.name} took the place of everything in the database")
    expect(told).to_be_visible()
    expect(page.get_by_text("Imported: Riverside")).to_have_count(0)
    page.goto(f"{server.url}/audit?lang=en")
    drawn(page, "Audit trail")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Whole: 1 rows")


@pytest.mark.sqlite
def test_a_row_that_cannot_be_read_is_told_in_a_sentence_and_the_sheet_goes_on(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    for score in (1, 2, 3):
        changed(workspace, id, LOCAL_OWNER, "S1.1", score)
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE audit SET at = 'garbage' WHERE number = 3"))
    page = audit_page(server, open_page, id)
    expect(page.get_by_text("The audit trail holds a row that cannot be read.")).to_be_visible()
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_text("Broken from row 3 on")).to_be_visible()
    page.goto(f"{server.url}/assess?lang=en&assessment={id}&section=S1")
    drawn(page, re.compile("^S1 "))
    choose(page, "S1.1", 4)
    assert shows(page, {"S1.1": 4})
    assert server.scores() == {"S1.1": 4}
