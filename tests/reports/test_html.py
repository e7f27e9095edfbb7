"""The document before it is printed: what people wrote stays text, and every situation has its words."""

import re

import pytest

from assess.i18n import Language, words
from assess.model.framework import GateKind
from assess.model.gap_report import GapReport
from assess.model.scorecard import GateState
from assess.presentation import formats
from assess.reports.edition import Edition
from assess.reports.html import gap_report_html
from assess.reports.parts.summary import legal_exposure
from assess.settings import content_folder
from tests.reports.reports import (
    HOSTILE,
    changed,
    demo,
    demo_report,
    empty_report,
    express_report,
    hostile_report,
    report_of,
)

TEMPLATES = content_folder("report_templates")


def html_of(report: GapReport, language: Language = Language.EN) -> str:
    return gap_report_html(report, language, TEMPLATES)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_stays_text(text: str) -> None:
    html = html_of(hostile_report(text))
    for opened in ("<script", "<img", "<link", "<iframe"):
        assert opened not in html
    if "{{" in text:
        assert "{{7*7}}" in html
    styled = re.findall(r'(?:style|src|data)="[^"]*"', html)
    assert styled == []
    assert {link for link in re.findall(r'href="([^"]*)"', html) if not link.startswith("#")} == set()


def test_what_people_wrote_is_isolated_so_that_its_direction_ends_with_it() -> None:
    text = "\u202eright to left"
    body = html_of(hostile_report(text)).split("</head>")[1]
    assert body.count(text) >= 5
    assert body.count(text) == body.count(f"<bdi>{text}")
    assert body.count("<bdi>") == body.count("</bdi>")


def test_marks_of_isolation_in_a_name_open_and_close_nothing() -> None:
    body = html_of(hostile_report("a\u2069b\u2068c")).split("</head>")[1]
    assert body.count("<bdi>") == body.count("</bdi>")
    assert "<bdi>abc</bdi>" in body


@pytest.mark.parametrize("language", Language)
def test_three_legal_gates_a_state_are_named_and_the_rest_counted(language: Language) -> None:
    report = empty_report()
    legal = [gate for gate in report.scorecard.gates if gate.kind is GateKind.LEGAL and gate.state is GateState.OPEN]
    (exposure,) = legal_exposure(Edition(report, language))
    more = {Language.EN: f"and {len(legal) - 3} more", Language.ZH: f"另有{len(legal) - 3}项"}[language]
    assert len(legal) > 3
    assert exposure.count == len(legal)
    assert exposure.gates == (*(Edition(report, language).title(gate.id) for gate in legal[:3]), more)


def test_the_points_of_all_proof_have_no_sign() -> None:
    html = html_of(demo_report(Language.ZH), Language.ZH)
    assert re.search(r"即可提升\d+\.\d+分", html)


@pytest.mark.parametrize("language", Language)
def test_the_same_assessment_gives_the_same_document(language: Language) -> None:
    assert html_of(demo_report(language), language) == html_of(demo_report(language), language)


def test_a_report_of_nothing_answered_says_so_and_invents_no_gap() -> None:
    html = html_of(empty_report())
    assert "Draft: 0 of " in html
    assert "Answer the criteria: gaps appear as answers come in." in html
    assert words("report")["gaps.none"]["en"] in html
    assert "No criterion is supported at 4 or more yet." in html
    assert "Between band 1, Ad hoc, and band 4, Measured and integrated, while criteria are open." in html


def test_an_express_report_is_indicative_and_withholds_the_verdict() -> None:
    html = html_of(express_report())
    assert "Express assessment: 43 of the framework&#39;s 180 criteria; the band is indicative" in html
    assert "Indicative, from an express assessment." in html
    assert "An express assessment gives no verdict; a full one does" in html


@pytest.mark.parametrize(
    ("verification", "said"),
    [
        (None, "Assessed by the centre itself; nobody outside checked"),
        ({"organisation": "other", "pairs": 55, "within_one": 0.91}, "a second assessor of another organisation; 91%"),
        ({"organisation": "same", "pairs": 55}, "a second assessor of the same organisation<"),
    ],
)
def test_the_cover_says_in_words_how_independent_the_assessors_were(
    verification: dict[str, object] | None, said: str
) -> None:
    assert said in html_of(report_of(changed(demo(Language.EN), verification=verification)))


def test_not_done_and_not_proved_are_printed_apart() -> None:
    html = html_of(demo_report(Language.EN))
    legal = html[html.index("Legal exposure") : html.index("Next three steps")]
    not_done, not_proved = legal.split("Not proved")
    assert "Not done" in not_done
    assert "Personal-data inventory, retention and deletion" in not_done
    assert "Working time, breaks, contracts and agency labour within the law" in not_proved


def test_a_finished_assessment_is_no_draft() -> None:
    reported = demo_report(Language.EN)
    missing = [score.id for score in reported.scorecard.criteria if score.is_open]
    answers = [answer.model_dump(mode="json") for answer in reported.assessment.answers]
    answers = [answer for answer in answers if answer["criterion"] not in missing]
    answers += [{"criterion": id, "score": 1} for id in missing]
    html = html_of(report_of(changed(reported.assessment, answers=answers)))
    assert "Draft" not in html
    assert "Complete: 176 of 176 applicable criteria answered" in html


@pytest.mark.parametrize(
    ("language", "said", "day"),
    [
        (Language.EN, "Final, revision 2: 172 of 176 criteria answered", "Finished on"),
        (Language.ZH, "定稿（第2版）：176项适用评估点中已作答172项", "定稿日期"),
    ],
)
def test_a_finished_revision_is_final_with_its_day_even_where_criteria_are_open(
    language: Language, said: str, day: str
) -> None:
    report = demo_report(language)
    html = html_of(report.model_copy(update={"revision": 2}), language)
    cover = html[: html.index("</section>")]
    assert said in cover
    assert re.search(f"{day}</th><td>{formats.day(report.printed_on, language)}<", cover)
    assert words("report")["cover.printed_on"][language] not in cover
    assert words("report")["draft"][language] not in html
    # What is open stays told.
    assert words("report")["method.open_list"][language] in html


def test_people_never_see_the_ids_of_kpis() -> None:
    report = demo_report(Language.EN)
    seen = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html_of(report))
    shown = set(re.findall(r"\b[A-Z]\d\d\b", seen))
    assert shown & {kpi.id for kpi in report.framework.kpis} == set()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_half_filled(language: Language) -> None:
    for report in (demo_report(language), empty_report(), express_report()):
        seen = re.sub(r"<[^>]*>", " ", html_of(report, language))
        assert re.findall(r"\bNone\b|\bnan\b|[{}]|&lt;svg|GateState", seen) == []


def test_every_class_of_the_templates_has_a_rule_and_every_rule_its_class() -> None:
    html = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.j2"))
    used = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    style = re.sub(r"/\*.*?\*/|\{[^}]*\}", " ", (TEMPLATES / "gap_report.css").read_text(encoding="utf-8"))
    assert used == set(re.findall(r"\.([a-z][a-z-]*)", style))


def test_the_shipped_framework_names_its_standards_in_both_languages() -> None:
    english, chinese = (html_of(demo_report(language), language) for language in Language)
    assert "COPC CX Standard (release as named), EN 15838:2009 (withdrawn, history), BenchmarkPortal&#39;s" in english
    assert "COPC CX标准（注明版本）、EN 15838:2009（已废止，供历史参照）、BenchmarkPortal的指标" in chinese
    for html in (english, chinese):
        assert not re.search("Others|其他；|和其他", html[html.index('id="method"') :])
