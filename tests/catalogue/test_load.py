import os
import time
from pathlib import Path

import pytest

from assess.catalogue import load_framework
from assess.errors import FrameworkInvalid, Problem
from assess.i18n import Language
from tests.catalogue.conftest import SmallFramework


def test_a_sound_folder_becomes_a_framework(small: SmallFramework) -> None:
    framework = small.load()

    assert (framework.id, framework.version) == ("small", "1.0")
    assert list(framework.criteria) == ["S1.1", "S1.2", "P1.1", "X1.1"]
    assert framework.criteria["P1.1"].anchors["3"].written_in(Language.ZH) == "全部团队"
    assert framework.rules.results.levels[2].on_target[0].at_least == 5


def test_it_holds_just_the_kpis_that_its_entries_name_with_all_variants(small: SmallFramework) -> None:
    kpis = small.load().kpis

    assert [kpi.id for kpi in kpis] == ["X01", "V01"]  # X02 is defined, and named by no entry
    assert [variant.id for variant in kpis[0].variants] == ["top_2_of_5", "top_1_of_3"]


def test_a_frameworks_own_kpi_wins_over_the_shared_one(small: SmallFramework) -> None:
    own = small.file("kpis/voice.yaml").read_text(encoding="utf-8").replace("{relative: 0.05}", "{absolute: 2}")
    small.file("kpis.yaml").write_text(own, encoding="utf-8")

    assert small.load().kpis_by_id["V01"].tolerance.absolute == 2


def test_of_two_kpi_folders_the_later_wins_and_its_files_are_told_by_their_path(
    small: SmallFramework, tmp_path: Path
) -> None:
    mine = tmp_path / "mine" / "kpis"
    mine.mkdir(parents=True)
    text = small.file("kpis/voice.yaml").read_text(encoding="utf-8")
    (mine / "voice.yaml").write_text(text.replace("{relative: 0.05}", "{absolute: 2}"), encoding="utf-8")

    framework = load_framework(small.folder, small.kpi_folder, mine)

    assert framework.kpis_by_id["V01"].tolerance.absolute == 2
    assert "X01" in framework.kpis_by_id
    (mine / "voice.yaml").write_text(text.replace("per: 100", "per: 0"), encoding="utf-8")
    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(small.folder, small.kpi_folder, mine)
    assert str(refused.value.problems[0]).startswith(f"{mine}/voice.yaml, line 6 (KPI V01): `per` is 0, and must be")


def test_the_order_of_files_and_names_does_not_change_the_fingerprint(small: SmallFramework) -> None:
    before = small.load().fingerprint
    small.change("people.yaml", "id: P\nkey: people\n", "key: people\nid: P\n")

    assert small.load().fingerprint == before


def test_problems_of_all_files_are_told_at_once_by_file_and_line(small: SmallFramework) -> None:
    small.change("framework.yaml", 'version: "1.0"', "version: 1.0")
    small.change("framework.yaml", "kappa: 0.6", "kapa: 0.6")
    small.change("strategy.yaml", ', zh: "年度计划"', "")
    small.change("people.yaml", 'title: {en: "Working', 'titel: {en: "Working')
    small.change("people.yaml", "needs: [S1.2]", "needs: [S9.9]")
    small.change("performance.yaml", "weight: 30", "weight: 25")
    small.change("performance.yaml", "variant: top_2_of_5", "variant: top_2_of_6")
    small.change("performance.yaml", "kpi: V01", "kpi: V99")
    small.change("kpis/customers.yaml", "unit: points", "unit: points\n  unit: score")

    assert small.problems() == [
        'framework.yaml, line 2: `version` is a number, and a text is wanted. Put it in quotes: version: "1.0".',
        "framework.yaml, line 16: The weights of the dimensions sum to 95 and not to 100 (S 30, P 40, X 25). "
        "Change `weight` in the files of the dimensions.",
        "framework.yaml, line 53: `kapa` is not a field of the confidence rules. Did you mean `kappa`?",
        "strategy.yaml, line 20 (criterion S1.2): `title` has no Chinese text. Add it as `zh`.",
        "people.yaml, line 14 (criterion P1.1): `needs` names `S9.9`, and there is no such criterion. "
        "Correct the id, or remove it.",
        "people.yaml, line 15 (criterion P1.1): `titel` is not a field of a criterion. Did you mean `title`?",
        "performance.yaml, line 14 (criterion X1.1): `top_2_of_6` is no variant of the KPI X01. "
        "Did you mean `top_2_of_5`?",
        "performance.yaml, line 15 (criterion X1.1): The entry names the KPI `V99`, which no KPI file defines. "
        "Correct the id, or define the KPI.",
        "kpis/customers.yaml, line 16: `unit` is written twice, first on line 15. Keep one of the two.",
    ]


