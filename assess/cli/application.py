"""Starts the application's server and ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser

import typer

from assess.errors import AssessError, StorageUnavailable
from assess.i18n import Language
from assess.model.people import LOCAL_OWNER
from assess.services import demonstration
from assess.settings import CHECKOUT, read_settings
from assess.workspace import open_workspace

LAST_PORT = 65535


def run_application(port: int, demo: bool) -> int:
    """Returns the server's exit code. Raises AssessError where the port is taken; KeyboardInterrupt ends the server."""
    if is_taken(port):
        other = port + 1 if port < LAST_PORT else port - 1
        raise AssessError(f"Port {port} is taken. Close what uses it, or choose another: assess app --port {other}.")
    settings = read_settings()
    try:
        workspace = open_workspace(settings)
        if demo:
            demonstration.put_in_demo_when_empty(workspace, LOCAL_OWNER, _language_of_the_system())
        workspace.database.close()  # the server's own stands alone on the file, should that have to give way to a copy
    except StorageUnavailable as error:
        if error.code != "storage_damaged":
            raise
        typer.echo(error, err=True)  # the page Settings, where a copy can be put back, is there all the same
    address = f"http://127.0.0.1:{port}"
    typer.echo(f"The application is at {address} (stop it with Ctrl+C).")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # however this ends, the server ends with it
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=CHECKOUT,
        env=os.environ | settings.environment,
    )
    try:
        if sys.stdout.isatty() and _has_a_screen():
            _open_when_it_answers(address, port, server)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()  # it saves nothing late: every act is a transaction
        server.wait()
        raise


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _open_when_it_answers(address: str, port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None and not is_taken(port):
        time.sleep(0.1)
    webbrowser.open(address)


def _has_a_screen() -> bool:
    windows = sys.platform in ("darwin", "win32")
    return windows or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _language_of_the_system() -> Language:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.ZH if named.lower().startswith("zh") else Language.EN
