"""Interface words: both languages are there, with the same placeholders."""

import re
import string
from pathlib import Path

import pytest
import yaml

import assess

AREAS = sorted((Path(assess.__file__).parent / "words").glob("*.yaml"))
HALF_WIDTH = re.compile(r"[一-鿿][,;:?!()]|[,;:?!(][一-鿿]")


def entries(area: Path) -> dict[str, dict[str, str]]:
    return yaml.safe_load(area.read_text(encoding="utf-8"))


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