def test_a_problem_has_place_fault_and_remedy_apart(small: SmallFramework) -> None:
    small.change("people.yaml", "gate: legal", "gate: law")

    with pytest.raises(FrameworkInvalid) as refused:
        small.load()

    assert refused.value.problems == (
        Problem(
            place="people.yaml, line 12 (criterion P1.1)",
            fault="`gate` has `law`, which is none of legal, system, data.",
            remedy="Write one of them.",
        ),
    )
    assert str(refused.value).startswith(f"{small.folder}: 1 to mend\n  people.yaml, line 12")


def test_a_file_that_cannot_be_read_hides_no_problem_of_the_others(small: SmallFramework) -> None:
    small.file("strategy.yaml").write_bytes("title: 战略".encode("gbk"))
    small.change("performance.yaml", "kpi: V01", "kpi: V99")

    assert small.problems() == [
        "strategy.yaml, line 1: The file is not written in UTF-8; it may be GBK. Open it as GBK and save it as UTF-8.",
        "performance.yaml, line 15 (criterion X1.1): The entry names the KPI `V99`, which no KPI file defines. "
        "Correct the id, or define the KPI.",
    ]


def test_rules_that_cannot_be_read_hide_no_problem_of_the_criteria(small: SmallFramework) -> None:
    small.change("framework.yaml", "  gate_passes_at: 2\n", "")
    small.change("people.yaml", "[no_suppliers]", "[no_shops]")

    assert small.problems() == [
        "framework.yaml, line 17: `gate_passes_at` is missing. Add `gate_passes_at: ...`.",
        "people.yaml, line 13 (criterion P1.1): `not_applicable` names `no_shops`, which is none of the "
        "framework's reasons. Known are: no_suppliers.",
    ]


def test_a_folder_that_does_not_exist_is_told(small: SmallFramework) -> None:
    missing = small.folder.parent / "2.0"

    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(missing, small.kpi_folder)

    assert [str(problem) for problem in refused.value.problems] == [
        f"{missing}: There is no such folder. Look at the spelling of the path."
    ]


def test_an_empty_folder_wants_framework_yaml(tmp_path: Path) -> None:
    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(tmp_path, tmp_path)

    assert [str(problem) for problem in refused.value.problems] == [
        "framework.yaml: The file is missing. Add it, or look at the spelling of its name."
    ]


def test_a_dimension_file_that_is_named_and_missing_is_told(small: SmallFramework) -> None:
    small.file("people.yaml").rename(small.file("peple.yaml"))

    assert small.problems() == [
        "framework.yaml, line 16: `people` is named here, and there is no file people.yaml. "
        "Add the file beside this one, or correct the name.",
        "peple.yaml: `dimensions` in framework.yaml does not name this file. Name it there, or remove it.",
    ]


def test_a_path_cannot_be_the_name_of_a_dimension(small: SmallFramework) -> None:
    small.change("framework.yaml", "[strategy, people, performance]", "[strategy, people, performance, ../secret]")

    assert small.problems() == [
        "framework.yaml, line 16: `../secret` is not the name of a dimension's file. "
        "Write the file's name without .yaml, such as people."
    ]


def test_dimensions_that_are_not_listed_are_told(small: SmallFramework) -> None:
    small.change("framework.yaml", "dimensions: [strategy, people, performance]\n", "")

    assert small.problems() == [
        "framework.yaml, line 1: `dimensions` does not list the files of the dimensions. "
        "Write `dimensions: [people, performance, strategy]`."
    ]


def test_a_folder_called_otherwise_than_the_framework_is_told(small: SmallFramework) -> None:
    moved = small.folder.rename(small.folder.parent / "2.0")

    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(moved, small.kpi_folder)

    assert [str(problem) for problem in refused.value.problems] == [
        "framework.yaml, line 2: `version` is `1.0`, and the folder is called `2.0`. Give both the same name."
    ]


def test_a_kpi_defined_in_two_shared_files_is_told(small: SmallFramework) -> None:
    content = small.file("kpis/voice.yaml").read_bytes()
    small.file("kpis/zz.yaml").write_bytes(content)

    assert small.problems() == [
        "kpis/zz.yaml, line 2 (KPI V01): The KPI `V01` is there twice, first in kpis/voice.yaml, line 2. "
        "Remove one, or give it another id."
    ]


