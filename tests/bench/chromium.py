"""The browser of the machine, as it must be started where everything runs as root."""

import shutil
import subprocess

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str:
    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("Chromium is missing. Type `make test` once: it installs what the measurements need.")
    return found


def version() -> str:
    told = subprocess.run([program(), "--version"], capture_output=True, text=True, check=True).stdout
    return told.removeprefix("Chromium ").split()[0]
