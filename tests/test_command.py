"""The command, as a person types it."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assess import __version__
from assess.cli.files import write_bytes
from assess.errors import AssessError
from assess.settings import CHECKOUT
from tests.databases import database_url, on_postgres

SMALL = {
    "format": "assess/1",
    "framework": {"id": "contact-centre", "version": "1.0"},
    "centre": {"name": "Riverside", "channels": ["voice"]},
    "scope": "full",
    "assessed_on": "2026-11-01",
    "answers": [{"criterion": "S1.1", "score": 3}],
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def surroundings(home: Path) -> dict[str, str]:
    """Of a command that is typed: no more than it needs."""
    place = {"ASSESS_DATABASE_URL": database_url(home)} if on_postgres() else {}
    return {"ASSESS_HOME": str(home), "PATH": "/usr/bin:/bin", **place}


def assess(home: Path, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assess", *map(str, words)],
        cwd=CHECKOUT,
        env={**surroundings(home), "PYTHONUTF8": "1", "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def written(folder: Path, document: dict[str, Any]) -> Path:
    file = folder / "assessment.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_score_prints_one_json_document_and_touches_no_database(home: Path, tmp_path: Path) -> None:
    done = assess(home, "score", written(tmp_path, SMALL), "--json")
    document = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert document["completion"]["answered"] == 1
    assert document["criteria"][0] == {
        "id": "S1.1",
        "kind": "enabler",
        "state": "answered",
        "claimed": 3,
        "supported": 1,
        "reason": "No current evidence: supported at 1 only; one kind of evidence would carry it to 2",
    }
    assert not home.exists()


def test_score_tells_a_person_where_the_centre_stands(home: Path, tmp_path: Path) -> None:
    done = assess(home, "score", written(tmp_path, SMALL))
    assert "Answered   1 of 174, 6 not applicable" in done.stdout


def test_a_wrong_file_ends_with_1_and_says_where_what_and_what_to_do(home: Path, tmp_path: Path) -> None:
    file = written(tmp_path, {**SMALL, "scope": "half"})
    done = assess(home, "score", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{file}: 1 to mend\n  scope: \"half\" is not known here. Use one of 'full' or 'express'.\n"


def test_a_file_that_is_not_there_ends_with_1(home: Path) -> None:
    done = assess(home, "score", "no-such.json")
    assert done.returncode == 1
    assert done.stderr.startswith("no-such.json: It cannot be read")


@pytest.mark.parametrize("words", [["scor"], ["score"], ["report", "x", "--output", "y", "--format", "docx"]])
def test_wrong_usage_ends_with_2(home: Path, words: list[str]) -> None:
    assert assess(home, *words).returncode == 2


def test_what_is_imported_is_listed_and_exported_with_the_same_scores(home: Path, tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    assessment_id = assess(home, "import", file).stdout.strip()
    assert "Riverside" in assess(home, "list").stdout
    assert [one["id"] for one in json.loads(assess(home, "list", "--json").stdout)] == [assessment_id]
    copy = tmp_path / "copy.json"
    assert assess(home, "export", assessment_id, "--output", copy).returncode == 0
    assert assess(home, "score", copy, "--json").stdout == assess(home, "score", file, "--json").stdout


def test_a_dry_run_changes_nothing(home: Path, tmp_path: Path) -> None:
    done = assess(home, "import", written(tmp_path, SMALL), "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was changed" in done.stdout
    assert not home.exists()


@pytest.mark.parametrize("subject", ["no-such.json", "NO-SUCH.JSON", "folder/no-such"])
def test_a_mistyped_file_is_told_as_a_file_and_makes_no_database(home: Path, tmp_path: Path, subject: str) -> None:
    done = assess(home, "report", subject, "--output", tmp_path / "x.pdf")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{subject}: It cannot be read")
    assert not home.exists()


def test_a_wrong_file_makes_no_database(home: Path, tmp_path: Path) -> None:
    assert assess(home, "import", written(tmp_path, {**SMALL, "scope": "half"})).returncode == 1
    assert not home.exists()


def test_the_version_is_printed(home: Path) -> None:
    done = assess(home, "--version")
    assert (done.returncode, done.stdout) == (0, f"{__version__}\n")


@pytest.mark.parametrize("port", ["99999", "0", "-1", "eighty", "8501.0", ""])
def test_what_is_no_port_is_told_in_a_sentence(home: Path, port: str) -> None:
    done = assess(home, "app", "--port", port)
    assert done.returncode == 2
    sentence = " ".join(done.stderr.replace("│", " ").split())
    assert f'"{port}" is no port. Give a number from 1 to 65535, such as 8501.' in sentence
    assert not home.exists()


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.4])
def test_an_interrupted_command_ends_with_130_and_no_traceback(home: Path, seconds: float) -> None:
    script = f"import _thread, threading; threading.Timer({seconds}, _thread.interrupt_main).start()\n"
    script += "from assess.__main__ import main; import sys; sys.argv = ['assess', 'demo']; main()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "mysql://ann:secret@host/figures",
            "The database mysql://ann:***@host/figures cannot be used: data is kept in an SQLite file or in "
            "PostgreSQL. Leave ASSESS_DATABASE_URL out, or write sqlite:////folder/assess.db or postgresql://user@host/name.\n",
        ),
        (
            "postgresql://ann:secret@127.0.0.1:1/figures",
            "The database postgresql://ann:***@127.0.0.1:1/figures does not answer. Check that its server runs and can "
            "be reached from here, then try again.\n",
        ),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence_without_its_password(
    home: Path, address: str, said: str
) -> None:
    done = assess(home, "list", ASSESS_DATABASE_URL=address)
    assert (done.returncode, done.stderr) == (1, said)


def test_an_address_that_is_none_is_told(home: Path) -> None:
    done = assess(home, "check", ASSESS_DATABASE_URL="hello")
    assert done.returncode == 1
    assert "NOT OK  Database: ASSESS_DATABASE_URL is hello, which is no address of a database." in done.stdout


def test_an_unknown_id_is_answered_with_what_to_do(home: Path, tmp_path: Path) -> None:
    done = assess(home, "export", "no-such-id", "--output", tmp_path / "x.json")
    assert (done.returncode, done.stderr) == (
        1,
        "There is no assessment no-such-id. It may stand in another database; `assess list` names those in this one.\n",
    )


def test_frameworks_are_listed_shown_and_checked(home: Path) -> None:
    assert json.loads(assess(home, "frameworks", "list", "--json").stdout) == [
        {"id": "contact-centre", "version": "1.0"}
    ]
    shown = json.loads(assess(home, "frameworks", "show", "contact-centre", "--json").stdout)
    assert (
        sum(len(category["criteria"]) for dimension in shown["dimensions"] for category in dimension["categories"])
        == 180
    )
    done = assess(home, "frameworks", "check", CHECKOUT / "frameworks" / "contact-centre" / "1.0")
    assert done.stdout == "contact-centre 1.0 is in order: 180 criteria.\n"


def test_a_framework_is_checked_with_the_kpis_beside_it(home: Path) -> None:
    sample = CHECKOUT / "tests" / "catalogue" / "sample" / "small" / "1.0"
    assert assess(home, "frameworks", "check", sample).stdout == "small 1.0 is in order: 4 criteria.\n"


def test_a_framework_folder_that_is_none_is_told(home: Path, tmp_path: Path) -> None:
    done = assess(home, "frameworks", "check", tmp_path, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"]


def test_check_looks_over_installation_database_and_frameworks(home: Path) -> None:
    done = assess(home, "check")
    assert done.returncode == 0, done.stdout
    names = [line.split(":")[0].removeprefix("ok").strip() for line in done.stdout.splitlines()]
    assert names == [
        "Python",
        "pango",
        "harfbuzz-subset",
        "Fonts",
        "Database",
        "Copies",
        "Framework contact-centre 1.0",
    ]


def test_the_demo_centre_goes_in_by_language(home: Path) -> None:
    for language in ("en", "zh"):
        assert assess(home, "demo", "--language", language).returncode == 0
    assert len(assess(home, "list").stdout.splitlines()) == 2


def test_what_is_not_built_is_absent_from_help(home: Path) -> None:
    text = assess(home, "--help").stdout
    assert "score" in text
    for absent in ("xlsx", "offline", "preset", "diff"):
        assert absent not in text


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(home: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for file in (Path("/dev/zero"), pipe, tmp_path):
        done = assess(home, "score", file)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{file}: It is no ordinary file. Give the name of an assessment file.\n"


def test_a_file_that_is_too_large_is_told(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as stream:
        stream.truncate(10**11)
    assert "It is larger than 10 MB." in assess(home, "score", file).stderr


def test_a_file_that_cannot_be_written_anew_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "report.pdf"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", no_room)
    with pytest.raises(AssessError, match="It cannot be written \\(No space left on device\\)"):
        write_bytes(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_replaced_with_its_rights_and_behind_its_link(tmp_path: Path) -> None:
    file, link = tmp_path / "report.pdf", tmp_path / "link.pdf"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_bytes(link, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)


@pytest.mark.parametrize("words", [["frameworks", "list"], ["frameworks", "list", "--json"], ["--version"]])
def test_output_that_cannot_be_written_is_told_in_a_sentence(home: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "assess", *words],
            cwd=CHECKOUT,
            env=surroundings(home),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == "The output cannot be written (No space left on device). Send it to another place.\n"


def test_the_output_is_utf_8_whatever_the_environment_says(home: Path) -> None:
    plain = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    assert assess(home, "demo", "--language", "zh", **plain).returncode == 0
    done = assess(home, "list", **plain)
    assert (done.returncode, done.stderr) == (0, "")
    assert not done.stdout.isascii()


def test_an_empty_database_is_told_with_what_to_do(home: Path) -> None:
    done = assess(home, "list")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No assessments yet; try `assess demo`.\n")
    assert assess(home, "list", "--json").stdout == "[]\n"


def test_a_command_whose_output_is_closed_ends_without_a_traceback(home: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m assess list >&-"],
        cwd=CHECKOUT,
        env=surroundings(home),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "No assessments yet; try `assess demo`.\n")


def test_a_copy_is_taken_tried_and_put_back(home: Path, tmp_path: Path) -> None:
    assessment_id = assess(home, "import", written(tmp_path, SMALL)).stdout.strip()
    copy = tmp_path / "copy"
    assert assess(home, "backup", copy).stdout == f"{copy}\n"
    assert assess(home, "verify").stdout.endswith(" is sound: 1 assessments, 1 answers, 1 acts.\n")
    assert assess(home, "verify", copy).stdout == f"{copy} is sound: 1 assessments, 1 answers, 1 acts.\n"
    assess(home, "import", written(tmp_path, SMALL))
    drill = assess(home, "restore", copy, "--drill")
    assert (drill.returncode, drill.stdout) == (0, f"{copy} is sound: 1 assessments, 1 answers, 1 acts.\n")
    assert len(assess(home, "list").stdout.splitlines()) == 2
    restored = assess(home, "restore", copy)
    assert restored.returncode == 0
    assert restored.stdout.startswith(f"What stood there before is in {home / 'backups' / 'before-restore-'}")
    assert assess(home, "list").stdout.startswith(assessment_id)
    assert len(assess(home, "list").stdout.splitlines()) == 1


def test_a_copy_goes_into_a_folder_under_a_name_of_its_own(home: Path, tmp_path: Path) -> None:
    assess(home, "import", written(tmp_path, SMALL))
    folder = tmp_path / "stick"
    folder.mkdir()
    done = assess(home, "backup", folder)
    (copy,) = folder.iterdir()
    assert done.stdout == f"{copy}\n"
    assert copy.name.startswith("by-hand-")


def test_a_copy_that_was_changed_is_refused_and_nothing_is_touched(home: Path, tmp_path: Path) -> None:
    assess(home, "import", written(tmp_path, SMALL))
    copy = tmp_path / "copy"
    assess(home, "backup", copy)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    for words in (("verify", copy), ("restore", copy, "--drill"), ("restore", copy)):
        done = assess(home, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{copy} is no backup, or not as it was written. Use another copy.\n"
    assert len(assess(home, "list").stdout.splitlines()) == 1


@pytest.mark.sqlite
def test_verify_names_what_was_changed_past_the_program_and_ends_with_1(home: Path, tmp_path: Path) -> None:
    assessment_id = assess(home, "import", written(tmp_path, SMALL)).stdout.strip()
    with closing(sqlite3.connect(home / "assess.db")) as database, database:
        database.execute("UPDATE answers SET score = 5")
    done = assess(home, "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{home / 'assess.db'} is not as it was written:\n"
        f"  {assessment_id}: the answer to S1.1 is not what the audit trail tells\n"
        "Put back a copy from before: assess restore FILE.\n"
    )
