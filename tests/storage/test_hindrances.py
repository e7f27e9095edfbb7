"""What hinders writing is told, reading goes on, and when it is gone so is its sentence: without a restart."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from assess.errors import BackupInvalid, StorageUnavailable
from assess.model.assessment import Answer
from assess.services.answering import record_answer
from assess.services.assessing import list_assessments, open_assessment
from assess.services.safekeeping import take_backup
from assess.settings import Settings
from assess.storage import sqlite
from assess.storage.opening import open_database
from assess.storage.sqlite import is_on_a_share
from assess.workspace import Workspace, open_workspace
from tests.databases import sqlite_url
from tests.disks import filled, may_be_written, small_disk
from tests.postgres import postgres_server
from tests.storage.small import ANNA, TWO, fill, small_workspace

NOTE = "质" * 4000


def note(number: int) -> Answer:
    return Answer(criterion="S1.1", note=f"{number} {NOTE}"[:4000])


def anew(folder: Path) -> Workspace:
    return open_workspace(Settings(folder, sqlite_url(folder)))


def test_a_full_disk_refuses_what_has_no_room_keeps_what_was_acknowledged_and_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", 3000) as disk:
        full_disk(disk)


def full_disk(disk: Path) -> None:
    workspace = small_workspace(disk, sqlite_url(disk))
    fill(workspace)
    acknowledged = 0
    with filled(disk):
        refused: StorageUnavailable | None = None
        while refused is None:
            try:
                acknowledged = record_answer(workspace, ANNA, TWO, note(acknowledged), acknowledged).version
            except StorageUnavailable as error:
                refused = error
        assert refused.code == "storage_full"
        opened = open_assessment(workspace, ANNA, TWO)
        assert opened.version("S1.1") == acknowledged
        if acknowledged:
            assert opened.assessment.answer("S1.1") == note(acknowledged - 1)
        assert len(list_assessments(anew(disk), ANNA)) == 2
        with pytest.raises(BackupInvalid, match="cannot be written"):
            take_backup(workspace, ANNA, disk / "copy")
    assert record_answer(workspace, ANNA, TWO, note(acknowledged), acknowledged).version == acknowledged + 1
    take_backup(workspace, ANNA, disk / "copy")
    workspace.database.close()


def test_a_database_on_a_full_disk_is_opened_for_reading_and_anew_for_writing_when_there_is_room(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", 3000) as disk:
        first = small_workspace(disk, sqlite_url(disk))
        fill(first)
        first.database.close()
        with filled(disk):
            workspace = anew(disk)
            assert workspace.database.read_only is not None
            assert workspace.database.read_only.code == "storage_full"
            assert len(list_assessments(workspace, ANNA)) == 2
            with pytest.raises(StorageUnavailable, match="The disk is full"):
                record_answer(workspace, ANNA, TWO, note(0), 0)
            workspace.database.close()
        workspace = anew(disk)
        assert workspace.database.read_only is None
        record_answer(workspace, ANNA, TWO, note(0), 0)
        workspace.database.close()


def test_a_new_database_on_a_full_disk_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk, filled(disk), pytest.raises(StorageUnavailable) as caught:
        anew(disk)
    assert caught.value.code == "storage_full"


@pytest.mark.parametrize("left", [("",), ("", "-wal", "-shm")], ids=["closed", "killed"])
def test_a_database_that_may_only_be_read_is_read_and_says_why_nothing_is_saved(
    tmp_path: Path, left: tuple[str, ...]
) -> None:
    """Closed in order; or with its log and the log's index beside it, as after a power cut."""
    with read_only_database(tmp_path, left) as disk:
        workspace = anew(disk)
        assert workspace.database.read_only is not None
        assert workspace.database.read_only.code == "storage_read_only"
        assert len(list_assessments(workspace, ANNA)) == 2
        with pytest.raises(StorageUnavailable, match="may be read but not written"):
            record_answer(workspace, ANNA, TWO, note(0), 0)
        assert take_backup(workspace, ANNA, tmp_path / "copy").is_file()
        workspace.database.close()
        may_be_written(disk, True)
        workspace = anew(disk)
        record_answer(workspace, ANNA, TWO, note(0), 0)
        workspace.database.close()


