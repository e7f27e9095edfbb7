"""What README and docs say is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from assess.settings import CHECKOUT
from tests.shipped import shipped_framework

PAGES = [CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
PAGES += [CHECKOUT / "frameworks" / "README.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_every_decision_is_in_the_index() -> None:
    index = (CHECKOUT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in (CHECKOUT / "docs" / "decisions").glob("0*.md"):
        assert f"({page.name})" in index


def test_the_two_commands_of_the_readme_are_in_the_makefile() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:^|`)make ([a-z-]+)", readme, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_commands_of_the_readme_are_those_of_the_program() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "assess", "--help"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^assess ([a-z]+(?: \| [a-z]+)*)", readme, re.MULTILINE)
    named = {command for line in lines for command in line.split(" | ")}
    shown = set(re.findall(r"^│ ([a-z]+) ", listed, re.MULTILINE))
    assert named == shown


def test_every_dependency_stands_in_the_decisions_and_is_pinned() -> None:
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    decision = (CHECKOUT / "docs" / "decisions" / "0005-dependencies.md").read_text(encoding="utf-8").lower()
    pinned = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
    listed = project[project.index("\ndependencies = [") : project.index("[project.scripts]")]
    listed += project[project.index("dev = [") : project.index("[tool.hatch.version]")]
    for name in re.findall(r'^ {4}"([A-Za-z0-9-]+)', listed, re.MULTILINE):
        assert name in decision or name.startswith("types-"), name
        assert re.search(rf"^{name}==", pinned, re.MULTILINE | re.IGNORECASE), name


def test_no_address_of_a_registry_and_no_path_of_a_machine_stands_in_the_pins() -> None:
    pinned = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in pinned
    assert "file:" not in pinned
    assert "--index" not in pinned


def test_the_counts_that_the_readme_names_are_the_frameworks() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    framework = shipped_framework()
    assert f"{len(framework.criteria)} criteria" in readme.replace("\n", " ")
    assert f"{len(framework.categories)} categories" in readme.replace("\n", " ")
    assert f"({sum(1 for _ in framework.scope(True))})" in readme
    gates = sum(criterion.gate is not None for criterion in framework.criteria.values())
    assert f"{gates} gates" in readme
