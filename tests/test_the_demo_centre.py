"""The demo centre: one assessment in two languages, uneven enough that every screen has something to show."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from assess.exchange.assessment_file import read_assessment, write_assessment
from assess.model.assessment import Answer, Assessment, Evidence, Plan
from assess.model.framework import Kind
from assess.model.kpi import Comparison, Series, Source, month_number
from assess.model.scorecard import GateState, Scorecard, State
from assess.scoring import score_assessment
from tests.shipped import CONTACT_CENTRE, shipped_framework

LANGUAGES = ("en", "zh")
HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]+){2,}")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,.;:!?()]|[,;:!?()][\u4e00-\u9fff]")


@cache
def demo(language: str) -> Assessment:
    path = CONTACT_CENTRE / f"demo.{language}.json"
    return read_assessment(path.read_bytes(), path.name, lambda *_: shipped_framework())


@cache
def scored(language: str) -> Scorecard:
    return score_assessment(shipped_framework(), demo(language))


def texts(assessment: Assessment) -> Iterator[str]:
    """Everything in an assessment that a person reads and that has a language."""
    centre = assessment.centre
    yield from (centre.name, centre.industry or "", assessment.title or "")
    for answer in assessment.answers:
        yield from (item.reference for item in answer.evidence)
        if answer.note:
            yield answer.note
        if answer.plan:
            yield answer.plan.owner
    yield from (series.comparison.source or "" for series in assessment.series if series.comparison)


def without_words(assessment: Assessment) -> Assessment:
    """The assessment with every text of `texts` set to one word."""

    def answer(one: Answer) -> Answer:
        evidence = tuple(Evidence(kind=item.kind, reference="word", dated=item.dated) for item in one.evidence)
        plan = one.plan and Plan(owner="word", due=one.plan.due)
        return one.model_copy(update={"note": "word" if one.note else "", "evidence": evidence, "plan": plan})

    def series(one: Series) -> Series:
        compared = one.comparison
        plain = compared and Comparison(value=compared.value, source="word", year=compared.year, kind=compared.kind)
        return one.model_copy(update={"comparison": plain})

    return assessment.model_copy(
        update={
            "centre": assessment.centre.model_copy(update={"name": "word", "industry": "word"}),
            "title": "word",
            "answers": tuple(answer(one) for one in assessment.answers),
            "series": tuple(series(one) for one in assessment.series),
        }
    )


def test_both_languages_score_the_same() -> None:
    assert scored("en") == scored("zh")


def test_the_two_files_differ_in_words_only() -> None:
    assert demo("en") != demo("zh")
    assert without_words(demo("en")) == without_words(demo("zh"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_written_as_an_export_would_write_them(language: str) -> None:
    assert (CONTACT_CENTRE / f"demo.{language}.json").read_bytes() == write_assessment(demo(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert all(text.strip() for text in texts(demo(language)))


def test_the_english_file_holds_no_chinese() -> None:
    assert [text for text in texts(demo("en")) if HAN.search(text)] == []


def test_the_chinese_file_holds_no_english_sentence() -> None:
    found = [text for text in texts(demo("zh")) if ENGLISH_SENTENCE.search(text) or not HAN.search(text)]
    assert found == []


def test_the_chinese_file_is_punctuated_in_full_width() -> None:
    assert [text for text in texts(demo("zh")) if HALF_WIDTH.search(text)] == []


def test_more_is_claimed_than_supported() -> None:
    card = scored("en")
    assert card.index_claimed
    assert card.index_supported
    assert card.index_claimed.low - card.index_supported.low > 8
    for dimension in card.dimensions:
        assert dimension.claimed
        assert dimension.supported
        assert dimension.claimed.low > dimension.supported.low


def test_gates_are_passed_not_proved_failed_and_set_aside() -> None:
    states = {gate.id: gate.state for gate in scored("en").gates}
    assert states["T5.3"] is GateState.FAILED
    assert states["P6.4"] is GateState.NOT_PROVED
    assert states["T5.5"] is GateState.NOT_APPLICABLE
    assert set(states.values()) == set(GateState) - {GateState.OPEN}
    assert 3 <= sum(state is GateState.NOT_PROVED for state in states.values()) <= 5


def test_a_failed_legal_gate_holds_the_band_one_below() -> None:
    band = scored("en").band
    assert band
    assert (band.low, band.uncapped_low) == (2, 3)
    assert [cap.subjects for cap in band.caps] == [("T5.3",)]
    assert scored("en").verdict.id == "gaps_to_close"


def test_a_few_criteria_are_open_so_that_every_figure_is_an_interval() -> None:
    card = scored("en")
    open_ones = [score for score in card.criteria if score.is_open]
    assert 3 <= len(open_ones) <= 5
    assert all(score.kind is Kind.ENABLER for score in open_ones)
    assert card.index_supported
    assert card.index_supported.low < card.index_supported.high


def test_results_land_all_over_the_scale() -> None:
    results = [score for score in scored("en").criteria if score.kind is Kind.RESULT]
    assert {score.supported for score in results} >= {0, 1, 2, 3, 4, 5}
    states = {score.state for score in results}
    assert states == {State.COMPUTED, State.LOWERED, State.NOT_APPLICABLE}


def test_the_series_run_over_fourteen_months() -> None:
    months = sorted({month.month for series in demo("en").series for month in series.months})
    assert (months[0], months[-1], len(months)) == ("2025-09", "2026-10", 14)
    assert month_number(months[-1]) - month_number(months[0]) == 13
    full = [series for series in demo("en").series if len(series.months) == 14]
    assert len(full) > 0.8 * len(demo("en").series)


def test_every_kind_of_source_appears_and_little_is_not_measured() -> None:
    measured = [series for series in demo("en").series if not series.not_measured]
    assert {series.source for series in measured} == set(Source)
    assert len(demo("en").series) - len(measured) == 1


def test_a_comparison_says_that_it_is_made_up() -> None:
    sources = {series.comparison.source for series in demo("en").series if series.comparison}
    assert sources
    assert all("made up for the demo" in (source or "") for source in sources)


def test_some_evidence_is_undated_and_some_out_of_date() -> None:
    items = [item for answer in demo("en").answers for item in answer.evidence]
    assert any(item.dated is None for item in items)
    assert any(item.dated and item.dated < date(2025, 11, 5) for item in items)


def test_two_thirds_of_the_enablers_have_evidence() -> None:
    enablers = [score for score in scored("en").criteria if score.kind is Kind.ENABLER and score.is_applicable]
    share = sum(bool(demo("en").answer(score.id).evidence) for score in enablers) / len(enablers)
    assert 0.65 <= share <= 0.71


def test_a_zero_a_four_and_a_five_carry_a_note() -> None:
    striking = [score.id for score in scored("en").criteria if score.claimed in (0, 4, 5)]
    assert [criterion for criterion in striking if not demo("en").answer(criterion).note] == []


def counts(kpi: str, variant: str) -> list[tuple[float, float]]:
    series = next(one for one in demo("en").series if (one.kpi, one.variant) == (kpi, variant))
    return [(month.numerator or 0.0, month.denominator or 0.0) for month in series.months]


def test_figures_that_share_a_count_agree_on_it() -> None:
    answered, offered = zip(*counts("V01", "answered_of_queue_offered"), strict=True)
    within, offered_again = zip(*counts("V02", "within_20s_of_offered"), strict=True)
    handle_seconds, handled = zip(*counts("H04", "talk_hold_acw"), strict=True)
    handle_hours, _ = zip(*counts("H07", "handle_of_handle_plus_available"), strict=True)
    assert offered == offered_again
    assert handled == answered
    assert all(fast <= calls <= queued for fast, calls, queued in zip(within, answered, offered, strict=True))
    assert handle_hours == tuple(round(seconds / 3600) for seconds in handle_seconds)
    satisfied, responses = zip(*counts("X01", "top_2_of_5"), strict=True)
    dissatisfied, responses_again = zip(*counts("X05", "bottom_2_of_5"), strict=True)
    assert responses == responses_again
    assert all(good + bad <= asked for good, bad, asked in zip(satisfied, dissatisfied, responses, strict=True))
