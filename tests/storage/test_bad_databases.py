"""A database that cannot be used is a sentence: which file, what is wrong, what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from assess.errors import StorageUnavailable
from assess.storage.database import schema_version, told_plainly
from assess.storage.opening import DatabaseState, inspect_database, open_database
from assess.storage.tables import metadata


def open_file(file: Path) -> None:
    open_database(f"sqlite:///{file}")


def test_a_new_database_stands_at_the_newest_schema_and_has_every_table(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    assert schema_version(database) == "0002"
    names = {name for (name,) in sqlite3.connect(tmp_path / "a.db").execute("SELECT name FROM sqlite_master")}
    assert set(metadata.tables) <= names


def test_the_migrations_make_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    open_file(tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "a.db") as connection:
        for name, table in metadata.tables.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            assert columns == [column.name for column in table.columns]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("figures of March" * 100)
    with pytest.raises(StorageUnavailable, match="no database, or it is damaged") as caught:
        open_file(tmp_path / "a.db")
    assert caught.value.code == "storage_damaged"


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    with pytest.raises(StorageUnavailable, match="cannot be opened here"):
        open_file(tmp_path / "a.db")


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StorageUnavailable, match="or set ASSESS_HOME to another"):
        open_file(tmp_path / "home" / "a.db")


def test_a_database_of_a_newer_program_is_told(tmp_path: Path) -> None:
    open_file(tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StorageUnavailable, match="newer version of the program"):
        open_file(tmp_path / "a.db")


@pytest.mark.parametrize(
    ("url", "code", "shown"),
    [
        ("hello", "storage_no_address", "hello"),
        ("sqlite://", "storage_no_address", "sqlite://"),
        ("sqlite:///:memory:", "storage_no_address", "sqlite:///:memory:"),
        ("mysql://host/figures?password=secret", "storage_other_kind", "mysql://host/figures"),
        ("mysql+pymysql://ann:secret@host/figures", "storage_other_kind", "mysql+pymysql://ann:***@host/figures"),
        ("postgresql://ann:se@cret@host:port/figures", "storage_no_address", "***@host:port/figures"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str, code: str, shown: str) -> None:
    with pytest.raises(StorageUnavailable) as caught:
        open_database(url)
    assert (caught.value.code, caught.value.facts) == (code, {"address": shown})
    assert f" {shown}" in str(caught.value)
    assert "cret" not in str(caught.value)


def test_a_question_mark_in_a_folders_name_is_part_of_it(tmp_path: Path) -> None:
    open_file(tmp_path / "what?now" / "a.db")
    assert (tmp_path / "what?now" / "a.db").is_file()


def test_a_database_is_looked_through(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    assert inspect_database(f"sqlite:///{file}") == DatabaseState(str(file), "0002", 0, None, None)


def test_the_connection_is_durable_and_minds_foreign_keys(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE songs (title TEXT)"],
        ["CREATE TABLE answers (text TEXT)"],
        ["CREATE TABLE songs (title TEXT)", "CREATE TABLE alembic_version (version_num TEXT)"],
        [
            "CREATE TABLE songs (title TEXT)",
            "CREATE TABLE alembic_version (version_num TEXT)",
            "INSERT INTO alembic_version VALUES ('0001')",
        ],
    ],
)
def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, statements: list[str]) -> None:
    file = tmp_path / "songs.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    before = file.read_bytes()
    with pytest.raises(StorageUnavailable, match="belongs to another program") as caught:
        open_file(file)
    assert caught.value.code == "storage_of_another"
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["songs.db"]


def test_a_database_that_is_deleted_while_it_is_open_is_told_and_not_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    database = open_database(f"sqlite:///{file}")
    file.unlink()
    with pytest.raises(StorageUnavailable, match="Put it back") as reading, database.reading():
        pass
    with pytest.raises(StorageUnavailable, match="Put it back"), database.writing():
        pass
    assert reading.value.code == "storage_gone"
    assert not file.exists()


@pytest.mark.parametrize(("free", "code"), [(4096, "storage_full"), (10**9, "storage_unavailable")])
def test_a_disk_error_without_room_left_is_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=free))
    with pytest.raises(StorageUnavailable) as caught, told_plainly(str(tmp_path / "a.db")):
        raise sqlite3.OperationalError("disk I/O error")
    assert caught.value.code == code
