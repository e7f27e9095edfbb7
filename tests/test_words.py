"""Interface words: both languages are there, with the same placeholders."""

import re
import string
from pathlib import Path

import pytest
import yaml

import assess
from assess.settings import CHECKOUT

AREAS = sorted((Path(assess.__file__).parent / "words").glob("*.yaml"))
HALF_WIDTH = re.compile(r"[一-鿿][,;:?!()]|[,;:?!(][一-鿿]")


def entries(area: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(area.read_text(encoding="utf-8"))
    return found


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.stem)
def test_every_word_has_both_languages_and_the_same_placeholders(area: Path) -> None:
    for code, texts in entries(area).items():
        assert sorted(texts) == ["en", "zh"], code
        assert all(text.strip() for text in texts.values()), code
        assert placeholders(texts["en"]) == placeholders(texts["zh"]), code


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.stem)
def test_chinese_has_full_width_punctuation(area: Path) -> None:
    assert [code for code, texts in entries(area).items() if HALF_WIDTH.search(texts["zh"])] == []


SAID_IN = {"screens": ("assess/ui/**/*.py",), "report": ("assess/reports/**/*.py", "report_templates/*.j2")}


@pytest.mark.parametrize("area", SAID_IN)
def test_every_word_that_is_said_is_there_and_none_is_left_over(area: str) -> None:
    text = "\n".join(
        file.read_text(encoding="utf-8") for pattern in SAID_IN[area] for file in sorted(CHECKOUT.glob(pattern))
    )
    known = entries(CHECKOUT / "assess" / "words" / f"{area}.yaml")
    said = set(re.findall(r'\b(?:say|count)\(\s*"([a-z_.]+)"', text))
    assert said - set(known) == set()
    families = tuple(re.findall(r"\b(?:say|count)\(\s*f[\"']([a-z_.]+)\{", text))
    plain = {code.removesuffix("_one"): code for code in known}  # where one is told by itself, `count` says so
    assert [
        code for code in plain if not re.search(f"[\"']{re.escape(code)}[\"']", text) and not code.startswith(families)
    ] == []