def test_a_database_whose_newest_answers_stand_in_a_log_that_cannot_be_read_is_not_shown_without_them(
    tmp_path: Path,
) -> None:
    with read_only_database(tmp_path, ("", "-wal")) as disk, pytest.raises(StorageUnavailable, match="not written"):
        anew(disk)


@contextmanager
def read_only_database(folder: Path, left: tuple[str, ...]) -> Iterator[Path]:
    """A disk that may not be written, with what is left of a database: its file, its log, the log's index."""
    first = small_workspace(folder / "first", sqlite_url(folder / "first"))
    fill(first)
    if left == ("",):
        first.database.close()
    with small_disk(folder / "disk", 9000) as disk:
        for ending in left:
            shutil.copy(folder / "first" / f"assess.db{ending}", disk)
        may_be_written(disk, False)
        yield disk
    first.database.close()


def test_a_home_in_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        may_be_written(disk, False)
        for folder in (disk, disk / "home"):
            with pytest.raises(StorageUnavailable, match="set ASSESS_HOME to another") as caught:
                anew(folder)
            assert caught.value.code == "storage_no_folder"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/people /home/ann nfs4 rw 0 0
tmpfs /home/ann/cache tmpfs rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
ann@server: /mnt/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("/home/ann/assess/assess.db", True),
        ("/home/ann/cache/assess.db", False),
        ("/home/anna/assess.db", False),
        ("/mnt/our share/assess.db", True),
        ("/mnt/far/a/b.db", True),
        ("/var/assess.db", False),
    ],
)
def test_a_network_share_is_told_by_its_mount(tmp_path: Path, file: str, expected: bool) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    assert is_on_a_share(Path(file), tmp_path / "mounts") is expected
    assert not is_on_a_share(Path(file), tmp_path / "no-such-list")


def test_a_database_on_a_network_share_is_read_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = small_workspace(tmp_path, sqlite_url(tmp_path))
    fill(first)
    first.database.close()
    monkeypatch.setattr(sqlite, "is_on_a_share", lambda _file: True)
    workspace = anew(tmp_path)
    assert len(list_assessments(workspace, ANNA)) == 2
    with pytest.raises(StorageUnavailable, match="lies on a network share"):
        record_answer(workspace, ANNA, TWO, note(0), 0)
    with pytest.raises(StorageUnavailable, match="lies on a network share"):
        anew(tmp_path / "new")


def test_a_server_that_goes_away_is_told_and_found_again(tmp_path: Path) -> None:
    with postgres_server() as url:
        workspace = small_workspace(tmp_path, url)
        fill(workspace)
        with workspace.database.reading() as connection:
            connection.exec_driver_sql("SELECT pg_backend_pid()")
        cut = open_database(url)
        with cut.reading() as connection:
            others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) {others}")
        assert record_answer(workspace, ANNA, TWO, note(0), 0).version == 1
        cut.close()
    with pytest.raises(StorageUnavailable) as caught:
        list_assessments(workspace, ANNA)
    assert caught.value.code == "storage_unreachable"
    workspace.database.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("assess@", "nobody@"), "storage_no_entry"),
        (("/postgres", "/not-there"), "storage_not_made"),
    ],
)
def test_a_wrong_user_and_a_database_that_is_not_there_are_told(
    postgres: str, change: tuple[str, str], code: str
) -> None:
    with pytest.raises(StorageUnavailable) as caught:
        open_database(postgres.replace(*change))
    assert caught.value.code == code


def test_a_writer_who_waits_too_long_is_told(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assess.storage.postgres.BUSY_SECONDS", 1)
    first, second = (small_workspace(tmp_path, postgres) for _ in range(2))
    with first.unit_of_work(), pytest.raises(StorageUnavailable, match="locked"), second.unit_of_work():
        pass
    for workspace in (first, second):
        workspace.database.close()


def test_tables_of_another_program_are_left_alone_on_the_server_too(postgres: str) -> None:
    at = datetime.now().strftime("%H%M%S%f")
    other = open_database(f"{postgres}?options=-csearch_path%3Dpublic")
    with other.writing() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA s{at}")
        connection.exec_driver_sql(f"CREATE TABLE s{at}.songs (title TEXT)")
    other.close()
    with pytest.raises(StorageUnavailable, match="belongs to another program"):
        open_database(f"{postgres}?options=-csearch_path%3Ds{at}")
