"""Every code that scoring can return has its sentence in both languages."""

import re

import pytest

from assess.i18n import Language, words
from assess.model.framework import EvidenceKind, Framework, GateKind
from assess.model.scorecard import Cause, GateState, Reason, Unmet
from assess.presentation.movement import Movement
from assess.presentation.sentences import (
    band_sentence,
    confidence_sentence,
    limit_sentences,
    reason_sentence,
    series_sentence,
    sitting_sentence,
    step_sentence,
    unmet_sentence,
    unmet_sentences,
)
from assess.scoring import find_gaps, score_assessment
from assess.storage.verify import KEPT
from tests.reports.reports import demo_report
from tests.scoring.cases import random_assessment
from tests.shipped import shipped_framework
from tests.sources import named_in_sources, scoring_codes


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


def with_rules(**rules: dict[str, object]) -> Framework:
    """The shipped framework with some of its rules changed."""
    framework = shipped_framework()
    changed = {name: getattr(framework.rules, name).model_copy(update=fields) for name, fields in rules.items()}
    return framework.model_copy(update={"rules": framework.rules.model_copy(update=changed)})


def test_the_score_that_a_verdict_counts_from_is_the_frameworks_own() -> None:
    framework = with_rules(verdicts={"at": 4})
    unmet = Unmet(code="results_at", subject=None, value=40.0, required=75)
    assert unmet_sentence(framework, unmet, Language.EN) == "40.0% of the results are supported at 4; 75% are needed"
    assert unmet_sentence(framework, unmet, Language.ZH) == "40.0%的结果项佐证分达到4分，需达到75%"


def test_the_share_of_practices_with_evidence_is_the_frameworks_own() -> None:
    framework = with_rules(confidence={"evidence_share": 0.7})
    assert confidence_sentence(framework, "C", Language.EN) == (
        "C: at least 70% of the practices have current evidence"
    )
    assert confidence_sentence(framework, "C", Language.ZH) == "C级：至少70%的实践项有有效佐证材料"


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    framework = shipped_framework()
    assert sitting_sentence(1, Language.EN) == "1 criterion open, about 3 minutes"
    gates = Unmet(code="gates", subject=None, value=1, required=0)
    assert unmet_sentence(framework, gates, Language.EN) == "1 gate is not passed; at most 0 may be"
    others = Unmet(code="other_gates", subject=None, value=4, required=3)
    assert unmet_sentence(framework, others, Language.EN) == ("4 other gates are not passed; at most 3 may be open")
    months = Reason(code="needs_months", facts={"have": 1, "need": 3, "next": 2})
    assert reason_sentence(framework, months, Language.EN) == "1 month; score 2 needs 3 in a row"


def test_no_month_on_target_is_told_in_words() -> None:
    none = Reason(code="needs_on_target", facts={"have": 0, "of": 6, "at_least": 3, "next": 4})
    framework = shipped_framework()
    assert reason_sentence(framework, none, Language.EN) == "No month of last 6 on target; score 4 needs 3"
    assert reason_sentence(framework, none, Language.ZH) == "最近6个月均未达标，4分需要3个月达标"
    some = Reason(code="needs_on_target", facts={"have": 2, "of": 6, "at_least": 3, "next": 4})
    assert reason_sentence(framework, some, Language.ZH) == "最近6个月中2个月达标，4分需要3个月"


def test_a_sitting_is_told_in_minutes_then_in_hours() -> None:
    assert sitting_sentence(4, Language.EN) == "4 criteria open, about 12 minutes"
    assert sitting_sentence(180, Language.ZH) == "180项未作答，约需9小时"


def can_be_said() -> set[str]:
    """The words that are put together from a value and a code of scoring."""
    reasons, unmet = scoring_codes("Reason"), scoring_codes("Unmet")
    found = {f"reason.{code}" for code in reasons}
    found |= {"reason.proved_bare", "reason.not_proved_bare", "reason.needs_months_one"}
    found |= {"reason.needs_on_target_none"}
    found |= {f"unmet.{code}" for code in unmet}
    found |= {f"unmet.{code}_many" for code in ("dimension", "category", "legal_gate", "other_gate")}
    found |= {f"unmet.{code}_one" for code in ("gates", "other_gates")}
    found |= {f"cap.{cause.value}" for cause in Cause}
    found |= {f"cap.{cause.value}_many" for cause in Cause if cause is not Cause.CONFIDENCE}
    found |= {f"kinds.{kind.value}" for kind in EvidenceKind}
    found |= {f"gate.{state.value}" for state in GateState} | {f"gate_kind.{kind.value}" for kind in GateKind}
    found |= {f"movement.{movement.value}" for movement in Movement}
    found |= {f"confidence.{letter}" for letter in "ABCD"} | {f"number.{count}" for count in range(2, 11)}
    found |= {f"target.{met}" for met in ("met", "missed", "none")}
    found |= {f"step.{gap}" for gap in ("both", "practice", "proof")}
    found |= {f"act.{act}" for act in ("start", "import", "undo", "mark", "unmark", "conflict", "finish", "reopen")}
    found |= {f"act.settle_{kept}" for kept in ("mine", "theirs", "grown")}
    found |= {f"act.print_{language.value}" for language in Language}
    found |= {f"change.evidence_{what}" for what in ("added", "removed")}
    found |= {f"damage.{code}" for code in ("file", "schema", "unreadable", "framework", "trail", "trail_database")}
    return found | {f"damage.row_{table.name}" for table in KEPT}


def test_whatever_can_be_said_has_its_words() -> None:
    assert sorted(can_be_said() - set(words("sentences"))) == []


def test_no_sentence_is_left_that_nothing_says() -> None:
    """A word of the area that no code of the project names, or puts together, is a word too many."""
    left = set(words("sentences")) - can_be_said()
    assert sorted(code for code in left if not named_in_sources(re.sub("_one$", "", code))) == []