def test_a_kpi_folder_without_kpis_is_one_problem(small: SmallFramework) -> None:
    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(small.folder, small.folder / "none")

    assert [str(problem) for problem in refused.value.problems] == [
        "none/: There is no KPI. Add KPI files, or kpis.yaml."
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("- id: V01", "kpis/voice.yaml, line 1: The file holds no fields. Write `name: value` on its lines."),
        (
            "kpi: []",
            "kpis/voice.yaml, line 1: `kpi` is not a field of a KPI file. Write the KPIs as a list under `kpis`.",
        ),
        (
            "kpis: [V01]",
            "kpis/voice.yaml, line 1: Item 1 of `kpis` is a text, and a KPI with its fields is wanted. "
            "Write the fields of a KPI: id, name, abbreviation, unit, per, direction, tolerance, cadence, "
            "definition, variants.",
        ),
    ],
)
def test_a_kpi_file_of_another_shape_is_told(small: SmallFramework, content: str, sentence: str) -> None:
    small.file("kpis/voice.yaml").write_text(content, encoding="utf-8")

    assert sentence in small.problems()


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "people.yaml", "needs: [S1.2]", "needs: S1.2",
            "people.yaml, line 14 (criterion P1.1): `needs` is a text, and a list is wanted. "
            "Write it in brackets: [S1.2].",
        ),
        (
            "people.yaml", 'title: {en: "Training", zh: "培训"}', "title: Training",
            "people.yaml, line 7 (category P1): `title` is a text, and a text in both languages is wanted. "
            'Write `title: {en: "...", zh: "..."}`.',
        ),
        (
            "people.yaml", "key: people", "key:",
            "people.yaml, line 2 (dimension P): `key` is empty, and a text is wanted. Write it, or remove the line.",
        ),
        (
            "people.yaml", "effort: M", "effort: [M]",
            "people.yaml, line 11 (criterion P1.1): `effort` is a list, and one of S, M, L, XL is wanted. "
            "Write one of them.",
        ),
        (
            "framework.yaml", "target: 2\n    gate_target", "target: 2.5\n    gate_target",
            "framework.yaml, line 63: `target` is a number, and a whole number is wanted. Write a whole number.",
        ),
        (
            "framework.yaml", "document: 24", "paper: 24",
            "framework.yaml, line 21: `life_months` has `paper`, which is none of document, record, observation, "
            "interview, data. Write one of them.",
        ),
        (
            "framework.yaml", "comparison: any", "comparison: both",
            "framework.yaml, line 26: `comparison` has `both`, which is none of any, outside. Write one of them.",
        ),
        (
            "framework.yaml", "needs_months: 6", "needs_months: true",
            "framework.yaml, line 29: `needs_months` is true, and a whole number is wanted. Write a whole number.",
        ),
        (
            "kpis/voice.yaml", "{relative: 0.05}", "{relative: 0.05, absolute: 1}",
            "kpis/voice.yaml, line 8 (KPI V01): `tolerance` wants either absolute or relative. Give one of the two.",
        ),
        (
            "kpis/voice.yaml",
            'variants:\n  - {id: answered_of_offered, title: {en: "Answered of offered", zh: "接通量占请求量"}}',
            "variants: []",
            "kpis/voice.yaml, line 9 (KPI V01): `variants` is empty. Give at least one.",
        ),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_told(small: SmallFramework, name: str, old: str, new: str, sentence: str) -> None:
    small.change(name, old, new)

    assert small.problems() == [sentence]


def test_a_file_of_nothing_but_unknown_fields_is_refused_quickly(small: SmallFramework) -> None:
    fields = "\n".join(f"titel{number}: x" for number in range(45_000))
    small.file("people.yaml").write_text(fields, encoding="utf-8")
    started = time.perf_counter()

    problems = small.problems()

    assert "people.yaml: There are more problems of this kind. Mend these first." in problems
    assert len(problems) < 300
    assert time.perf_counter() - started < 5


def test_a_named_pipe_in_a_frameworks_folder_is_told_and_not_waited_for(small: SmallFramework) -> None:
    small.file("people.yaml").unlink()
    os.mkfifo(small.file("people.yaml"))

    assert "people.yaml: It is no ordinary file. Put a file of text in its place." in small.problems()
