"""Nothing of the shipped framework is taken for granted: other scales, and frameworks that lack what it has."""

import io
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from pypdf import PdfReader

from assess.i18n import Language
from assess.model.framework import Framework
from assess.model.gap_report import GapReport
from assess.presentation.pictures import category_map, dimension_bars, gates_strip, index_bar
from assess.presentation.plain import scorecard_lines
from assess.presentation.sentences import (
    band_sentence,
    limit_sentences,
    reason_sentence,
    step_sentence,
    unmet_sentences,
    verdict_title,
)
from assess.reports import print_pdf
from assess.reports.edition import Edition
from assess.reports.html import gap_report_html
from assess.reports.parts.categories import answered_categories
from assess.reports.parts.figures import figure_of
from assess.reports.parts.risks import risks_of
from assess.reports.parts.strengths_and_gaps import strong_score
from assess.settings import content_folder
from tests.reports.frameworks import (
    SEEN,
    SHOWN,
    VARIANTS,
    Json,
    small_framework,
    small_report,
    varied,
    without_express,
    without_results,
)

HALF_FILLED = re.compile(r"\bNone\b|\bnan\b|[{}]|&lt;svg|GateState|\(\)|（）|: \.|：。|  +\.")


@pytest.fixture(params=VARIANTS)
def framework(request: pytest.FixtureRequest) -> Framework:
    return varied(VARIANTS[request.param])


def reports(framework: Framework) -> list[GapReport]:
    """As it is, a draft, nothing answered, and express."""
    draft = small_report(framework, answers=[{"criterion": "S1.1", "score": 3}])
    empty = small_report(framework, answers=[], series=[])
    return [small_report(framework), draft, empty, small_report(framework, scope="express")]


def content_of(report: GapReport, field: str) -> list[Json]:
    """Answers or series as they stand in a file."""
    content: list[Json] = json.loads(report.assessment.model_dump_json())[field]
    return content


def html_of(report: GapReport, language: Language = Language.EN) -> str:
    return gap_report_html(report, language, content_folder("report_templates"))


def seen(html: str) -> str:
    """What a reader sees, without marks and pictures."""
    text = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("language", Language)
def test_every_sentence_of_every_framework_can_be_told(framework: Framework, language: Language) -> None:
    for report in reports(framework):
        card = report.scorecard
        said = [reason_sentence(framework, score.reason, language) for score in card.criteria]
        said += unmet_sentences(framework, card.verdict.unmet, language)
        said += [step_sentence(framework, gap, language) for gap in report.gaps]
        if card.band:
            said += [band_sentence(framework, card.band, language), *limit_sentences(framework, card.band, language)]
        said += scorecard_lines(framework, card)
        assert all(said)
        assert [one for one in said if HALF_FILLED.search(one)] == []


@pytest.mark.parametrize("language", Language)
def test_every_chart_of_every_framework_is_drawn(framework: Framework, language: Language) -> None:
    for report in reports(framework):
        if report.scorecard.band:
            for picture in (index_bar, dimension_bars, category_map, gates_strip):
                assert ElementTree.fromstring(picture(framework, report.scorecard, language)).tag.endswith("svg")


@pytest.mark.parametrize("language", Language)
def test_every_framework_has_its_report(framework: Framework, language: Language) -> None:
    for report in reports(framework):
        assert HALF_FILLED.findall(seen(html_of(report, language))) == []


@pytest.mark.pdf
@pytest.mark.parametrize("language", Language)
def test_a_small_framework_is_printed_on_few_pages(language: Language) -> None:
    pdf = PdfReader(io.BytesIO(print_pdf(small_report(), language)))
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert {"en": "Band1,Adhoc:2butfor", "zh": "等级1：起步级"}[language.value] in text
    assert len(pdf.pages) <= 7


def test_a_scale_from_0_to_3_is_told_as_one() -> None:
    text = seen(html_of(small_report()))
    assert "on a ladder from 0 to 3" in text
    assert "Steps are on the scale of 0 to 3." in text
    assert "what the figures support, of 3." in text
    assert "as 3 at the high end" in text
    assert "No criterion is supported at 2 or more yet." in seen(html_of(small_report(answers=[], series=[])))


def test_one_factor_alone_is_not_the_lowest_of_several() -> None:
    text = seen(html_of(small_report()))
    assert "lowest" not in text[text.index("How the score comes about") : text.index("Evidence limits it")]


def test_several_factors_are_named_in_the_method() -> None:
    named = [("approach", "Approach", "方法"), ("reach", "Reach", "覆盖")]

    def judged_by_two(content: Json) -> None:
        content["factors"] = [{"id": id, "title": {"en": en, "zh": zh}} for id, en, zh in named]

    report = small_report(varied(judged_by_two))
    assert "the lowest of its factors decides (Approach and Reach)" in seen(html_of(report))
    assert "各方面（方法和覆盖）以最低者为准" in seen(html_of(report, Language.ZH))


def test_the_method_speaks_of_no_results_and_no_gates_where_there_are_none() -> None:
    bare = small_report(varied(VARIANTS["without any of these"]))
    text = seen(html_of(bare)).lower()
    method = text[text.rindex("how the score comes about") :]
    for word in ("result", "gate", "channel"):
        assert word not in method.replace("whose report it is not", ""), word
    assert "is limited by the weakest dimension and the confidence." in method
    whole = seen(html_of(small_report()))
    assert "is limited by legal gates, the weakest dimension and the confidence." in whole
    assert "Results are computed from series of months" in whole


def test_a_framework_without_results_has_no_headline_results() -> None:
    assert "Headline results" in seen(html_of(small_report()))
    text = seen(html_of(small_report(varied(without_results))))
    assert "Headline results" not in text
    assert "A result has no effort of its own" not in text


