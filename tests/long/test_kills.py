"""10,000 acknowledged answers and 200 kills; 20 kills in the browser, where "acknowledged" is what the screen says."""

import random
import re
from pathlib import Path

import pytest

from tests.browser.screens import choose, drawn, shows, start_assessment
from tests.browser.servers import Server
from tests.browser.sessions import Open
from tests.services.kills import assert_nothing_lost, write_until_killed
from tests.services.test_assessing import write_together
from tests.workspaces import started, workspace_in

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("database_kind")]
CRITERIA = ("S1.1", "S1.2", "S1.3", "S1.4", "S1.5", "S1.6")


def test_ten_thousand_acknowledged_answers_survive_200_kills(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    acknowledged = 0
    for _ in range(200):
        acknowledged = write_until_killed(tmp_path, assessment_id, 50)
        assert_nothing_lost(workspace, assessment_id, acknowledged)
    assert acknowledged >= 10_000


def test_20_assessors_with_25_edits_of_one_answer_lose_none(tmp_path: Path) -> None:
    write_together(tmp_path, writers=20, edits=25)


@pytest.mark.browser
def test_what_the_screen_called_saved_survives_20_kills(server: Server, open_page: Open) -> None:
    dice = random.Random(1)
    server.start()
    page = open_page(server.url)
    start_assessment(page, "Riverside")
    saved: dict[str, int] = {}
    for _ in range(20):
        for criterion in dice.sample(CRITERIA, 3):
            score = dice.choice([score for score in range(6) if score != saved.get(criterion)])
            choose(page, criterion, score)
            saved[criterion] = score
        page.evaluate("window.ofTheOldServer = true")
        server.kill()
        assert server.scores() == saved
        server.start()
        page.wait_for_function("window.ofTheOldServer === undefined")  # the watchdog has loaded the page anew
        drawn(page, re.compile("^S1 "))
        assert shows(page, saved)
