"""The assessment file: bad ones are told what is wrong, good ones come back as they were."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.errors import AssessmentInvalid, NotFound
from assess.exchange.assessment_file import read_assessment, write_assessment
from assess.exchange.strict_json import parse_json
from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.scoring import score_assessment
from tests.scoring.cases import random_assessment
from tests.shipped import shipped_framework

BAD_FILES = Path(__file__).parent / "bad_files"
SMALLEST = {
    "format": "assess/1",
    "framework": {"id": "contact-centre", "version": "1.0"},
    "centre": {"name": "Riverside", "channels": ["voice"]},
    "scope": "full",
    "assessed_on": "2026-11-01",
}
TEXTS = {
    "emoji": "好评 👍🏽 and 👩‍💻",
    "quotes": "\"double\" 'single' “curly” 「角」",
    "right to left": "\u202eevil\u202c שלום",
    "formula": '=HYPERLINK("http://example.invalid","x")',
    "script": "<script>alert(1)</script>",
    "template": "{{7*7}} {% raw %} ${7*7}",
    "two lines": "first\nsecond\tthird",
}


def shipped(framework_id: str, version: str) -> Framework:
    if (framework_id, version) != ("contact-centre", "1.0"):
        raise NotFound(f"There is no framework {framework_id} {version}.")
    return shipped_framework()


def read(document: dict[str, Any] | bytes) -> Assessment:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_assessment(content, "file.json", shipped)


def faults(document: dict[str, Any] | bytes) -> list[str]:
    with pytest.raises(AssessmentInvalid) as caught:
        read(document)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "a_criterion_that_does_not_exist",
            "answers, item 2 (S1.11): There is no such criterion. Did you mean S1.1?",
        ),
        (
            "a_score_in_words",
            'answers, item 1 (S1.1), score: "3 Established" is not a whole number. '
            "Write it without quotes and decimals.",
        ),
        (
            "a_score_beside_a_reason",
            "answers, item 1 (S4.4): It has a score and a reason why it does not apply. Keep one of the two.",
        ),
        (
            "evidence_from_the_future",
            "answers, item 1 (S1.1), evidence, item 1, dated: 2026-12-01 is later than the assessment of 2026-11-01. "
            "Mend the date, or assess on a later day.",
        ),
        (
            "coverage_in_percent",
            "series, item 1 (X01), coverage: 90 is out of range. It must be less than or equal to 1.",
        ),
        (
            "months_newest_first",
            "series, item 1 (X01), months, item 2 (2026-09): It comes after 2026-10. "
            "Put the months in order, oldest first.",
        ),
        ("a_key_that_stands_twice", 'file: The key "scope" stands here more than once. Keep one.'),
        ("saved_by_a_chinese_spreadsheet", "file: Byte 115 is not UTF-8. Save it as UTF-8."),
        (
            "a_comma_forgotten",
            "line 14, column 2: From here on this is no JSON. Look for a comma or quote too many or too few.",
        ),
    ],
)
def test_a_bad_file_is_told_where_what_and_what_to_do(name: str, sentence: str) -> None:
    assert faults((BAD_FILES / f"{name}.json").read_bytes()) == [sentence]


def test_an_unknown_variant_is_answered_with_the_known_ones() -> None:
    (sentence,) = faults((BAD_FILES / "a_variant_that_the_kpi_does_not_have.json").read_bytes())
    assert sentence.startswith('series, item 1 (X01), variant: X01 has no variant "top_3_of_7". Use one of top_2_of_5,')


def test_every_problem_of_a_file_is_told_at_once() -> None:
    document = {
        **SMALLEST,
        "scope": "half",
        "answers": [{"criterion": "S1.1", "score": 3.0, "remark": "x"}, {"criterion": "Q1.1"}],
        "series": [{"kpi": "X01", "variant": "top_2_of_5", "channel": "fax", "months": [{"month": "2026-10"}]}],
    }
    places = [sentence.split(":")[0] for sentence in faults(document)]
    assert places == [
        "scope",
        "answers, item 1 (S1.1), score",
        "answers, item 1 (S1.1), remark",
        "answers, item 2 (Q1.1)",
        "series, item 1 (X01), channel",
        "series, item 1 (X01), months, item 1 (2026-10)",
    ]


@pytest.mark.parametrize("score", ["true", "3.0", '"3"', "-1", "6", "1e0", "[3]"])
def test_only_a_whole_number_of_the_scale_is_a_score(score: str) -> None:
    content = json.dumps({**SMALLEST, "answers": [{"criterion": "S1.1", "score": "SCORE"}]})
    assert len(faults(content.replace('"SCORE"', score).encode())) == 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_must_be_finite(number: str) -> None:
    month = {"month": "2026-10", "value": "VALUE"}
    content = json.dumps({**SMALLEST, "series": [{"kpi": "X01", "variant": "top_2_of_5", "months": [month]}]})
    sentences = faults(content.replace('"VALUE"', number).encode())
    assert f"{number} is not a number that can be used." in sentences[0]


@pytest.mark.parametrize("target", [[320, 280], [300, 300], [280], [280, 320, 400], 300, ["280", "320"]])
def test_the_target_of_a_range_is_an_ascending_pair(target: object) -> None:
    series = {"kpi": "H04", "variant": "talk_hold_acw", "target": target}
    assert faults({**SMALLEST, "series": [series]})


def test_an_unknown_framework_hides_no_other_fault() -> None:
    document = {
        **SMALLEST,
        "framework": {"id": "nope", "version": "1.0"},
        "answers": [
            {"criterion": "S1.1", "score": 3, "evidence": [{"kind": "record", "dated": "2027-01-01"}]},
            {"criterion": "S1.1", "score": 2, "not_applicable": "no_ai"},
        ],
        "series": [{"kpi": "X01", "variant": "v", "months": [{"month": "2026-09", "value": 1, "numerator": 1}]}] * 2,
    }
    places = [sentence.split(":")[0] for sentence in faults(document)]
    assert places == [
        "framework",
        "answers, item 1 (S1.1), evidence, item 1, dated",
        "answers, item 2 (S1.1)",
        "answers, item 2 (S1.1)",
        "series, item 1 (X01), months, item 1 (2026-09)",
        "series, item 2 (X01)",
        "series, item 2 (X01), months, item 1 (2026-09)",
    ]


def test_a_month_is_written_in_plain_digits() -> None:
    months = [{"month": "2026-09", "value": 1}, {"month": "２０２６-09", "value": 2}]
    series = {"kpi": "X01", "variant": "top_2_of_5", "months": months}
    (sentence,) = faults({**SMALLEST, "series": [series]})
    assert 'month: "２０２６-09" is not a month. Write it as "2026-09".' in sentence


def test_a_field_that_is_null_is_one_that_was_left_out() -> None:
    answer = {"criterion": "S1.1", "score": None, "note": None, "evidence": None, "plan": {"owner": None, "due": None}}
    series = {"kpi": "X01", "variant": "top_2_of_5", "channel": None, "months": None, "not_measured": None}
    one = read({**SMALLEST, "title": None, "answers": [answer], "series": [series], "verification": None})
    assert (one.answer("S1.1").score, one.answer("S1.1").note) == (None, "")
    assert faults({**SMALLEST, "scope": None}) == ["scope: This field is missing. Add it."]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("answers", {}, "answers: {} is not a list. Put what belongs to it between [ and ]."),
        ("answers", [3], "answers, item 1: 3 is not an object. Write it as name and value between { and }."),
        ("centre", "x", 'centre: "x" is not an object. Write it as name and value between { and }.'),
        (
            "series",
            [{"kpi": "H04", "variant": "talk_hold_acw", "target": {}}],
            "series, item 1 (H04), target: {} is no target. "
            "Write one number, or for a range [lowest, highest], without quotes.",
        ),
    ],
)
def test_a_wrong_shape_is_told_once_and_in_its_own_words(field: str, value: object, sentence: str) -> None:
    assert faults({**SMALLEST, field: value}) == [sentence]


def test_one_unusable_number_is_told_once() -> None:
    series = {"kpi": "H04", "variant": "talk_hold_acw", "target": ["NUMBER", 5], "coverage": "NUMBER"}
    series["months"] = [{"month": "2026-09", "value": "NUMBER"}, {"month": "2026-13", "value": 2}]
    content = json.dumps({**SMALLEST, "series": [series]}).replace('"NUMBER"', "NaN")
    assert len(faults(content.encode())) == 4


def test_a_note_too_long_is_told_its_length() -> None:
    answers = [{"criterion": "S1.1", "score": 3, "note": "x" * 4001}]
    assert faults({**SMALLEST, "answers": answers}) == [
        "answers, item 1 (S1.1), note: It has 4,001 characters; 4,000 are allowed. Shorten it."
    ]


HUGE = [
    ("1e308", "1e+308"),
    ("2000000000000000", "2000000000000000"),
    ("1" + "0" * 400, "1" + "0" * 56 + "..."),
]


@pytest.mark.parametrize(("number", "shown"), HUGE)
@pytest.mark.parametrize(
    ("place", "series"),
    [
        ("months, item 1, value", {"months": [{"month": "2026-09", "value": "NUMBER"}]}),
        ("months, item 1, numerator", {"months": [{"month": "2026-09", "numerator": "NUMBER", "denominator": 1}]}),
        ("months, item 1, denominator", {"months": [{"month": "2026-09", "numerator": 1, "denominator": "NUMBER"}]}),
        ("target", {"target": "NUMBER"}),
        ("comparison, value", {"comparison": {"value": "NUMBER"}}),
    ],
)
def test_a_number_beyond_all_measure_is_refused_where_it_stands(
    number: str, shown: str, place: str, series: dict[str, Any]
) -> None:
    document = {**SMALLEST, "series": [{"kpi": "X01", "variant": "top_2_of_5", **series}]}
    (sentence,) = faults(json.dumps(document).replace('"NUMBER"', number).encode())
    assert sentence.startswith(f"series, item 1 (X01), {place}: {shown} is out of range. It must be ")
    assert sentence.endswith(" 1,000,000,000,000,000.")


@pytest.mark.parametrize("field", ["seats", "headcount", "cost_per_contact", "replacement_cost"])
def test_a_centre_has_no_figure_beyond_all_measure(field: str) -> None:
    (sentence,) = faults({**SMALLEST, "centre": {"name": "Riverside", "channels": ["voice"], field: 10**400}})
    assert sentence.startswith(f"centre, {field}: 1000000000")
    assert "is out of range. It must be " in sentence


def test_years_pairs_contacts_and_scores_of_400_digits_are_sentences() -> None:
    centre = {"name": "Riverside", "channels": ["voice"], "contacts_a_year": {"voice": 10**400}}
    series = {"kpi": "X01", "variant": "top_2_of_5", "comparison": {"year": -(10**400)}}
    answers = [{"criterion": "S1.1", "score": 10**400}]
    document = {
        **SMALLEST,
        "centre": centre,
        "series": [series],
        "answers": answers,
        "verification": {"pairs": 10**400},
    }
    places = [sentence.split(":")[0] for sentence in faults(document)]
    assert places == [
        "centre, contacts_a_year, voice",
        "series, item 1 (X01), comparison, year",
        "verification, pairs",
        "answers, item 1 (S1.1), score",
    ]


def test_counts_that_come_to_a_figure_beyond_all_measure_are_refused() -> None:
    months = [{"month": "2026-09", "numerator": 850, "denominator": 5e-324}]
    assert faults({**SMALLEST, "series": [{"kpi": "X01", "variant": "top_2_of_5", "months": months}]}) == [
        "series, item 1 (X01), months, item 1: Its counts come to a figure that is out of range. "
        "Correct the denominator."
    ]


@pytest.mark.parametrize("value", [0, -40.5, 86.2, 2_400_000, 1e15, -1e15])
def test_the_largest_numbers_that_are_read_are_scored_too(value: float) -> None:
    months = [{"month": f"2026-{month:02}", "numerator": value, "denominator": 1} for month in range(1, 11)]
    series = {"kpi": "X01", "variant": "top_2_of_5", "target": value, "coverage": 1, "months": months}
    one = read({**SMALLEST, "series": [{**series, "comparison": {"value": value, "source": "Peers", "year": 2026}}]})
    assert score_assessment(shipped_framework(), one).completion.answered >= 0
    assert read(write_assessment(one)) == one


@pytest.mark.parametrize("depth", [51, 600, 900, 100_000])
def test_what_is_nested_too_deeply_is_refused_before_it_is_followed(depth: int) -> None:
    content = json.dumps({**SMALLEST, "title": "DEEP"}).replace('"DEEP"', "[" * depth + "]" * depth)
    (sentence,) = faults(content.encode())
    assert sentence in (
        "title, item 1, item 1, item 1: It is nested more than 50 levels deep. Take out what does not belong there.",
        "file: It is nested too deeply or holds a number too long. Export it again.",
    )


def test_half_a_character_is_refused() -> None:
    content = json.dumps({**SMALLEST, "title": "TEXT"}).replace("TEXT", "\\ud800")
    assert faults(content.encode()) == ["title: The text holds half of a character. Type that character again."]


def test_a_reason_on_a_result_is_refused() -> None:
    answers = [{"criterion": "X2.1", "not_applicable": "no_ai"}]
    assert "A result cannot be set aside by a reason" in faults({**SMALLEST, "answers": answers})[0]


def test_another_text_under_the_same_version_is_refused() -> None:
    framework = {"id": "contact-centre", "version": "1.0", "fingerprint": "0" * 64}
    assert "its fingerprint differs" in faults({**SMALLEST, "framework": framework})[0]


def test_a_framework_that_is_not_there_is_named() -> None:
    framework = {"id": "contact-centre", "version": "9.9"}
    assert faults({**SMALLEST, "framework": framework})[0].startswith("framework: There is no framework contact-centre")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_note_comes_back_as_it_was_written(text: str) -> None:
    document = {**SMALLEST, "answers": [{"criterion": "S1.1", "score": 3, "note": text}]}
    assert read(write_assessment(read(document))).answer("S1.1").note == text


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_written_reads_as_the_same_value_and_scores_the_same(seed: int) -> None:
    one = random_assessment(seed)
    again = read(write_assessment(one))
    assert again == one
    assert score_assessment(shipped_framework(), again) == score_assessment(shipped_framework(), one)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_never_more(data: st.DataObject) -> None:
    content = bytearray(write_assessment(random_assessment(1, answered=0.05)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(AssessmentInvalid):
        assert isinstance(read(bytes(content)), Assessment)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{}", b"[" * 100_000, b'{"a":' * 5_000, b"1" * 5_000])
def test_what_is_no_assessment_is_refused(content: bytes) -> None:
    assert faults(content)


@pytest.mark.parametrize("name", ["\u0001", "\u200b\u200d\ufeff", " \u0001 ", "\u3164\ufe0f", "\u2800"])
def test_a_name_with_nothing_visible_is_empty(name: str) -> None:
    centre = {"name": name, "channels": ["voice"]}
    assert faults({**SMALLEST, "centre": centre}) == [
        "centre, name: The text is empty. Write it, or leave the field out."
    ]


def test_a_name_that_is_cleaned_reads_the_same_a_second_time() -> None:
    one = read({**SMALLEST, "centre": {"name": "\u0001 Riverside \u0002", "channels": ["voice"]}})
    assert one.centre.name == "Riverside"
    assert read(write_assessment(one)) == one


def test_very_many_keys_of_which_some_are_repeated_are_told_at_once() -> None:
    keys = [f'"k{number}":1' for number in range(100_000)]
    started = time.process_time()
    document, problems = parse_json(f"{{{','.join([*keys, keys[7]])}}}".encode())
    assert time.process_time() - started < 5
    assert len(document) == 100_000
    assert [problem.fault for problem in problems] == ['The key "k7" stands here more than once.']


def test_of_very_many_faults_the_first_are_told_and_how_many_more_there_are() -> None:
    told = faults({**SMALLEST, "answers": [{"criterion": f"Z{number}"} for number in range(5_000)]})
    assert len(told) == 201
    assert told[0].startswith("answers, item 1 (Z0): There is no such criterion.")
    assert told[-1] == "file: It has 4,800 more problems, which are not listed. Mend these first."


def test_no_long_text_of_the_file_is_repeated_whole() -> None:
    long = "x" * 10_000
    told = faults(
        {
            **SMALLEST,
            "format": long,
            "framework": {"id": long, "version": long},
            "centre": {"name": "Riverside", "channels": [long]},
            "scope": long,
            long: 1,
            "answers": [{"criterion": long}, {"criterion": "S4.4", "not_applicable": long}],
            "series": [{"kpi": "X01", "variant": long, "channel": long}, {"kpi": long, "variant": "v"}],
        }
    )
    told += faults({**SMALLEST, "centre": {"name": "Riverside", "channels": [long]}, "answers": [{"criterion": long}]})
    told += faults(
        {**SMALLEST, "series": [{"kpi": "X01", "variant": long, "channel": long}, {"kpi": long, "variant": "v"}]}
    )
    assert max(map(len, told)) < 400
    assert not any("x" * 61 in sentence for sentence in told)


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        (("title",), 500),
        (("centre", "industry"), 500),
        (("centre", "country"), 100),
        (("centre", "currency"), 20),
        (("verification", "by"), 500),
        (("series", 0, "file"), 500),
        (("series", 0, "comparison", "source"), 500),
    ],
)
def test_a_free_text_has_a_limit(path: tuple[str | int, ...], limit: int) -> None:
    def with_text(length: int) -> dict[str, Any]:
        document: Any = {**SMALLEST, "centre": {"name": "Riverside", "channels": ["voice"]}, "verification": {}}
        document["series"] = [{"kpi": "X01", "variant": "top_2_of_5", "comparison": {}}]
        node = document
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = "x" * length
        found: dict[str, Any] = document
        return found

    assert read(with_text(limit))
    (told,) = faults(with_text(limit + 1))
    assert told.endswith(f"It has {limit + 1} characters; {limit} are allowed. Shorten it.")
