"""What `make` installs and what the program looks for is one list."""

import re
import subprocess
from pathlib import Path

import pytest

from assess.services.installation import LIBRARIES
from assess.settings import CHECKOUT

SCRIPT = CHECKOUT / "scripts" / "system-packages.sh"
LIST = CHECKOUT / "scripts" / "system-packages.txt"


def listed() -> list[tuple[str, str, str]]:
    """Package, who wants it, what shows that it is there."""
    lines = [line.split() for line in LIST.read_text(encoding="utf-8").splitlines()]
    return [(line[0], line[1], line[2]) for line in lines if line and not line[0].startswith("#")]


def test_every_library_that_the_program_looks_for_is_installed_by_make() -> None:
    installed = {probe.removeprefix("library:").removesuffix(".0"): package for package, _, probe in listed()}
    for file, _, packages in LIBRARIES.values():
        assert installed[file.removesuffix(".0")] in packages.split()
    wanted = {package for _, _, named in LIBRARIES.values() for package in named.split()}
    assert wanted == {package for package, wanted_for, _ in listed() if wanted_for == "run"}


def test_every_program_that_the_tests_start_is_installed_by_make() -> None:
    started = set()
    for file in (CHECKOUT / "tests").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        started |= set(re.findall(r'which\("([a-z]+)"\)', text)) | set(re.findall(r'\["(pdf[a-z]+)"', text))
    probes = {probe.removeprefix("program:") for _, _, probe in listed() if probe.startswith("program:")}
    of_poppler = {"pdftotext", "pdftoppm", "pdffonts", "pdfinfo"}
    assert {"pdftoppm" if program in of_poppler else program for program in started} <= probes


def stand_in(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A system on which nothing is installed, and apt-get only tells what it was asked."""
    stand_in(tmp_path, "apt-get", 'echo "apt-get $*"')
    stand_in(tmp_path, "ldconfig", "exit 0")
    stand_in(tmp_path, "python3", "exit 1")
    for name in ("bash", "dirname", "cat", "grep", "sh"):
        stand_in(tmp_path, name, f'PATH=/usr/bin:/bin exec {name} "$@"')
    return tmp_path


def run(bare: Path, wanted_for: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", str(SCRIPT), wanted_for],
        env={"PATH": str(bare)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_without_root_one_line_names_the_command(bare: Path) -> None:
    stand_in(bare, "id", "echo 1000")
    done = run(bare, "run")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Missing: type  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0  and run make again."
    ]


def test_root_installs_what_is_missing(bare: Path) -> None:
    stand_in(bare, "id", "echo 0")
    done = run(bare, "test")
    assert done.returncode == 0
    assert "install -y -q --no-install-recommends libpango-1.0-0" in done.stdout
    assert "chromium poppler-utils" in done.stdout
