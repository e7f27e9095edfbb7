"""Where things are kept: the same place for the command and for the server that it starts elsewhere."""

import subprocess
from pathlib import Path

import pytest

from assess.cli import application, command
from assess.settings import CHECKOUT, read_settings


def test_a_relative_home_and_a_relative_database_are_made_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"ASSESS_HOME": "mine", "ASSESS_DATABASE_URL": "sqlite:///kept/figures.db"})
    assert settings.home == tmp_path / "mine"
    assert settings.database_url == f"sqlite:///{tmp_path}/kept/figures.db"
    assert read_settings({"ASSESS_HOME": "mine"}).database_url == f"sqlite:///{tmp_path}/mine/assess.db"


@pytest.mark.parametrize("url", ["sqlite:////data/figures.db", "postgresql://host/figures", "hello", "sqlite://"])
def test_an_address_that_names_no_relative_file_stays_as_it_is(url: str) -> None:
    assert read_settings({"ASSESS_HOME": "/mine", "ASSESS_DATABASE_URL": url}).database_url == url


def test_settings_read_the_same_in_a_process_that_is_started_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"ASSESS_HOME": "mine"})
    monkeypatch.chdir("/")
    assert read_settings(settings.environment) == settings


def test_the_server_opens_the_home_that_the_command_put_the_demo_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: dict[str, object] = {}

    class Server:
        def __init__(self, words: list[str], cwd: Path, env: dict[str, str]) -> None:
            started.update(
                runs="streamlit" in words, cwd=cwd, home=env["ASSESS_HOME"], database=env["ASSESS_DATABASE_URL"]
            )

        def wait(self) -> int:
            return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSESS_HOME", "mine")
    monkeypatch.delenv("ASSESS_DATABASE_URL", raising=False)
    monkeypatch.setattr(subprocess, "Popen", Server)
    monkeypatch.setattr(application, "is_taken", lambda _port: False)
    with pytest.raises(SystemExit) as ended:
        command.app(["app", "--demo"])
    assert ended.value.code == 0
    assert started == {
        "runs": True,
        "cwd": CHECKOUT,
        "home": f"{tmp_path}/mine",
        "database": f"sqlite:///{tmp_path}/mine/assess.db",
    }
    assert (tmp_path / "mine" / "assess.db").is_file()
