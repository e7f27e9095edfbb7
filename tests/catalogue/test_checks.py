"""What a framework must mean; the faults that people make most have files of their own in faults/."""

import pytest

from tests.catalogue.conftest import SmallFramework


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "people.yaml", '"Working time"', '"annual plan"',
            "people.yaml, line 15 (criterion P1.1): The English title `annual plan` is used twice, "
            "first in strategy.yaml, line 20. Give one of the two another.",
        ),
        (
            "people.yaml", "工时", "年度计划",
            "people.yaml, line 15 (criterion P1.1): The Chinese title `年度计划` is used twice, "
            "first in strategy.yaml, line 20. Give one of the two another.",
        ),
        (
            "people.yaml", "key: people", "key: strategy",
            "people.yaml, line 2 (dimension P): The key `strategy` is used twice, first in strategy.yaml, line 2. "
            "Give one of the two another.",
        ),
        (
            "strategy.yaml", "- id: S1\n", "- id: Q1\n",
            "strategy.yaml, line 6 (category Q1): The id of the category does not begin with its dimension's, `S`. "
            "Change it, or move the category.",
        ),
        (
            "performance.yaml", "- id: X1.1", "- id: X2.1",
            "performance.yaml, line 9 (criterion X2.1): The id of the criterion does not begin with its category's, "
            "`X1.`. Change it, or move the criterion.",
        ),
        (
            "performance.yaml", "- id: X1.1", '- id: "X1.1 a"',
            "performance.yaml, line 9 (criterion X1.1 a): The id `X1.1 a` is not made of letters, digits, dots, "
            "hyphens and underscores. Write it with these, 40 at most.",
        ),
        (
            "people.yaml", "    effort: M\n", "",
            "people.yaml, line 9 (criterion P1.1): An enabler has no effort. Add `effort: S`, M, L or XL.",
        ),
        (
            "people.yaml", "effort: M\n", "effort: M\n    entries: [{kpi: V01, variant: answered_of_offered}]\n",
            "people.yaml, line 12 (criterion P1.1): An enabler has entries, and only results are computed from KPIs. "
            "Remove `entries`, or write `kind: result`.",
        ),
        (
            "performance.yaml", "kind: result", "kind: result\n    gate: data",
            "performance.yaml, line 11 (criterion X1.1): A result cannot be a gate. Remove `gate`.",
        ),
        (
            "performance.yaml", "kind: result", "kind: result\n    effort: S",
            "performance.yaml, line 11 (criterion X1.1): A result has no effort: its enablers move it. "
            "Remove `effort`.",
        ),
        (
            "performance.yaml", "kind: result", "kind: result\n    not_applicable: [no_suppliers]",
            "performance.yaml, line 11 (criterion X1.1): A result lists reasons not to apply, and only the profile of "
            "the centre decides that. Remove `not_applicable`.",
        ),
        (
            "people.yaml", "      3: {en", "      4: {en",
            "people.yaml, line 19 (criterion P1.1): The anchor `4` is no score of the scale. "
            "The scores are 0, 1, 2, 3.",
        ),
        (
            "strategy.yaml", "iso18295_1", "iso18259_1",
            "strategy.yaml, line 8 (category S1): `crosswalk` names `iso18259_1`, which `crosswalk_titles` does not. "
            "Did you mean `iso18295_1`?",
        ),
        (
            "kpis/customers.yaml", "id: top_1_of_3", "id: top_2_of_5",
            "kpis/customers.yaml, line 11 (KPI X01): The variant `top_2_of_5` is used twice, "
            "first in kpis/customers.yaml, line 10. Give one of the two another.",
        ),
    ],
)  # fmt: skip
def test_a_criterion_that_makes_no_sense_is_told(
    small: SmallFramework, name: str, old: str, new: str, sentence: str
) -> None:
    small.change(name, old, new)

    assert sentence in small.problems()


