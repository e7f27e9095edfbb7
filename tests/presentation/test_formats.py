"""How figures are written: the only place that rounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assess.i18n import Language
from assess.model.kpi import Kpi
from assess.model.scorecard import Interval
from assess.presentation import formats
from tests.shipped import shipped_framework


def kpi(abbreviation: str) -> Kpi:
    return next(one for one in shipped_framework().kpis if one.abbreviation == abbreviation)


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(58.2, 60.0, "58.2–60.0"), (58.2, 58.2, "58.2"), (58.21, 58.24, "58.2"), (0, 100, "0.0–100.0")],
)
def test_an_interval_shows_both_ends_and_a_point_one(low: float, high: float, written: str) -> None:
    assert formats.interval(Interval(low=low, high=high)) == written


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert formats.number(-0.04) == "0.0"
    assert formats.number(-0.06) == "-0.1"


def test_a_small_gain_never_reads_as_nothing() -> None:
    assert formats.gain(0.04) == "+0.04"
    assert formats.gain(12.06) == "+12.1"


def test_dates_are_written_as_each_language_writes_them() -> None:
    day = date(2026, 11, 5)
    assert formats.day(day, Language.EN) == "5 November 2026"
    assert formats.day(day, Language.ZH) == "2026年11月5日"
    assert formats.month("2026-09", Language.EN) == "Sep 2026"
    assert formats.month("2026-09", Language.ZH) == "2026年9月"


@pytest.mark.parametrize(
    ("abbreviation", "value", "en", "zh"),
    [("CSAT", 85.04, "85.0%", "85.0%"), ("AHT", 276.6, "277 s", "277秒"), ("CPC", 10.456, "CNY 10.46", "10.46元")],
)
def test_a_figure_carries_its_unit(abbreviation: str, value: float, en: str, zh: str) -> None:
    assert formats.kpi_value(kpi(abbreviation), value, Language.EN, "CNY") == en
    assert formats.kpi_value(kpi(abbreviation), value, Language.ZH, "CNY") == zh


def test_a_range_target_has_its_unit_once() -> None:
    assert formats.kpi_target(kpi("AHT"), (260, 290), Language.EN) == "260–290 s"


def test_a_value_just_off_its_target_does_not_read_as_on_it() -> None:
    csat = kpi("CSAT")
    decimals = formats.kpi_decimals(csat, 84.96, beside=85.0)
    assert formats.kpi_value(csat, 84.96, Language.EN, decimals=decimals) == "84.96%"


@given(some.text(max_size=300), some.floats(2, 60))
def test_a_shortened_line_is_never_wider_than_it_may_be(text: str, width: float) -> None:
    assert formats.ems(formats.shortened(text, width)) <= width


@given(some.text(max_size=200))
def test_a_file_name_is_one_that_every_system_takes(centre: str) -> None:
    name = formats.file_name(centre, date(2026, 11, 5), Language.EN, "pdf")
    assert name.endswith("-2026-11-05-en.pdf")
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert not name.startswith((".", "-"))
    assert len(name) <= 90


def test_a_centres_own_letters_stay_in_the_name() -> None:
    assert (
        formats.file_name("林海 联络中心/一部", date(2026, 11, 5), Language.ZH, "pdf")
        == "林海-联络中心-一部-2026-11-05-zh.pdf"
    )
