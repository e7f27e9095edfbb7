"""A real server of the application, with a home folder of its own, that can be killed and started again."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from assess.settings import CHECKOUT
from tests.databases import database_url, on_postgres
from tests.ports import free_port
from tests.postgres import VARIABLE, schema_option


@dataclass
class Server:
    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return database_url(self.home)

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)],
                cwd=CHECKOUT,
                env=os.environ | {"ASSESS_HOME": str(self.home), "ASSESS_DATABASE_URL": self.database},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + 60
        while not answers(f"{self.url}/boot"):
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut would: nothing is tidied up."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def scores(self) -> dict[str, int]:
        """The table, not the program: criterion to score."""
        return {criterion: score for criterion, score, _ in self.answers() if score is not None}

    def answers(self) -> list[tuple[str, int | None, str]]:
        """Criterion, score and note of every row."""
        statement = "SELECT criterion, score, note FROM answers ORDER BY criterion"
        if on_postgres():
            with psycopg.connect(os.environ[VARIABLE], options=schema_option(self.home)) as database:
                return database.execute(statement).fetchall()
        with closing(sqlite3.connect(self.home / "assess.db")) as file:
            return file.execute(statement).fetchall()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
