"""Data of every release is opened, put back and scored as it was, on either database."""

import gzip
import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assess.exchange.scorecard_file import scorecard_document
from assess.model.people import LOCAL_OWNER
from assess.services import safekeeping
from assess.services.assessing import list_assessments, open_assessment
from assess.services.copies import list_copies
from assess.services.safekeeping import restore_backup, verify_backup, verify_database
from assess.settings import CHECKOUT, Settings
from assess.storage.backup import write_backup
from assess.storage.database import Database
from assess.storage.opening import open_database
from assess.storage.replay import RELEASES
from assess.workspace import Workspace, open_workspace
from tests.databases import sqlite_url
from tests.storage.conftest import Url
from tests.storage.small import dump

FOLDER = CHECKOUT / "tests" / "releases"
VERSIONS = sorted(file.name.removesuffix(".db.gz") for file in FOLDER.glob("*.db.gz"))
COPIES = sorted(file.name.removesuffix(".assess-backup") for file in FOLDER.glob("*.assess-backup"))
AT = datetime(2026, 11, 25, 8)


def figures(workspace: Workspace) -> dict[str, Any]:
    """What each assessment comes to, without the texts, which may change."""
    found = {}
    for summary in list_assessments(workspace, LOCAL_OWNER):
        opened = open_assessment(workspace, LOCAL_OWNER, summary.id)
        document = scorecard_document(opened.framework, opened.assessment, opened.scorecard)
        for part in document["criteria"]:
            del part["reason"]
        for part in document["verdict"]["unmet"]:
            del part["text"]
        del document["findings"]
        found[summary.id] = document
    return found


def kept_figures(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    return found


def home_of(version: str, folder: Path) -> Settings:
    folder.mkdir(exist_ok=True)
    (folder / "assess.db").write_bytes(gzip.decompress((FOLDER / f"{version}.db.gz").read_bytes()))
    return Settings(folder, sqlite_url(folder))


def test_every_release_has_its_data_here() -> None:
    assert {version for version in RELEASES if version != "0.1.0"} <= set(COPIES)
    assert set(VERSIONS) == RELEASES


@pytest.mark.parametrize("version", VERSIONS)
def test_data_of_a_release_is_opened_with_the_same_scores_and_found_sound(tmp_path: Path, version: str) -> None:
    workspace = open_workspace(home_of(version, tmp_path), clock=lambda: AT)
    assert figures(workspace) == kept_figures(version)
    assert verify_database(workspace, LOCAL_OWNER).damages == ()


def test_a_copy_of_the_old_data_is_taken_before_it_is_brought_to_this_version(tmp_path: Path) -> None:
    workspace = open_workspace(home_of("0.1.0", tmp_path), clock=lambda: AT)
    (copy,) = list_copies(workspace.settings)
    assert copy.name == "before-0001-2026-11-25T080000.assess-backup"
    assert verify_backup(copy.file).assessments == 4
    again = Settings(tmp_path / "again", sqlite_url(tmp_path / "again"))
    restore_backup(again, LOCAL_OWNER, copy.file, AT)
    assert figures(open_workspace(again)) == kept_figures("0.1.0")


def test_of_two_that_bring_old_data_to_this_version_at_once_one_does_it_and_copies_it_before(tmp_path: Path) -> None:
    url = home_of("0.1.0", tmp_path).database_url
    copied: list[str] = []
    others: list[threading.Thread] = []

    def copy(database: Database, version: str) -> None:
        copied.append(version)
        if not others:  # while the first one copies, another one begins
            others.append(threading.Thread(target=open_database, args=(url, copy)))
            others[0].start()
            others[0].join(0.5)
        file = tmp_path / f"copy-{len(copied)}"
        assert write_backup(database, file, "0.1.0", AT).schema == version

    open_database(url, copy)
    others[0].join()
    assert copied == ["0001"]
    assert verify_backup(tmp_path / "copy-1").assessments == 4


@pytest.mark.parametrize("version", COPIES)
def test_a_copy_of_a_release_goes_from_one_database_to_the_other_and_back(
    tmp_path: Path, url_of: Url, version: str
) -> None:
    file = FOLDER / f"{version}.assess-backup"
    dumps = []
    for number, kind in enumerate(("sqlite", "postgresql", "sqlite")):
        folder = tmp_path / str(number)
        settings = Settings(folder, url_of(folder, kind))
        assert restore_backup(settings, LOCAL_OWNER, file, AT).verified.damages == ()
        workspace = open_workspace(settings, clock=lambda: AT)
        assert figures(workspace) == kept_figures(version)
        dumps.append([(name, row) for name, row in dump(workspace.database) if row.get("assessment") != ""])
        file = safekeeping.take_backup(workspace, LOCAL_OWNER, folder / "copy")
    assert dumps[0] == dumps[1] == dumps[2]
