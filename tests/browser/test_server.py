"""What a running server is really set to."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assess.settings import CHECKOUT
from tests.browser.servers import Server, answers
from tests.databases import database_url
from tests.ports import free_port

pytestmark = pytest.mark.browser
SETTINGS = {
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.headless": True,
    "server.enableXsrfProtection": True,
    "runner.postScriptGC": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
}


def test_the_settings_are_those_that_were_meant() -> None:
    script = f"from streamlit import config; print({{name: config.get_option(name) for name in {list(SETTINGS)!r}}})"
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(SETTINGS)


def test_it_listens_on_this_machine_only(server: Server) -> None:
    server.start()
    assert listening(server.port) == {"0100007F"}  # 127.0.0.1, as the kernel writes it


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 101), ("evil.example", 403)])
def test_a_session_is_refused_under_another_host_name(server: Server, host: str, status: int) -> None:
    """Against pages elsewhere whose name was made to point at this machine."""
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    shake = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    shake |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Host": f"{host}:{server.port}"}
    connection.request("GET", "/_stcore/stream", headers=shake)
    answered = connection.getresponse().status
    connection.close()
    assert answered == status


def test_the_command_starts_it_with_the_demo_and_says_where(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "assess", "app", "--port", str(port), "--demo"],
        cwd=CHECKOUT,
        env=os.environ | place(tmp_path) | {"LC_ALL": "zh_CN.UTF-8", "DISPLAY": ""},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        comes_up(process, port)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}" in said
    listed = subprocess.run(
        [sys.executable, "-m", "assess", "list"],
        cwd=CHECKOUT,
        env=os.environ | place(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "联络中心" in listed


def test_the_server_ends_with_the_command_that_started_it(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "assess", "app", "--port", str(port)],
        cwd=CHECKOUT,
        env=os.environ | place(tmp_path) | {"DISPLAY": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    comes_up(process, port)
    process.terminate()
    process.wait(timeout=30)
    assert listening(port) == set()


@pytest.mark.sqlite
def test_it_starts_over_a_damaged_database_and_says_so(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "assess.db").write_bytes(b"no database" * 1000)
    process = subprocess.Popen(
        [sys.executable, "-m", "assess", "app", "--port", str(port), "--demo"],
        cwd=CHECKOUT,
        env=os.environ | place(tmp_path) | {"DISPLAY": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    comes_up(process, port)
    process.terminate()
    _, said = process.communicate(timeout=30)
    assert "is no database, or it is damaged" in said
    assert (tmp_path / "home" / "assess.db").read_bytes() == b"no database" * 1000


def test_a_port_that_is_taken_is_told_with_what_to_do(server: Server, tmp_path: Path) -> None:
    server.start()
    done = subprocess.run(
        [sys.executable, "-m", "assess", "app", "--port", str(server.port)],
        cwd=CHECKOUT,
        env=os.environ | place(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert (
        done.stderr == f"Port {server.port} is taken. Close what uses it, or choose another: "
        f"assess app --port {server.port + 1}.\n"
    )


def comes_up(process: "subprocess.Popen[str] | subprocess.Popen[bytes]", port: int) -> None:
    """Waits until the server that a command has started answers."""
    until = time.monotonic() + 60
    while not answers(f"http://127.0.0.1:{port}/boot"):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.1)


def place(folder: Path) -> dict[str, str]:
    """Where a server started by hand keeps its data."""
    return {"ASSESS_HOME": str(folder / "home"), "ASSESS_DATABASE_URL": database_url(folder / "home")}


def listening(port: int) -> set[str]:
    """The addresses on which somebody listens at a port, in the kernel's hexadecimal."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        file = Path(table)
        lines = file.read_text(encoding="ascii").splitlines()[1:] if file.exists() else []
        for line in lines:
            local, state = line.split()[1], line.split()[3]
            address, _, number = local.partition(":")
            if state == "0A" and int(number, 16) == port:
                found.add(address)
    return found
