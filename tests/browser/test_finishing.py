"""From what is left to check to a finished revision, its reports, and the next one; and the register of evidence."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assess.i18n import Language
from assess.model.assessment import Answer, Evidence
from assess.model.framework import EvidenceKind
from assess.model.people import LOCAL_OWNER
from assess.services.answering import keep_unsettled
from assess.services.assessing import import_assessment, open_assessment
from assess.services.finishing import finished_report, list_milestones
from tests.browser.screens import card, choose, drawn, step, switch_language
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.browser.test_journey import begun, go_to
from tests.browser.test_screens import workspace_of
from tests.scoring.cases import assessment

pytestmark = pytest.mark.browser

HANDBOOK = Evidence(kind=EvidenceKind.DOCUMENT, reference="Handbook", dated=date(2026, 2, 1))
ROSTERS = Evidence(kind=EvidenceKind.RECORD, reference="Rosters", dated=date(2026, 10, 1))
FORMULA = Evidence(kind=EvidenceKind.RECORD, reference='=HYPERLINK("x")')
PRINTED = 90_000  # milliseconds that two prints may take on a slow machine


def id_of(page: Page) -> str:
    found = re.search("assessment=([^&]+)", page.url)
    assert found
    return found[1]


def check_page(server: Server, open_page: Open, *answers: Answer) -> Page:
    """Check and finish, of an assessment that came in with some answers, on a server that was just started."""
    id = import_assessment(workspace_of(server), LOCAL_OWNER, assessment(answers))
    server.start()
    page = open_page(f"{server.url}/check?lang=en&assessment={id}")
    drawn(page, "Check and finish")
    return page


def heading(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", level=2, name=name)


def finish(page: Page) -> None:
    """Through the dialog, until both reports are there."""
    page.get_by_role("button", name=re.compile("^Finish revision")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Finish revision")).click()
    for name in ("English", "中文"):
        expect(page.get_by_role("button", name=f"Download PDF, {name}")).to_be_visible(timeout=PRINTED)
    drawn(page, "Check and finish")


def downloaded(page: Page, name: str, folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    file = folder / "downloaded"
    download.value.save_as(file)
    return download.value.suggested_filename, file.read_bytes()


def test_what_is_open_is_answered_and_finished_and_the_finished_report_never_changes(
    server: Server, open_page: Open, tmp_path: Path
) -> None:
    page = begun(server, open_page)
    choose(page, "S1.1", 4)
    choose(page, "S1.2", 1)
    go_to(page, "Check and finish")
    drawn(page, "Check and finish")
    expect(heading(page, "Not answered: 147")).to_be_visible()
    expect(heading(page, "Results waiting for figures: 25")).to_be_visible()
    expect(page.get_by_text("claimed 4, supported 1; no evidence counts yet, kinds of it wanted: 3")).to_be_visible()
    expect(page.get_by_text("Nothing is marked for review.")).to_be_visible()

    # There and back; the way back survives a reload.
    page.get_by_role("button", name="Open", exact=True).first.click()
    drawn(page, re.compile("^S1 "))
    expect(card(page, "S1.3").get_by_role("heading")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("from=check"))
    page.reload()
    drawn(page, re.compile("^S1 "))
    choose(page, "S1.3", 0)
    page.get_by_role("link", name="← Back to Check and finish").click()
    drawn(page, "Check and finish")
    expect(page).not_to_have_url(re.compile("from="))
    expect(heading(page, "Not answered: 146")).to_be_visible()

    # Finishing says what it does, freezes the revision and prints both reports.
    page.get_by_role("button", name="Finish revision 1").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Frozen as they are now: all answers and scores")
    expect(dialog).to_contain_text(re.compile(r"Still open: 171 \(3 of 174 answered\)"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    finish(page)
    opened = open_assessment(workspace_of(server), LOCAL_OWNER, id_of(page))
    expect(page.get_by_text(f"fingerprint {opened.framework.fingerprint[:12]}")).to_be_visible()
    expect(heading(page, re.compile("Not answered"))).to_have_count(0)

    first = {
        language: finished_report(workspace_of(server), LOCAL_OWNER, opened.id, 1, language) for language in Language
    }
    for language, name in ((Language.EN, "Download PDF, English"), (Language.ZH, "Download PDF, 中文")):
        assert downloaded(page, name, tmp_path) == (first[language].name, first[language].content)

    # The sheet is closed, and no other report is offered.
    go_to(page, "Assess")
    expect(step(page, "S1.1", 4)).to_be_disabled()
    go_to(page, "Home")
    expect(page.get_by_text(re.compile("^Revision 1 finished on"))).to_be_visible()
    page.get_by_role("button", name="Reports").click()
    drawn(page, "Reports")
    expect(page.get_by_role("button", name="Prepare the PDF")).to_have_count(0)
    assert downloaded(page, "Download PDF, English", tmp_path)[1] == first[Language.EN].content

    # The next revision goes on; the finished report stays byte for byte.
    go_to(page, "Check and finish")
    page.get_by_role("button", name="Open a new revision").click()
    page.get_by_role("dialog").get_by_role("button", name="Open revision 2").click()
    expect(page.get_by_role("button", name="Finish revision 2")).to_be_visible()
    go_to(page, "Assess")
    choose(page, "S1.1", 0)
    go_to(page, "Reports")
    expect(page.get_by_role("button", name="Prepare the PDF")).to_be_visible()
    assert downloaded(page, "Download PDF, English", tmp_path) == (first[Language.EN].name, first[Language.EN].content)
    go_to(page, "Home")
    expect(page.get_by_text("Revision 2, in progress")).to_be_visible()
    assert server.scores() == {"S1.1": 0, "S1.2": 1, "S1.3": 0}


@pytest.mark.sqlite
def test_a_report_that_cannot_be_kept_is_told_and_printed_when_it_is_asked_for(server: Server, open_page: Open) -> None:
    page = check_page(server, open_page, Answer(criterion="S1.1", score=2))
    workspace = workspace_of(server)
    with workspace.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON finished_reports WHEN NEW.language = 'zh' "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    page.get_by_role("button", name="Finish revision 1").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish revision 1").click()
    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text("its report (中文) is not printed yet: The disk is full", timeout=PRINTED)
    expect(page.get_by_role("heading", name="Revision 1 is finished")).to_be_visible()
    expect(page.get_by_role("button", name="Download PDF, English")).to_be_visible()
    assert list_milestones(workspace, LOCAL_OWNER, id_of(page))[0].printed == {Language.EN}
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    page.get_by_role("button", name="Prepare the PDF, 中文").click()
    expect(page.get_by_role("button", name="Download PDF, 中文")).to_be_visible(timeout=PRINTED)
    expect(told).to_have_count(0)


def test_a_double_click_finishes_once_and_fails_nothing(server: Server, open_page: Open) -> None:
    page = check_page(server, open_page, Answer(criterion="S1.1", score=2))
    page.get_by_role("button", name="Finish revision 1").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish revision 1").dblclick()
    expect(page.get_by_role("button", name="Download PDF, 中文")).to_be_visible(timeout=PRINTED)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert [one.revision for one in list_milestones(workspace_of(server), LOCAL_OWNER, id_of(page))] == [1]


def test_an_answer_that_waits_for_a_choice_is_shown_first_and_holds_finishing_up(
    server: Server, open_page: Open
) -> None:
    page = check_page(server, open_page, Answer(criterion="T5.2", score=2))
    keep_unsettled(workspace_of(server), LOCAL_OWNER, id_of(page), Answer(criterion="T5.2", score=4))
    page.reload()
    drawn(page, "Check and finish")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Answers that wait for a choice between two: 1")
    expect(page.get_by_role("button", name="Finish revision 1")).to_be_disabled()
    page.get_by_role("button", name="Open", exact=True).first.click()
    drawn(page, re.compile("^T5 "))
    card(page, "T5.2").get_by_role("button", name="Save this one").click()
    expect(card(page, "T5.2")).to_contain_text("Claimed 4")
    page.get_by_role("link", name="← Back to Check and finish").click()
    expect(page.get_by_text("No answer waits for a choice between two.")).to_be_visible()
    expect(page.get_by_role("button", name="Finish revision 1")).to_be_enabled()


def test_the_way_back_is_there_only_for_who_came_that_way(server: Server, open_page: Open) -> None:
    page = check_page(server, open_page, Answer(criterion="S1.1", score=2))
    back = page.get_by_role("link", name=re.compile("^← Back to"))
    go_to(page, "Sections")
    drawn(page, "Sections")
    page.get_by_role("button", name="Open", exact=True).nth(1).click()
    drawn(page, re.compile("^S2 "))
    expect(back).to_have_text("← Back to Sections")
    page.get_by_role("button", name="Next section →").click()
    drawn(page, re.compile("^S3 "))
    expect(back).to_have_text("← Back to Sections")
    go_to(page, "Home")
    drawn(page, re.compile("^Contact-centre"))
    go_to(page, "Assess")
    drawn(page, re.compile("^S3 "))
    expect(back).to_have_count(0)
    page.goto(page.url + "&from=nowhere")
    drawn(page, re.compile("^S3 "))
    expect(back).to_have_count(0)


def test_a_category_that_was_opened_is_open_for_who_comes_back(server: Server, open_page: Open) -> None:
    page = check_page(server, open_page, Answer(criterion="S1.1", score=2))
    page.get_by_text(re.compile("^S5 ")).click()
    page.get_by_test_id("stExpander").filter(has_text="S5 ").get_by_role("button", name="Open").nth(1).click()
    drawn(page, re.compile("^S5 "))
    choose(page, "S5.2", 1)
    page.get_by_role("link", name="← Back to Check and finish").click()
    drawn(page, "Check and finish")
    expect(page.get_by_text("S5.3 ", exact=False).first).to_be_visible()
    rest = page.get_by_test_id("stExpander").filter(has_text="S5 ").get_by_role("button", name="Open")
    expect(rest.first).to_be_visible()


def test_the_register_shows_each_thing_once_filters_it_and_leads_there_and_back(
    server: Server, open_page: Open, tmp_path: Path
) -> None:
    page = check_page(
        server,
        open_page,
        Answer(criterion="S1.1", score=3, evidence=(HANDBOOK, FORMULA)),
        Answer(criterion="S1.2", evidence=(ROSTERS,)),
        Answer(criterion="T5.2", score=3, evidence=(HANDBOOK,)),
    )
    go_to(page, "Evidence")
    drawn(page, "Evidence")
    expect(page.get_by_text("3 pieces of evidence: 1 count, 2 do not.")).to_be_visible()
    expect(page.get_by_text("Handbook")).to_have_count(1)
    expect(page.get_by_text("counts until 1 February 2028")).to_be_visible()
    expect(page.get_by_text("does not count: no scored answer rests on it")).to_be_visible()

    name, content = downloaded(page, "Download all as CSV", tmp_path)
    assert re.fullmatch(r".+-evidence-en\.csv", name)
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == '"Kind","What was seen","Date","Counts","Why not","Counts until","Criteria"'
    assert lines[1].startswith('"Document","Handbook","2026-02-01","yes","","2028-02-01","S1.1 ')
    assert lines[2].startswith('"Record","\'=HYPERLINK(""x"")","","no","no date",""')
    assert len(lines) == 5

    page.get_by_role("button", name="Record").click()
    page.get_by_text("Only what does not count").click()
    expect(page.get_by_text("1 to 2 of 2")).to_be_visible()
    expect(page.get_by_text("Handbook")).to_have_count(0)
    page.get_by_role("button", name="S1.2", exact=True).click()
    drawn(page, re.compile("^S1 "))
    expect(card(page, "S1.2").get_by_role("heading")).to_be_in_viewport()
    choose(page, "S1.2", 2)
    page.get_by_role("link", name="← Back to Evidence").click()
    drawn(page, "Evidence")
    expect(page.get_by_text("3 pieces of evidence: 2 count, 1 do not.")).to_be_visible()
    expect(page.get_by_text("1 to 1 of 1")).to_be_visible()
    page.get_by_role("button", name="Data").click()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_text("Nothing in the register is like that.")).to_be_visible()
    switch_language(page, "中文")
    drawn(page, "佐证材料")
    expect(page.get_by_text("共3份佐证材料：2份计入，1份不计入。")).to_be_visible()


def test_a_long_register_is_drawn_a_page_at_a_time_and_opens_again_at_the_page_that_was_left(
    server: Server, open_page: Open
) -> None:
    items = tuple(ROSTERS.model_copy(update={"reference": f"Rosters {number:03}"}) for number in range(60))
    page = check_page(server, open_page, Answer(criterion="S1.1", score=3, evidence=items))
    go_to(page, "Evidence")
    expect(page.get_by_text("1 to 25 of 60")).to_be_visible()
    page.get_by_role("button", name="Page 3").click()
    expect(page.get_by_text("51 to 60 of 60")).to_be_visible()
    expect(page.get_by_text("Rosters 059")).to_be_visible()
    expect(page.get_by_text("Rosters 000")).to_have_count(0)
    page.get_by_role("button", name="S1.1", exact=True).last.click()
    drawn(page, re.compile("^S1 "))
    page.get_by_role("link", name="← Back to Evidence").click()
    expect(page.get_by_text("51 to 60 of 60")).to_be_visible()
    page.get_by_text("Only what does not count").click()
    expect(page.get_by_text("Nothing in the register is like that.")).to_be_visible()
    page.get_by_text("Only what does not count").click()
    expect(page.get_by_text("51 to 60 of 60")).to_be_visible()
