"""From an empty program to a report in the hand, with the two accidents that lose answers elsewhere."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.screens import SAVED, card, choose, drawn, shows, start_assessment, step, switch_language
from tests.browser.servers import Server
from tests.browser.sessions import Open

pytestmark = pytest.mark.browser


def begun(server: Server, open_page: Open) -> Page:
    """A page at the first section of a new assessment, on a server that was just started."""
    server.start()
    page = open_page(server.url)
    start_assessment(page, "Riverside")
    return page


def beside(first: Page, open_page: Open) -> Page:
    """The same section in a session of its own."""
    second = open_page(first.url)
    drawn(second, re.compile("^S1 "))
    return second


def go_to(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()


def test_answers_survive_a_language_switch_and_a_killed_server_and_end_in_a_report(
    server: Server, open_page: Open, tmp_path: Path
) -> None:
    page = begun(server, open_page)

    choose(page, "S1.1", 4)
    choose(page, "S1.2", 3)
    choose(page, "S1.2", 2)
    assert server.scores() == {"S1.1": 4, "S1.2": 2}
    assert shows(page, {"S1.1": 4, "S1.2": 2})

    # A language switch, where labels elsewhere come back as values.
    switch_language(page, "中文")
    drawn(page, "S1 使命、客户战略与治理")
    assert shows(page, {"S1.1": 4, "S1.2": 2})
    choose(page, "S1.1", 5)
    switch_language(page, "English")
    drawn(page, re.compile("^S1 Mission"))
    switch_language(page, "中文")
    drawn(page, "S1 使命、客户战略与治理")
    assert server.scores() == {"S1.1": 5, "S1.2": 2}
    assert shows(page, {"S1.1": 5, "S1.2": 2})

    # Evidence and a note.
    card(page, "S1.1").get_by_text("佐证材料：暂无").click()
    card(page, "S1.1").get_by_label("材料名称或出处").fill("2026年规划，第4页")
    card(page, "S1.1").get_by_role("spinbutton", name="year, 材料日期").press_sequentially("20260110")
    card(page, "S1.1").get_by_role("button", name="添加佐证").click()
    expect(card(page, "S1.1")).to_contain_text("2026年规划，第4页")
    card(page, "S1.1").get_by_label("备注").fill("董事会已批准，见九月纪要")
    expect(card(page, "S1.1").get_by_role("status")).to_have_text("已保存")

    # A power cut: the page says so, comes back by itself, and goes on saving.
    server.kill()
    expect(page.get_by_role("alert").filter(has_text="连接已断开")).to_be_visible()
    server.start()
    expect(page.get_by_role("alert").filter(has_text="连接已断开")).to_have_count(0)
    drawn(page, "S1 使命、客户战略与治理")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert shows(page, {"S1.1": 5, "S1.2": 2})
    expect(card(page, "S1.1").get_by_label("备注")).to_have_value("董事会已批准，见九月纪要")
    choose(page, "S1.2", 1)
    assert server.scores() == {"S1.1": 5, "S1.2": 1}
    assert shows(page, {"S1.1": 5, "S1.2": 1})

    # The next section begins at its top, and a criterion may be set aside.
    page.get_by_role("button", name="下一类 →").click()
    drawn(page, re.compile("^S2 "))
    assert page.get_by_test_id("stMain").evaluate("element => element.scrollTop") == 0
    go_to(page, "分类总览")
    drawn(page, "分类总览")
    expect(page.get_by_text("已作答2项")).to_be_visible()

    go_to(page, "结果")
    drawn(page, re.compile("等级"))
    expect(page.get_by_role("img", name=re.compile("总分：佐证分"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("各维度佐证分与自评分"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("各类别佐证分"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("否决项与关键项"))).to_be_visible()

    go_to(page, "报告")
    drawn(page, "报告")
    page.get_by_role("button", name="生成PDF").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="下载").click(timeout=60_000)
    download.value.save_as(tmp_path / "report.pdf")
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO((tmp_path / "report.pdf").read_bytes())).pages)
    assert "Riverside" in text
    assert download.value.suggested_filename.startswith("Riverside-")
    assert download.value.suggested_filename.endswith("-zh.pdf")
    assert server.scores() == {"S1.1": 5, "S1.2": 1}


def test_a_score_is_taken_back_and_a_reason_takes_its_place(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    page.goto(page.url.replace("section=S1", "section=S4"))
    drawn(page, re.compile("^S4 "))
    choose(page, "S4.4", 3)
    step(page, "S4.4", 3).dblclick()
    expect(step(page, "S4.4", 3)).to_be_checked()
    assert server.scores() == {"S4.4": 3}
    card(page, "S4.4").get_by_role("button", name="Clear the answer").click()
    expect(card(page, "S4.4")).to_contain_text("Not answered yet")
    expect(step(page, "S4.4", 3)).not_to_be_checked()
    assert server.scores() == {}
    choose(page, "S4.4", 2)
    card(page, "S4.4").get_by_label("Applicability").click()
    page.get_by_role("option", name="No outsourcer or supplier").click()
    expect(card(page, "S4.4")).to_contain_text("Does not apply: No outsourcer or supplier takes part")
    assert server.scores() == {}
    switch_language(page, "中文")
    expect(card(page, "S4.4")).to_contain_text("不适用：没有外包商或供应商参与服务")
    switch_language(page, "English")
    drawn(page, re.compile("^S4 "))
    card(page, "S4.4").get_by_label("Clear").click()
    expect(card(page, "S4.4")).to_contain_text("Not answered yet")
    choose(page, "S4.4", 1)
    assert server.scores() == {"S4.4": 1}


def test_two_sessions_on_one_answer_are_told_of_each_other(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)

    choose(first, "S1.1", 4)
    step(second, "S1.1", 2).click()
    box = card(second, "S1.1")
    expect(box).to_contain_text("changed in two windows, differently")
    expect(box).to_contain_text("Score: 4")
    expect(box).to_contain_text("Score: 2")
    expect(second.get_by_text("Not saved: somebody else changed S1.1")).to_be_visible()
    expect(step(second, "S1.1", 4)).to_be_checked()
    assert server.scores() == {"S1.1": 4}
    assert shows(second, {"S1.1": 4})

    box.get_by_role("button", name="Save this one").click()
    expect(box).not_to_contain_text("changed in two windows, differently")
    expect(second.get_by_text(SAVED)).to_be_visible()
    expect(step(second, "S1.1", 2)).to_be_checked()
    assert server.scores() == {"S1.1": 2}
    assert shows(second, {"S1.1": 2})

    # What they do on different answers does not meet.
    choose(first, "S1.2", 3)
    choose(second, "S1.4", 1)
    assert server.scores() == {"S1.1": 2, "S1.2": 3, "S1.4": 1}
    switch_language(first, "中文")
    drawn(first, "S1 使命、客户战略与治理")
    drawn(second, re.compile("^S1 Mission"))


def test_evidence_without_a_name_keeps_what_was_typed_and_says_so(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    card(page, "S1.1").get_by_text("Evidence: none yet").click()
    year = card(page, "S1.1").get_by_role("spinbutton", name="year, Its date")
    year.press_sequentially("20260110")
    card(page, "S1.1").get_by_role("button", name="Add evidence").click()
    expect(card(page, "S1.1")).to_contain_text("Say what was seen")
    expect(year).to_have_text("2026")
    card(page, "S1.1").get_by_label("What was seen").fill("Plan 2026, page 4")
    card(page, "S1.1").get_by_role("button", name="Add evidence").click()
    expect(card(page, "S1.1").get_by_text("Evidence: 1")).to_be_visible()
    expect(card(page, "S1.1").get_by_label("What was seen")).to_have_value("")
    expect(card(page, "S1.1")).not_to_contain_text("Say what was seen")


def test_evidence_of_a_later_day_is_not_saved_without_its_day(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    card(page, "S1.1").get_by_text("Evidence: none yet").click()
    card(page, "S1.1").get_by_label("What was seen").fill("Plan of next year")
    card(page, "S1.1").get_by_role("spinbutton", name="year, Its date").press_sequentially("20990110")
    card(page, "S1.1").get_by_role("button", name="Add evidence").click()
    expect(page.get_by_text(re.compile(r"Not saved \(S1.1\): .*2099-01-10"))).to_be_visible()
    expect(card(page, "S1.1").get_by_text("Evidence: none yet")).to_be_visible()
    assert server.answers() == []


def test_a_score_and_a_note_of_two_windows_are_both_kept(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    choose(first, "S1.1", 4)
    card(second, "S1.1").get_by_label("Note").fill("seen in the plan")
    expect(card(second, "S1.1").get_by_role("status")).to_have_text("Saved")
    assert shows(second, {"S1.1": 4})
    assert server.answers() == [("S1.1", 4, "seen in the plan")]


def test_all_is_not_called_saved_while_a_conflict_waits(server: Server, open_page: Open) -> None:
    first = begun(server, open_page)
    second = beside(first, open_page)
    choose(first, "S1.1", 4)
    step(second, "S1.1", 2).click()
    expect(card(second, "S1.1")).to_contain_text("changed in two windows, differently")
    step(second, "S1.2", 3).click()
    expect(card(second, "S1.2")).to_contain_text("Claimed 3")
    expect(second.get_by_text("Not saved: somebody else changed S1.1")).to_be_visible()
    expect(second.get_by_text(SAVED)).to_have_count(0)
    card(second, "S1.1").get_by_role("button", name="Keep the saved one").click()
    expect(second.get_by_text(SAVED)).to_be_visible()
    assert server.scores() == {"S1.1": 4, "S1.2": 3}


def test_a_double_click_adds_evidence_once(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    for criterion in ("S1.1", "S1.2", "S1.3"):
        card(page, criterion).get_by_text("Evidence: none yet").click()
        card(page, criterion).get_by_label("What was seen").fill("Plan 2026")
        card(page, criterion).get_by_label("What was seen").press("Tab")
        card(page, criterion).get_by_role("button", name="Add evidence").dblclick()
        expect(card(page, criterion).get_by_text("Evidence: 1, of which 0 count")).to_be_visible()
        page.wait_for_timeout(500)
        expect(card(page, criterion).get_by_text("Evidence: 1, of which 0 count")).to_be_visible()
        expect(card(page, criterion)).not_to_contain_text("differently")
