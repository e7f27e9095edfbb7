"""A copy holds everything, whoever writes meanwhile, and comes back the same on either kind of database."""

import gzip
import os
import random
import threading
from datetime import datetime
from pathlib import Path

import pytest

from assess import __version__
from assess.errors import BackupInvalid, Conflict, StorageUnavailable
from assess.model.assessment import Answer
from assess.scoring import score_assessment
from assess.services.answering import record_answer
from assess.services.assessing import export_assessment
from assess.storage.backup import write_backup
from assess.storage.copy_format import Manifest
from assess.storage.opening import newest_schema
from assess.storage.restoring import open_copy, replace_all, restored_aside
from assess.storage.verify import find_damage
from assess.workspace import Workspace
from tests.disks import left, small_disk
from tests.reports.frameworks import small_framework
from tests.storage.conftest import Url
from tests.storage.small import ANNA, ONE, TWO, dump, fill, small_workspace

AT = datetime(2026, 11, 25, 8)
KINDS = ("sqlite", "postgresql")


def filled(folder: Path, url: str) -> Workspace:
    workspace = small_workspace(folder, url)
    fill(workspace)
    return workspace


def read_manifest(file: Path) -> Manifest:
    with open_copy(file) as (manifest, _):
        return manifest


def put_back(file: Path, workspace: Workspace) -> None:
    with restored_aside(file) as source, workspace.database.writing() as connection:
        replace_all(connection, source)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_copy_of_one_database_is_put_back_into_another_with_every_row_as_it_was(
    tmp_path: Path, url_of: Url, kind: str, other: str
) -> None:
    first = filled(tmp_path / "1", url_of(tmp_path / "1", kind))
    second = small_workspace(tmp_path / "2", url_of(tmp_path / "2", other))
    write_backup(first.database, tmp_path / "copy", __version__, AT)
    put_back(tmp_path / "copy", second)
    before = dump(first.database)
    assert {name for name, _ in before} == {
        *("answers", "assessments", "audit", "chains", "finished_reports", "frameworks"),
        *("marks", "milestones", "scorecards", "series", "unsettled"),
    }
    assert dump(second.database) == before
    write_backup(second.database, tmp_path / "again", __version__, AT)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "copy").read_bytes()
    for one in (ONE, TWO):
        assert export_assessment(second, ANNA, one) == export_assessment(first, ANNA, one)


def test_what_stood_there_is_gone_after_a_copy_was_put_back(tmp_path: Path, url_of: Url) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    before = dump(workspace.database)
    record_answer(workspace, ANNA, TWO, Answer(criterion=next(iter(small_framework().criteria)), score=1), 0)
    assert dump(workspace.database) != before
    put_back(tmp_path / "copy", workspace)
    assert dump(workspace.database) == before


def test_a_copy_says_what_it_holds(tmp_path: Path, url_of: Url) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    written = write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    assert read_manifest(tmp_path / "copy") == written
    assert (written.schema, written.taken_at) == (newest_schema(), "2026-11-25T08:00:00")
    assert (written.tables["assessments"], written.tables["answers"]) == (2, 2)


