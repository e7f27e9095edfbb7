"""`verify` finds whatever is not as it was written, and nothing where all is."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from assess.errors import AssessError
from assess.i18n import Language
from assess.model.damage import Damage
from assess.presentation.sentences import damage_sentence
from assess.scoring import score_assessment
from assess.storage.opening import connect
from assess.storage.verify import find_damage, look_through
from assess.workspace import Workspace
from tests.databases import sqlite_url
from tests.storage.conftest import Url
from tests.storage.small import ONE, fill, small_workspace
from tests.storage.tampering import flip, tamper, undone, what_can_be_read

KINDS = ("sqlite", "postgresql")


def filled(folder: Path, url: str) -> Workspace:
    workspace = small_workspace(folder, url)
    fill(workspace)
    return workspace


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_where_all_is_as_it_was_written(tmp_path: Path, url_of: Url, kind: str) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, kind))
    assert find_damage(workspace.database, score_assessment) == ()


CHANGES = [
    ("UPDATE assessments SET title = 'Other' WHERE id = 'of-anna'", "row_assessments"),
    ("UPDATE assessments SET centre = replace(centre, 'Corner', 'Corned')", "row_assessments"),
    ("UPDATE assessments SET updated_at = '2026-01-01 00:00:00' WHERE id = 'of-anna'", "row_assessments"),
    ("UPDATE assessments SET revision = 3 WHERE id = 'of-anna'", "row_assessments"),
    ("UPDATE answers SET note = note || ' '", "row_answers"),
    ("UPDATE answers SET score = 3", "row_answers"),
    ("UPDATE answers SET version = version + 1", "row_answers"),
    ("UPDATE answers SET evidence = replace(evidence, 'Rosters', 'Rostera')", "row_answers"),
    ("DELETE FROM answers", "row_answers"),
    ("UPDATE series SET body = replace(body, '0.30000000000000004', '0.3000000000000001')", "row_series"),
    ("DELETE FROM series WHERE assessment = 'of-nobody'", "row_series"),
    ("UPDATE scorecards SET answered = answered + 1", "row_scorecards"),
    ("UPDATE scorecards SET program_version = '0.9.9'", "row_scorecards"),
    ("DELETE FROM marks", "row_marks"),
    ("INSERT INTO marks SELECT assessment, criterion FROM answers ORDER BY criterion LIMIT 1", "row_marks"),
    ("DELETE FROM unsettled", "row_unsettled"),
    ("UPDATE unsettled SET answer = replace(answer, '3', '2')", "row_unsettled"),
    ("UPDATE milestones SET scorecard = replace(scorecard, '2', '3')", "row_milestones"),
    ("UPDATE milestones SET finished_on = '2026-11-14'", "row_milestones"),
    ("UPDATE milestones SET actor_name = 'Ben'", "row_milestones"),
    ("DELETE FROM finished_reports", "row_finished_reports"),
    ("UPDATE finished_reports SET hash = replace(hash, 'a', 'b')", "row_finished_reports"),
    ("UPDATE frameworks SET body = replace(body, '\"weight\":', '\"weight\": ')", "framework"),
    ("UPDATE chains SET length = length + 1", "trail"),
    ("DELETE FROM chains", "trail"),
    ("DELETE FROM audit", "trail"),
    ("UPDATE audit SET actor_name = 'Ben' WHERE number = 3", "trail"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_past_the_program_is_found_in_every_table(tmp_path: Path, url_of: Url, kind: str) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, kind))
    missed = []
    for statement, code in CHANGES:
        with undone(workspace.database.engine) as connection:
            changed = connection.execute(text(statement)).rowcount
            found = {damage.code for damage in look_through(workspace.database, connection, score_assessment)}
        if not changed or code not in found:
            missed.append((statement, changed, found))
    assert missed == []


@pytest.mark.parametrize("kind", KINDS)
def test_edits_deletions_and_reorderings_of_the_audit_trail_are_all_found(
    tmp_path: Path, url_of: Url, kind: str
) -> None:
    assert tampered(filled(tmp_path, url_of(tmp_path, kind)), 100) == []


def tampered(workspace: Workspace, times: int) -> list[str]:
    """What of so many tamperings was not found."""
    dice = random.Random(times)
    missed = []
    for _ in range(times):
        with undone(workspace.database.engine) as connection:
            what = tamper(connection, dice)
            if not list(look_through(workspace.database, connection, score_assessment)):
                missed.append(what)
    return missed


def test_a_flipped_bit_is_found_or_changes_nothing_that_can_be_read(tmp_path: Path) -> None:
    found, lost = flipped(tmp_path, 120)
    assert found > 10
    assert lost == 0


def flipped(folder: Path, times: int) -> tuple[int, int]:
    """Flips bits of the file: how many were found, and how many were not and yet changed what can be read."""
    workspace = filled(folder, sqlite_url(folder))
    workspace.database.close()
    file = folder / "assess.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = what_can_be_read(file)
    dice = random.Random(times)
    found = lost = 0
    for number in range(times):
        copy = folder / "copies" / f"{number}.db"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(file, copy)
        flip(copy, dice.randrange(file.stat().st_size * 8))
        if looks_sound(copy):
            lost += what_can_be_read(copy) != before
        else:
            found += 1
        for one in copy.parent.iterdir():
            one.unlink()
    return found, lost


def test_every_flipped_bit_of_an_answer_is_found(tmp_path: Path) -> None:
    assert answers_flipped(tmp_path, 100) == []


def answers_flipped(folder: Path, times: int) -> list[int]:
    """Flips bits within the texts of answers in the file; gives back those that were not found."""
    workspace = filled(folder, sqlite_url(folder))
    workspace.database.close()
    file = folder / "assess.db"
    with sqlite3.connect(file) as connection:
        texts = [row[0] for row in connection.execute("SELECT note FROM answers WHERE note != ''")]
        texts += [row[0] for row in connection.execute("SELECT evidence FROM answers WHERE evidence != '[]'")]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answers'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    page = file.read_bytes()[(root - 1) * size : root * size]
    places = [
        ((root - 1) * size + page.index(one.encode())) * 8 + bit
        for one in texts
        for bit in range(len(one.encode()) * 8)
    ]
    dice = random.Random(times)
    missed = []
    for place in dice.choices(places, k=times):
        flip(file, place)
        if looks_sound(file):
            missed.append(place)
        flip(file, place)
    return missed


def looks_sound(file: Path) -> bool:
    try:
        database = connect(f"sqlite:///{file}")
    except AssessError:
        return False
    try:
        return find_damage(database, score_assessment) == ()
    finally:
        database.close()


@pytest.mark.parametrize("language", Language)
def test_what_is_found_is_said_in_both_languages(language: Language) -> None:
    for code in ("row_answers", "row_milestones", "row_scorecards"):
        said = damage_sentence(Damage(code=code, facts={"assessment": ONE, "place": "S1.1"}), language)
        assert ONE in said
    assert "3" in damage_sentence(Damage(code="trail", facts={"assessment": "", "number": 3}), language)
