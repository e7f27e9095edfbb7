import re
import time
from collections import Counter

from assess.catalogue import find_frameworks, load_framework
from assess.model.framework import GateKind, Kind
from assess.settings import content_folder
from tests.shipped import CONTACT_CENTRE, KPIS, shipped_framework


def test_it_has_the_size_that_it_promises() -> None:
    framework = shipped_framework()
    criteria = framework.criteria.values()

    assert len(framework.dimensions) == 5
    assert len(framework.categories) == 35
    assert len(criteria) == 180
    assert Counter(criterion.kind for criterion in criteria) == {Kind.ENABLER: 149, Kind.RESULT: 31}
    assert Counter(criterion.gate for criterion in criteria if criterion.gate) == {
        GateKind.LEGAL: 9,
        GateKind.SYSTEM: 10,
        GateKind.DATA: 5,
    }
    assert sum(criterion.express for criterion in criteria) == 43


def test_weights_sum_to_100() -> None:
    weights = {dimension.key: dimension.weight for dimension in shipped_framework().dimensions}

    assert weights == {"strategy": 10, "people": 20, "process": 25, "platform": 15, "performance": 30}


def test_titles_and_questions_are_unique_in_both_languages() -> None:
    criteria = shipped_framework().criteria.values()

    for texts in ([one.title for one in criteria], [one.question for one in criteria]):
        assert len({text.en for text in texts}) == len({text.zh for text in texts}) == 180


def test_every_question_is_written_out_in_both_languages() -> None:
    """Long enough to say where to look, short enough to read; never the criterion's id in place of a text."""
    for criterion in shipped_framework().criteria.values():
        assert criterion.question.zh is not None
        assert criterion.title.zh is not None
        assert 12 <= len(criterion.question.en.split()) <= 45, criterion.id
        assert 18 <= len(criterion.question.zh) <= 120, criterion.id
        assert criterion.question.en.endswith("?"), criterion.id
        assert criterion.question.zh.endswith("？"), criterion.id
        for text in (criterion.title, criterion.question):
            assert criterion.id not in f"{text.en} {text.zh}"
            assert re.search("[一-鿿]", text.zh or ""), criterion.id
            assert not re.search("[一-鿿][,;:?!()]|[,;:?!(][一-鿿]", text.zh or ""), criterion.id


def test_no_text_claims_what_only_others_can_grant() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(CONTACT_CENTRE.glob("*.yaml")))
    assert re.findall(r"(?i)\b(?:ISO|COPC|EN) ?[\d]*[- ](?:compliant|certified|ready)|4PS", text) == []


def test_every_category_says_why_it_matters() -> None:
    for category in shipped_framework().categories.values():
        assert category.introduction is not None, category.id
        assert category.introduction.zh, category.id


def test_every_kpi_that_it_holds_is_named_by_an_entry() -> None:
    framework = shipped_framework()
    named = {entry.kpi for criterion in framework.criteria.values() for entry in criterion.entries}

    assert {kpi.id for kpi in framework.kpis} == named


def test_every_reason_is_one_of_some_criterion() -> None:
    framework = shipped_framework()
    criteria = framework.criteria.values()

    assert {reason.id for reason in framework.reasons} == {
        code for criterion in criteria for code in criterion.not_applicable
    }


def test_it_is_found_under_its_own_name() -> None:
    found = find_frameworks([content_folder("frameworks")])

    assert [(one.id, one.version, one.folder) for one in found] == [("contact-centre", "1.0", CONTACT_CENTRE)]


def test_loading_it_takes_less_than_half_a_second() -> None:
    started = time.process_time()
    load_framework(CONTACT_CENTRE, KPIS)

    assert time.process_time() - started < 0.5