def test_a_result_whose_entries_never_count_is_told(small: SmallFramework) -> None:
    small.change("performance.yaml", ", required: true", "")
    small.change("performance.yaml", ", when: voice", "")

    assert small.problems() == [
        "performance.yaml, line 13 (criterion X1.1): No entry of the result ever counts. "
        "Give one `required: true`, or a channel as `when`."
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "score: 2, title", "score: 4, title",
            "line 7: The scale has 4 where 2 comes next. Number the levels from 0, without a gap.",
        ),
        (
            "factors: {approach", "factors: {aproach",
            "line 6: `aproach` is none of the framework's factors. Did you mean `approach`?",
        ),
        (
            "gate_passes_at: 2", "gate_passes_at: 4",
            "line 18: `gate_passes_at` is 4, which is no score of the scale. Write a score from 1 to 3.",
        ),
        (
            "export: 3", "export: 5",
            "line 38: `export` is 5, which is no score of the scale. Write a score from 0 to 3.",
        ),
        (
            "typed: 2, ", "",
            "line 38: `source_limits` says nothing of typed. Add a line for each.",
        ),
        (
            "{score: 2, months", "{score: 1, months",
            "line 25: The level has the score 1, and wants one above 1 and up to 3. "
            "Put the levels in ascending order of their scores, from 1.",
        ),
        (
            "{of: 6, at_least: 5}], comp", "{of: 6, at_least: 7}], comp",
            "line 26: 7 of the last 6 months cannot be on target. Make `at_least` no more than `of`.",
        ),
        (
            "coverage: 0.85", "coverage: 85",
            "line 26: `coverage` is 85, and no share. Write 0 to 1: 0.85 is 85 %.",
        ),
        (
            "band: 1, over: 0", "band: 1, over: 10",
            "line 40: The first band begins at 10 and not at 0. Write `over: 0`.",
        ),
        (
            "band: 2, over: 50", "band: 2, over: 0",
            "line 41: The band begins at 0, and must begin above the one before, up to 100. "
            "Put the bands in ascending order of `over`.",
        ),
        (
            "band: 2, over", "band: 3, over",
            "line 41: The band has the number 3 where 2 comes next. Number the bands without a gap.",
        ),
        (
            "other_gate: 1", "other_gate: 3",
            "line 46: `other_gate` limits to band 3, and there is no such band. The bands are 1, 2.",
        ),
        (
            "confidence: {D: 1, C: 2}", "confidence: {D: 1, E: 2}",
            "line 48: `E` is no confidence. Write A, B, C or D.",
        ),
        (
            "confidence: [A, B]", "confidence: [A, X]",
            "line 60 (verdict ready): `X` is no confidence. Write A, B, C or D.",
        ),
        (
            "id: ready", "id: foundations_first",
            "line 61 (verdict foundations_first): The id `foundations_first` is used twice, "
            "first in framework.yaml, line 60. Give one of the two another.",
        ),
        (
            "index: 70, confidence: [A, B]", "",
            "line 60 (verdict ready): The verdict demands nothing, so that those after it are never reached. "
            "Give it demands, or put it last.",
        ),
        (
            'zh: "先打基础"}', 'zh: "先打基础"}, index: 20',
            "line 61 (verdict foundations_first): The last verdict demands index, so that some centres would get none. "
            "Add one after it that demands nothing.",
        ),
        (
            "index: 70", "index: 170",
            "line 60 (verdict ready): `index` is 170, and no percentage. Write 0 to 100.",
        ),
        (
            "[S1.1, P1]", "[S1.1, P7]",
            "line 71: The pair names `P7`, which is not an enabler or a category. Correct the id, or remove it.",
        ),
        (
            "results: [X1.1]", "results: [S1.1]",
            "line 71: The pair names `S1.1`, which is not a result or a category. Correct the id, or remove it.",
        ),
        (
            "  pairs:\n", "  headlines: [X1.9]\n  pairs:\n",
            "line 70: `headlines` names `X1.9`, which is no result of the framework. Known are: X1.1.",
        ),
        (
            "  pairs:\n", "  headlines: [S1.1]\n  pairs:\n",
            "line 70: `headlines` names `S1.1`, which is no result of the framework. Known are: X1.1.",
        ),
        (
            "      months: 3", "      months: 0",
            "line 28: `months` is 0, and must be from 1 to 1,000,000. Correct the number.",
        ),
        (
            "needs_months: 6", "needs_months: 5",
            "line 29: `needs_months` is 5, and must be at least 6, twice `months`. Correct the number.",
        ),
        (
            "season_from: 15", "season_from: 14",
            "line 32: `season_from` is 14, and must be at least 15, `season_back` and `months` together. "
            "Correct the number.",
        ),
        (
            "season_back: 12", "season_back: -12",
            "line 31: `season_back` is -12, and must be from 1 to 1,000,000. Correct the number.",
        ),
        (
            "missing_months_end: 2", "missing_months_end: 0",
            "line 34: `missing_months_end` is 0, and must be from 1 to 1,000,000. Correct the number.",
        ),
        (
            "stale_after_months: 3", "stale_after_months: -1",
            "line 35: `stale_after_months` is -1, and must be from 0 to 1,000,000. Correct the number.",
        ),
        (
            "comparison_years: 3", "comparison_years: -1",
            "line 37: `comparison_years` is -1, and must be from 0 to 1,000,000. Correct the number.",
        ),
        (
            "comparison: any", "comparison: any, mean_as_good_over: -6",
            "line 26: `mean_as_good_over` is -6, and must be from 0 to 1,000,000. Correct the number.",
        ),
        (
            "document: 24", "document: -99999",
            "line 21: `document` is -99999, and must be from 1 to 1,000,000. Correct the number.",
        ),
        (
            "gate_passes_at: 2", "gate_passes_at: 0",
            "line 18: `gate_passes_at` is 0, which everybody has. Write a score from 1 to 3.",
        ),
        (
            "    at: 2\n", "    at: 0\n",
            "line 56: `at` is 0, which everybody has. Write a score from 1 to 3.",
        ),
        (
            "    target: 2", "    target: 0",
            "line 63: `target` is 0, which everybody has. Write a score from 1 to 3.",
        ),
        (
            "gate_target: 3", "gate_target: 0",
            "line 64: `gate_target` is 0, which everybody has. Write a score from 1 to 3.",
        ),
        (
            "document: 24", "document: 0",
            "line 21: `document` is 0, and must be from 1 to 1,000,000. Correct the number.",
        ),
        (
            "on_target: [{of: 6", "on_target: [{of: 121",
            "line 26: `of` is 121 months, and may be 120 at most. Correct the number.",
        ),
        (
            "excused: {of: 6", "excused: {of: 100000",
            "line 33: `of` is 100,000 months, and may be 120 at most. Correct the number.",
        ),
        (
            "index: 70,", "index: 70, gates: -1,",
            "line 60 (verdict ready): `gates` is -1, and must be from 0 to 1,000,000. Correct the number.",
        ),
        (
            "above_weakest_dimension: 1", "above_weakest_dimension: -2",
            "line 47: `above_weakest_dimension` is -2, and must be from 0 to 1,000,000. Correct the number.",
        ),
        (
            "gate_weight: 1.5", "gate_weight: 100000000000000.0",
            "line 65: `gate_weight` is 100000000000000, and must be from 0 to 1,000,000. Correct the number.",
        ),
        (
            "- {id: no_suppliers", '- {id: no_suppliers, title: {en: "None", zh: "没有"}}\n- {id: no_suppliers',
            "line 15 (reason no_suppliers): The id `no_suppliers` is used twice, first in framework.yaml, line 14. "
            "Give one of the two another.",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_told(small: SmallFramework, old: str, new: str, sentence: str) -> None:
    small.change("framework.yaml", old, new)

    assert f"framework.yaml, {sentence}" in small.problems()


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "id"),
    [
        ("framework.yaml", "id: small", "id: a small one", "framework.yaml, line 1", "a small one"),
        ("framework.yaml", "- {id: voice,", '- {id: "voice, in",', "framework.yaml, line 12 (channel voice, in)",
         "voice, in"),
        ("framework.yaml", "- {id: no_suppliers,", '- {id: "no suppliers",',
         "framework.yaml, line 14 (reason no suppliers)", "no suppliers"),
        ("framework.yaml", "- {id: approach,", "- {id: approach/s,", "framework.yaml, line 10 (factor approach/s)",
         "approach/s"),
        ("framework.yaml", "- {id: ready,", '- {id: "ready, or",', "framework.yaml, line 60 (verdict ready, or)",
         "ready, or"),
    ],
)  # fmt: skip
def test_an_id_that_would_not_stand_in_a_list_or_an_address_is_told(
    small: SmallFramework, name: str, old: str, new: str, place: str, id: str
) -> None:
    small.change(name, old, new)

    assert (
        f"{place}: The id `{id}` is not made of letters, digits, dots, hyphens and underscores. "
        "Write it with these, 40 at most." in small.problems()
    )


