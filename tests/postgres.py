"""A PostgreSQL server of Debian's in a folder of its own, on loopback; `python -m tests.postgres COMMAND` runs one."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.ports import free_port

VARIABLE = "ASSESS_TEST_POSTGRES"
SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}


def program(name: str) -> str:
    """The newest that Debian has installed; they are not on the search path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda file: int(file.parts[4]))
    assert found, "PostgreSQL is missing: make test-postgres installs it"
    return str(found[-1])


@contextmanager
def postgres_server(**settings: str) -> Iterator[str]:
    """The address of a server that has just been made, as its owner; it is thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="assess-postgres-"))
    user = _not_root()
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    port = free_port()
    try:
        made = [program("initdb"), "--auth=trust", "--username=assess", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [*made, "-D", str(folder / "data")], user=user, check=True, capture_output=True, env=_environment()
        )
        options = [word for name, value in {**SETTINGS, **settings}.items() for word in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [program("postgres"), "-D", str(folder / "data"), "-p", str(port), *options],
                user=user,
                env=_environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            url = f"postgresql://assess@127.0.0.1:{port}/postgres"
            _wait(server, url, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def schema_url(server: str, folder: Path) -> str:
    """The address of a schema that belongs to a folder, made where it is not there."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{_schema(folder)}"'.encode())
    return f"{server}?options=-csearch_path%3D{_schema(folder)}"


def schema_option(folder: Path) -> str:
    return f"-csearch_path={_schema(folder)}"


def _schema(folder: Path) -> str:
    return "t" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]


def _not_root() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package makes a user for it."""
    return "postgres" if os.geteuid() == 0 else None


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < until, "PostgreSQL does not answer"
            time.sleep(0.05)


def main() -> int:
    with postgres_server() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {VARIABLE: url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