def test_an_express_assessment_of_a_framework_without_one_says_that_nothing_applies() -> None:
    report = small_report(varied(without_express), scope="express")
    assert "Nothing in this assessment applies to the centre, so there is no score." in seen(html_of(report))


def test_without_a_channel_of_its_own_a_figure_is_that_of_the_whole_centre() -> None:
    """The entry of ANS is for calls: figures of calls carry that name, those of the whole centre do not."""
    whole = content_of(small_report(), "series")
    by_call = [one | {"channel": "voice"} if one["kpi"] == "V01" else one for one in whole]
    missing = [one for one in whole if one["kpi"] != "V01"]
    for series, channel in ((by_call, "Calls"), (whole, None), (missing, "Calls")):
        report = small_report(series=series)
        entry = report.scorecard.criterion("X1.1").entries[1]
        assert figure_of(Edition(report, Language.EN), entry).channel == channel


@pytest.mark.parametrize("plan", [{"due": "2027-03-31"}, {"owner": "Operations"}, {"owner": "  ", "due": "2027-03-31"}])
def test_a_plan_without_owner_or_day_is_not_printed(plan: dict[str, str]) -> None:
    answers = [answer | {"plan": plan} for answer in content_of(small_report(), "answers")]
    text = seen(html_of(small_report(answers=answers)))
    assert "Plan:" not in text
    assert "31 March 2027" not in text


def test_a_category_is_a_risk_only_below_the_target() -> None:
    """Two of three, proved, is 67: the target itself. One of three is below it."""
    good = [{"criterion": id, "score": 2, "evidence": [SEEN, SHOWN]} for id in ("S1.1", "S1.2", "P1.1")]
    assert risks_of(Edition(small_report(answers=good), Language.EN)) == ()
    weak = [*good[:2], {"criterion": "P1.1", "score": 1}]
    assert risks_of(Edition(small_report(answers=weak), Language.EN)) == (
        "Weakest category: Training, supported at 33.",
    )


def test_strongest_and_weakest_are_told_only_of_categories_that_are_answered() -> None:
    """Of one dimension with three categories, the one that is half answered is neither."""

    def three(content: Json) -> None:
        first, second = (dimension["categories"][0] for dimension in content["dimensions"][:2])
        third = json.loads(json.dumps(second)) | {"id": "S3"}
        third["criteria"][0]["id"] = "S3.1"
        content["dimensions"][0]["categories"] += [second | {"id": "S2"}, third]
        content["dimensions"][0]["categories"][1]["criteria"] = [second["criteria"][0] | {"id": "S2.1"}]
        assert first["id"] == "S1"

    framework = varied(three)
    answers = [{"criterion": "S1.1", "score": 1}, {"criterion": "S2.1", "score": 3, "evidence": [SEEN, SHOWN]}]
    answers.append({"criterion": "S3.1", "score": 1})
    edition = Edition(small_report(framework, answers=answers), Language.EN)
    found = [id for id, _ in answered_categories(edition, framework.dimensions[0].categories)]
    assert found == ["S2", "S3"]
    text = seen(html_of(edition.report))
    assert re.search(r"Strongest is .* \(100\.0\), weakest .* \(33\.3\)\.", text)


def test_a_strength_is_supported_at_least_at_the_target() -> None:
    """On a scale of two levels one step below the top is nothing done."""
    framework = small_framework()
    rules = framework.rules.model_copy(update={"gaps": framework.rules.gaps.model_copy(update={"target": 3})})
    assert strong_score(framework) == 2
    assert strong_score(framework.model_copy(update={"rules": rules})) == 3
    two_levels = framework.model_copy(update={"scale": framework.scale[:2], "rules": rules})
    assert strong_score(two_levels) > two_levels.top_score - 1


def test_the_command_prints_the_verdicts_title() -> None:
    report = small_report()
    (line,) = [line for line in scorecard_lines(report.framework, report.scorecard) if line.startswith("Verdict")]
    assert line == f"Verdict    {verdict_title(report.framework, report.scorecard.verdict.id, Language.EN)}"
    assert report.scorecard.verdict.id not in line


def test_only_standards_to_which_a_category_is_related_are_named_in_the_readers_language() -> None:
    titles = {"iso18295_1": ("ISO 18295-1", "ISO 18295-1"), "copc": ("COPC CX Standard", "COPC CX标准")}
    titles |= {"en15838": ("EN 15838", "EN 15838"), "other": ("Others", "其他")}

    def related(content: Json) -> None:
        content["crosswalk_titles"] = {id: {"en": en, "zh": zh} for id, (en, zh) in titles.items()}
        content["dimensions"][1]["categories"][0]["crosswalk"] = {"copc": "People", "other": "ISO 9001 7.2"}

    report = small_report(varied(related))
    assert "Categories are related to parts of ISO 18295-1 and COPC CX Standard;" in seen(html_of(report))
    assert "各类别与以下标准的部分内容相关：ISO 18295-1和COPC CX标准；" in seen(html_of(report, Language.ZH))


def test_one_open_criterion_is_told_in_the_singular() -> None:
    answers = [{"criterion": id, "score": 3} for id in ("S1.1", "P1.1")]
    text = seen(html_of(small_report(answers=answers, series=content_of(small_report(), "series"))))
    assert "while one criterion is open: at nothing, or at the top." in text
    only = small_report(scope="express", answers=[])
    assert "Draft: 0 of 1 criterion answered" in seen(html_of(only))


def test_the_small_framework_is_the_one_in_the_tests_of_the_catalogue() -> None:
    assert (small_framework().top_score, len(small_framework().criteria)) == (3, 4)
