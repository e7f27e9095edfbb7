"""The Settings page: where the data is, whether it is as it was written, its copies, and the way back to one."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from assess.errors import BackupInvalid
from assess.i18n import Language
from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER
from assess.services.answering import record_answer
from assess.services.assessing import import_assessment
from assess.services.copies import list_copies
from assess.services.demonstration import put_in_demo
from assess.services.safekeeping import take_backup, verify_backup
from tests.browser.screens import card, choose, drawn, shows, step, switch_language
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.browser.test_journey import begun, beside, go_to
from tests.browser.test_screens import workspace_of
from tests.scoring.cases import assessment
from tests.storage.tampering import flip

pytestmark = pytest.mark.browser


def copy_row(page: Page, name: str | re.Pattern[str]) -> Locator:
    """The box of a copy, by its name."""
    return page.get_by_test_id("stMain").locator("[data-testid='stVerticalBlock']").filter(has_text=name).last


def take_copy(page: Page) -> str:
    """By the button; returns the copy's name."""
    page.get_by_role("button", name="Take a copy now").click()
    taken = page.get_by_text(re.compile("^Taken: by-hand-"))
    expect(taken).to_be_visible()
    drawn(page, "Settings")
    return taken.inner_text().replace("\N{WORD JOINER}", "").removeprefix("Taken: ")


def ask_to_restore(page: Page, name: str) -> Locator:
    """Opens the dialog of a copy."""
    page.locator(f"[class*='st-key-opens-restore-{name.replace('.', '-')}']").get_by_role("button").click()
    return page.get_by_role("dialog")


def restore(page: Page, name: str) -> None:
    dialog = ask_to_restore(page, name)
    confirmed = dialog.get_by_role("button", name="Restore", exact=True)
    expect(confirmed).to_be_disabled()
    dialog.get_by_text("Replace everything in the database").click()
    expect(confirmed).to_be_enabled()
    confirmed.click()
    expect(page.get_by_text(f"Restored: {name}")).to_be_visible()
    drawn(page, "Settings")


def test_what_was_changed_after_a_copy_is_as_before_once_the_copy_is_restored(server: Server, open_page: Open) -> None:
    page = begun(server, open_page)
    choose(page, "S1.1", 4)
    go_to(page, "Settings")
    drawn(page, "Settings")
    copy = take_copy(page)
    go_to(page, "Assess")
    drawn(page, re.compile("^S1 "))
    choose(page, "S1.1", 2)
    choose(page, "S1.2", 1)
    other = beside(page, open_page)
    go_to(page, "Settings")
    drawn(page, "Settings")
    dialog = ask_to_restore(page, copy)
    expect(dialog).to_contain_text("assessments: 1, answers: 1")
    expect(dialog).to_contain_text("everything that is in the database now")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert server.scores() == {"S1.1": 2, "S1.2": 1}

    restore(page, copy)
    assert server.scores() == {"S1.1": 4}
    (before,) = (one for one in list_copies(workspace_of(server).settings) if one.name.startswith("before-restore-"))
    expect(
        page.get_by_text(re.compile(f"What was in the database before is in the copy .*{before.name}"))
    ).to_be_visible()
    assert verify_backup(before.file).answers == 2

    # The session has forgotten what it had seen, and so has the one beside it with its next click.
    go_to(page, "Assess")
    drawn(page, re.compile("^S1 "))
    assert shows(page, {"S1.1": 4})
    choose(page, "S1.2", 3)
    step(other, "S1.3", 5).click()
    expect(card(other, "S1.3")).to_contain_text("Claimed 5,")
    assert shows(other, {"S1.1": 4, "S1.2": 3, "S1.3": 5})
    go_to(page, "Settings")
    drawn(page, "Settings")
    expect(page.get_by_text("Restored:")).to_have_count(0)