def test_a_kpi_and_a_variant_have_ids_that_stand_in_lists(small: SmallFramework) -> None:
    small.change("kpis/voice.yaml", "id: V01", 'id: "V01, calls"')
    small.change("kpis/voice.yaml", "id: answered_of_offered", "id: answered of offered")
    small.change(
        "performance.yaml", "kpi: V01, variant: answered_of_offered", 'kpi: "V01, calls", variant: answered of offered'
    )

    assert [problem.split(" is not made of")[0] for problem in small.problems()] == [
        "kpis/voice.yaml, line 2 (KPI V01, calls): The id `V01, calls`",
        "kpis/voice.yaml, line 10 (KPI V01, calls): The id `answered of offered`",
    ]


def test_a_kpi_that_would_multiply_beyond_all_measure_is_told(small: SmallFramework) -> None:
    small.change("kpis/voice.yaml", "per: 100", "per: 100000000000000")

    assert small.problems() == [
        "kpis/voice.yaml, line 6 (KPI V01): `per` is 1e+14, and must be at most 1,000,000,000. "
        "Correct the number: 100 makes a percentage."
    ]


@pytest.mark.parametrize("levels", [11, 12])
def test_a_scale_goes_up_to_10_as_the_database_does(small: SmallFramework, levels: int) -> None:
    lines = "".join(
        f'- {{score: {score}, title: {{en: "Level {score}", zh: "第{score}级"}}}}\n' for score in range(4, levels)
    )
    small.change("framework.yaml", "factors:\n- {id", f"{lines}factors:\n- {{id")

    if levels == 11:
        assert small.load().top_score == 10
    else:
        assert small.problems() == [
            "framework.yaml, line 16: The scale has 12 levels, and can have 11: scores from 0 to 10. "
            "Remove this level and those after it."
        ]


@pytest.mark.parametrize("digits", [20, 400, 4300])
def test_a_number_of_many_digits_is_a_sentence_too(small: SmallFramework, digits: int) -> None:
    small.change("framework.yaml", "missing_months_end: 2", f"missing_months_end: {'9' * digits}")
    small.change("framework.yaml", "band: 1, over", f"band: {'9' * digits}, over")

    assert small.problems()
