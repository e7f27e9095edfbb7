from tests.catalogue.conftest import SmallFramework


def test_a_repeated_criterion_id_is_told_with_the_line_of_the_first(small: SmallFramework) -> None:
    small.change("strategy.yaml", "needs: [S1.1]", "needs: []")
    small.change("people.yaml", "needs: [S1.2]", "needs: []")
    small.change("strategy.yaml", "- id: S1.2", "- id: S1.1")

    assert small.problems() == [
        "strategy.yaml, line 15 (criterion S1.1): The id `S1.1` is used twice, first in strategy.yaml, line 10. "
        "Give one of the two another."
    ]


def test_an_id_copied_into_another_file_names_both_files(small: SmallFramework) -> None:
    small.change("people.yaml", "- id: P1.1", "- id: S1.1")

    assert small.problems() == [
        "people.yaml, line 9 (criterion S1.1): The id `S1.1` is used twice, first in strategy.yaml, line 10. "
        "Give one of the two another.",
        "people.yaml, line 9 (criterion S1.1): The id of the criterion does not begin with its category's, "
        "`P1.`. Change it, or move the criterion.",
    ]
