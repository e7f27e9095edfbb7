"""Every code that scoring can return has its sentence in both languages."""

import pytest

from assess.i18n import Language, words
from assess.presentation.sentences import (
    band_sentence,
    limit_sentences,
    reason_sentence,
    series_sentence,
    sitting_sentence,
    step_sentence,
    unmet_sentence,
    unmet_sentences,
)
from assess.scoring import find_gaps, score_assessment
from tests.reports.reports import demo_report
from tests.scoring.cases import random_assessment
from tests.shipped import shipped_framework


@pytest.mark.parametrize("language", Language)
def test_every_result_of_many_assessments_can_be_told(language: Language) -> None:
    framework = shipped_framework()
    said = set()
    for seed in range(60):
        assessment = random_assessment(seed)
        card = score_assessment(framework, assessment)
        for score in card.criteria:
            said.add(reason_sentence(framework, score.reason, language))
            said |= {series_sentence(framework, entry.series, language) for entry in score.entries if entry.series}
        if card.band:
            said.add(band_sentence(framework, card.band, language))
            said |= set(limit_sentences(framework, card.band, language))
        said |= {unmet_sentence(framework, one, language) for one in card.verdict.unmet}
        said |= set(unmet_sentences(framework, card.verdict.unmet, language))
        said |= {step_sentence(framework, gap, language) for gap in find_gaps(framework, card)}
    assert all(said)
    assert not [one for one in said if "{" in one or "None" in one]
    if language is Language.ZH:
        assert not [one for one in said if ", " in one or "; " in one]


def test_the_band_is_told_with_what_limits_it() -> None:
    report = demo_report(Language.EN)
    assert report.scorecard.band is not None
    assert band_sentence(report.framework, report.scorecard.band, Language.EN) == (
        "Band 2, Emerging: 3 but for a legal gate that is not passed (Personal-data inventory, retention and deletion)"
    )
    assert limit_sentences(report.framework, report.scorecard.band, Language.ZH) == [
        "不超过2级：否决项未通过（个人信息清单、保存期限与删除）。"
    ]


def test_a_sitting_is_told_in_minutes_then_in_hours() -> None:
    assert sitting_sentence(4, Language.EN) == "4 criteria open, about 12 minutes"
    assert sitting_sentence(180, Language.ZH) == "180项未作答，约需9小时"


def test_no_sentence_is_left_that_nothing_says() -> None:
    """A word of the area that no code of the project names is a word too many."""
    from tests.sources import named_in_sources

    codes = words("sentences")
    families = ("reason.", "kinds.", "gate.", "gate_kind.", "cap.", "number.", "confidence.", "unmet.", "movement.")
    families += ("target.", "band.", "step.")
    unknown = [code for code in codes if not code.startswith(families) and not named_in_sources(code)]
    assert unknown == []