@pytest.mark.parametrize("seed", range(4))
def test_every_flipped_bit_of_a_copy_is_found(tmp_path: Path, url_of: Url, seed: int) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    sound = (tmp_path / "copy").read_bytes()
    dice = random.Random(seed)
    places = [*range(100 * 8), *(dice.randrange(len(sound) * 8) for _ in range(150))] if seed == 0 else []
    places += [dice.randrange(len(sound) * 8) for _ in range(250)]
    for place in places:
        flipped = bytearray(sound)
        flipped[place // 8] ^= 1 << place % 8
        (tmp_path / "flipped").write_bytes(flipped)
        with pytest.raises(BackupInvalid) as caught:
            read_manifest(tmp_path / "flipped")
        assert caught.value.code == "backup_damaged"


@pytest.mark.parametrize("content", [b"", b"assess-backup/1 ", b"SQLite format 3\0" * 20, gzip.compress(b"{}")])
def test_a_file_that_is_no_copy_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(BackupInvalid, match="is no backup, or not as it was written"):
        read_manifest(tmp_path / "a")


def test_half_a_copy_and_one_with_something_behind_it_are_found(tmp_path: Path, url_of: Url) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    sound = (tmp_path / "copy").read_bytes()
    for content in (sound[: len(sound) // 2], sound[:-1], sound + b"\n", sound + sound):
        (tmp_path / "a").write_bytes(content)
        with pytest.raises(BackupInvalid):
            read_manifest(tmp_path / "a")


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    for file in (tmp_path / "not-there", tmp_path, tmp_path / ("long" * 100)):
        with pytest.raises(BackupInvalid, match="cannot be read"):
            read_manifest(file)


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, url_of: Url) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    with pytest.raises(BackupInvalid, match="cannot be written"):
        write_backup(workspace.database, tmp_path / ("long" * 100), __version__, AT)


def test_a_full_disk_is_blamed_and_not_the_copy(tmp_path: Path, url_of: Url, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    codes = []
    with small_disk(tmp_path / "temporary", kilobytes=800) as folder:
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        for kilobytes in range(0, 800, 20):
            try:
                with left(folder, kilobytes), restored_aside(tmp_path / "copy") as database:
                    assert dump(database) == dump(workspace.database)
                    codes.append("")
            except StorageUnavailable as error:
                codes.append(error.code)
    assert set(codes) == {"storage_full", ""}
    assert codes.count("storage_full") > 3


def test_a_copy_of_a_newer_program_is_told(tmp_path: Path, url_of: Url, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    monkeypatch.setattr("assess.storage.backup.schema_on", lambda _connection: "9999")
    write_backup(workspace.database, tmp_path / "copy", "9.0", AT)
    with pytest.raises(BackupInvalid, match=r"newer version of the program \(9.0\)"):
        read_manifest(tmp_path / "copy")


def test_nothing_but_an_older_copy_is_written_over(tmp_path: Path, url_of: Url) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    (tmp_path / "figures.csv").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    for name in ("assess.db", "figures.csv", "pipe"):
        with pytest.raises(BackupInvalid, match="is there already and is no copy"):
            write_backup(workspace.database, tmp_path / name, __version__, AT)
    assert (tmp_path / "figures.csv").read_text() == "mine"
    assert find_damage(workspace.database, score_assessment) == ()
    with pytest.raises(BackupInvalid, match="no ordinary file"):
        read_manifest(tmp_path / "pipe")
    for _ in range(2):
        write_backup(workspace.database, tmp_path / "copy", __version__, AT)


def test_a_copy_that_cannot_be_written_leaves_the_one_before(tmp_path: Path, url_of: Url) -> None:
    workspace = filled(tmp_path, url_of(tmp_path, "sqlite"))
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupInvalid, match="cannot be written"):
        write_backup(workspace.database, tmp_path / "file" / "copy", __version__, AT)
    write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    before = (tmp_path / "copy").read_bytes()
    (tmp_path / "assess.db").unlink()
    with pytest.raises(Exception, match="is gone"):
        write_backup(workspace.database, tmp_path / "copy", __version__, AT)
    assert (tmp_path / "copy").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("kind", KINDS)
def test_copies_taken_while_others_write_are_sound_and_hold_one_state(tmp_path: Path, url_of: Url, kind: str) -> None:
    copies_under_load(tmp_path, url_of(tmp_path, kind), writers=4, copies=6)


def copies_under_load(folder: Path, url: str, writers: int, copies: int) -> None:
    """Each writer counts up its criterion's note; of one state, note, version and audit trail belong together."""
    workspace = filled(folder, url)
    ids = list(small_framework().criteria)
    done = threading.Event()
    failed: list[BaseException] = []

    def write(number: int) -> None:
        criterion, version = ids[number % len(ids)], 0
        try:
            while not done.is_set():
                try:
                    answer = Answer(criterion=criterion, note=f"{number} {version}")
                    version = record_answer(workspace, ANNA, TWO, answer, version).version
                except Conflict as conflict:
                    version = int(str(conflict.facts["version"]))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    written = [folder / f"copy-{number}" for number in range(copies)]
    for file in written:
        write_backup(workspace.database, file, __version__, AT)
    done.set()
    for thread in threads:
        thread.join()
    assert failed == []
    acts = []
    for file in written:
        with restored_aside(file) as database:
            assert find_damage(database, score_assessment) == ()
            acts.append(len(dump(database)))
    assert acts == sorted(acts)
    assert acts[-1] > acts[0]