def test_an_open_assessment_that_is_not_in_the_copy_is_closed(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    import_assessment(workspace, LOCAL_OWNER, assessment())
    copy = take_backup(workspace, LOCAL_OWNER)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    server.start()
    page = open_page(f"{server.url}/assess?lang=en&assessment={id}&section=S1")
    drawn(page, re.compile("^S1 "))
    go_to(page, "Settings")
    drawn(page, "Settings")
    restore(page, copy.name)
    go_to(page, "Assess")
    expect(page.get_by_text("No assessment is open.")).to_be_visible()


@pytest.mark.parametrize("language", Language)
def test_a_copy_with_a_flipped_bit_is_refused_in_a_sentence(
    server: Server, open_page: Open, language: Language
) -> None:
    workspace = workspace_of(server)
    put_in_demo(workspace, LOCAL_OWNER, language)
    copy = take_backup(workspace, LOCAL_OWNER)
    flip(copy, 8 * 2000 + 3)
    server.start()
    page = open_page(f"{server.url}/settings?lang={language.value}")
    drawn(page, re.compile("Settings|设置"))
    refused = {
        "en": f"{copy.name} is no backup, or not as it was written. Use another copy.",
        "zh": f"{copy.name} 不是备份文件，或内容已被改动，请改用其他备份。",
    }[language.value]
    dialog = ask_to_restore(page, copy.name)
    expect(dialog.get_by_role("alert")).to_have_text(refused)
    expect(dialog.get_by_role("button", name=re.compile("^(Restore|恢复)$"))).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stMain").get_by_text(refused)).to_be_visible()  # it was tried
    with pytest.raises(BackupInvalid):
        verify_backup(copy)


def test_a_copy_is_tried_without_a_change(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    put_in_demo(workspace, LOCAL_OWNER, Language.ZH)
    copy = take_backup(workspace, LOCAL_OWNER)
    import_assessment(workspace, LOCAL_OWNER, assessment((Answer(criterion="S1.1", score=1),)))
    stood = server.answers()
    server.start()
    page = open_page(f"{server.url}/settings?lang=zh")
    drawn(page, "设置")
    copy_row(page, copy.name).get_by_role("button", name="恢复演练").click()
    expect(page.get_by_text("恢复演练通过：备份完好，可以恢复（评估1个，作答158项，审计记录1条）")).to_be_visible()
    assert server.answers() == stood


def test_a_copy_comes_from_elsewhere_and_one_is_taken_away(server: Server, open_page: Open, tmp_path: Path) -> None:
    elsewhere = Server(tmp_path / "elsewhere")
    put_in_demo(workspace_of(elsewhere), LOCAL_OWNER, Language.EN)
    copy = take_backup(workspace_of(elsewhere), LOCAL_OWNER, tmp_path / "from [elsewhere].assess-backup")
    page = begun(server, open_page)
    go_to(page, "Settings")
    drawn(page, "Settings")
    page.locator("input[type=file]").set_input_files(copy)
    page.get_by_role("button", name="Restore…").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("assessments: 1, answers: 158")
    dialog.get_by_text("Replace everything in the database").click()
    dialog.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("Restored: from [elsewhere].assess-backup")).to_be_visible()
    drawn(page, "Settings")
    assert len(server.answers()) == 158
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").first.click()
    download.value.save_as(tmp_path / "taken-away")
    assert download.value.suggested_filename.startswith("before-restore-")
    assert verify_backup(tmp_path / "taken-away").assessments == 1


def test_what_is_no_copy_is_refused_by_its_name(server: Server, open_page: Open) -> None:
    server.start()
    page = open_page(f"{server.url}/settings?lang=zh")
    drawn(page, "设置")
    field = page.get_by_test_id("stFileUploaderDropzone")
    shown = field.locator("button p").evaluate(
        "one => [getComputedStyle(one, '::after').content, getComputedStyle(one).fontSize]"
    )
    assert shown == ['"选择文件"', "0px"]
    content = {"name": "评估.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04" * 100}
    page.locator("input[type=file]").set_input_files(content)  # type: ignore[arg-type]
    page.get_by_role("button", name="恢复演练").click()
    expect(page.get_by_text("评估.xlsx 不是备份文件，或内容已被改动，请改用其他备份。")).to_be_visible()


def not_any_more(database: Path) -> None:
    """Within the same file, under a server that has it open."""
    database.write_bytes(b"this is no database" * 5000)


def half_of_it(database: Path) -> None:
    """With the log gone, as after the disk was mended."""
    content = database.read_bytes()
    for name in ("assess.db", "assess.db-wal", "assess.db-shm"):
        database.with_name(name).unlink(missing_ok=True)
    database.write_bytes(content[: len(content) // 2])


@pytest.mark.sqlite
@pytest.mark.parametrize("harm", [not_any_more, half_of_it])
def test_a_damaged_database_is_restored_and_the_application_goes_on(
    server: Server, open_page: Open, harm: Callable[[Path], None]
) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment((Answer(criterion="S1.1", score=4),)))
    put_in_demo(workspace, LOCAL_OWNER, Language.EN)
    copy = take_backup(workspace, LOCAL_OWNER)
    workspace.database.close()
    server.start()
    page = open_page(f"{server.url}/assess?lang=en&assessment={id}&section=S1")
    drawn(page, re.compile("^S1 "))
    other = beside(page, open_page)
    harm(server.home / "assess.db")
    page.goto(f"{server.url}/settings?lang=en&assessment={id}")
    drawn(page, "Settings")
    restore(page, copy.name)
    expect(page.get_by_text(re.compile(r"The damaged database was put aside: .*assess\.db\.damaged-"))).to_be_visible()
    (aside,) = server.home.glob("assess.db.damaged-????-??-??T??????")
    assert aside.read_bytes()
    go_to(page, "Assess")
    drawn(page, re.compile("^S1 "))
    assert shows(page, {"S1.1": 4})
    choose(page, "S1.2", 3)
    step(other, "S1.3", 5).click()
    expect(card(other, "S1.3")).to_contain_text("Claimed 5,")
    scores = server.scores()
    assert (scores["S1.2"], scores["S1.3"]) == (3, 5)
    go_to(page, "Settings")
    drawn(page, "Settings")
    page.get_by_role("button", name="Verify the database").click()
    expect(page.get_by_text(re.compile("^Sound"))).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.sqlite
@pytest.mark.parametrize(("language", "sentence"), [("en", "is no database, or it is damaged"), ("zh", "已损坏")])
def test_a_server_that_starts_with_a_damaged_database_offers_its_copies(
    server: Server, open_page: Open, language: str, sentence: str
) -> None:
    workspace = workspace_of(server)
    import_assessment(workspace, LOCAL_OWNER, assessment((Answer(criterion="S1.1", score=4),)))
    copy = take_backup(workspace, LOCAL_OWNER)
    workspace.database.close()
    (server.home / "assess.db").write_bytes(b"this is no database" * 5000)
    server.start()
    page = open_page(f"{server.url}/?lang={language}")
    expect(page.get_by_test_id("stAlert")).to_contain_text(sentence)
    page.get_by_role("link", name=re.compile("Settings: copies|前往“设置”")).click()
    drawn(page, re.compile("Settings|设置"))
    expect(page.get_by_test_id("stAlert")).to_contain_text(sentence)
    expect(page.get_by_text(copy.name)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Take a copy now|立即备份|Verify|校验"))).to_have_count(0)
    if language == "zh":
        switch_language(page, "English")
        drawn(page, "Settings")
    restore(page, copy.name)
    assert server.scores() == {"S1.1": 4}


def test_verify_names_the_answer_that_was_changed_past_the_program(server: Server, open_page: Open) -> None:
    workspace = workspace_of(server)
    id = import_assessment(workspace, LOCAL_OWNER, assessment())
    record_answer(workspace, LOCAL_OWNER, id, Answer(criterion="S1.1", score=1), 0)
    server.start()
    page = open_page(f"{server.url}/settings?lang=en")
    drawn(page, "Settings")
    page.get_by_role("button", name="Verify the database").click()
    expect(
        page.get_by_text("Sound (assessments: 1, answers: 1, rows of the audit trail: 2; looked through")
    ).to_be_visible()
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE answers SET note = 'never said' WHERE criterion = 'S1.1'"))
    page.get_by_role("button", name="Verify the database").click()
    alert = page.get_by_test_id("stAlert").filter(has_text="Not as it was written")
    expect(alert).to_contain_text(f"Riverside ({id[:8]}): the answer to S1.1 is not what the audit trail tells")
    expect(alert).to_contain_text("Restore a copy from before it happened")
    switch_language(page, "中文")
    drawn(page, "设置")
    expect(page.get_by_test_id("stAlert")).to_contain_text(f"Riverside ({id[:8]})：S1.1 的作答与审计记录不符")


def settings_with(server: Server, page: Page, said: re.Pattern[str]) -> None:
    """Looks at the settings until they say it: the daily copy is taken beside the pages."""
    until = time.monotonic() + 15
    while True:
        page.goto(f"{server.url}/settings?lang=en")
        drawn(page, "Settings")
        if page.get_by_text(said).count() or time.monotonic() > until:
            expect(page.get_by_text(said)).to_be_visible()
            return


def test_the_daily_copy_is_taken_when_the_server_is_first_looked_at(server: Server, open_page: Open) -> None:
    put_in_demo(workspace_of(server), LOCAL_OWNER, Language.EN)
    server.start()
    page = open_page(f"{server.url}/?lang=en")
    drawn(page, re.compile("self-assessment"))
    settings_with(server, page, re.compile("^Last daily copy: "))
    expect(page.get_by_text(re.compile("^daily-"))).to_be_visible()
    (copy,) = list_copies(workspace_of(server).settings)
    assert verify_backup(copy.file).assessments == 1


def test_a_daily_copy_that_fails_is_told_and_fails_no_page(server: Server, open_page: Open) -> None:
    put_in_demo(workspace_of(server), LOCAL_OWNER, Language.EN)
    (server.home / "backups").write_text("in the way", encoding="utf-8")
    server.start()
    page = open_page(f"{server.url}/?lang=en")
    drawn(page, re.compile("self-assessment"))
    settings_with(server, page, re.compile(r"^The daily copy failed at \d\d:\d\d:\d\d: The copy .* cannot be written"))
    page.get_by_role("button", name="Take a copy now").click()
    expect(page.get_by_text(re.compile("^The copy .* cannot be written"))).to_be_visible()
