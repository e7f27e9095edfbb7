from tests.catalogue.conftest import SmallFramework


def test_a_misspelt_field_is_one_problem_and_tells_the_right_name(small: SmallFramework) -> None:
    small.change("people.yaml", 'title: {en: "Working time"', 'titel: {en: "Working time"')

    assert small.problems() == [
        "people.yaml, line 15 (criterion P1.1): `titel` is not a field of a criterion. Did you mean `title`?"
    ]


def test_a_field_like_no_other_is_told_the_known_ones(small: SmallFramework) -> None:
    small.change("people.yaml", "weight: 40", "weight: 40\ncolour: blue")

    assert small.problems() == [
        "people.yaml, line 5 (dimension P): `colour` is not a field of a dimension. "
        "Known are: id, key, title, weight, categories."
    ]


def test_a_misspelt_field_deep_in_the_rules_is_found(small: SmallFramework) -> None:
    small.change("framework.yaml", "stale_limit: 2", "stale_limits: 2")

    assert small.problems() == [
        "framework.yaml, line 36: `stale_limits` is not a field of the result rules. Did you mean `stale_limit`?"
    ]


def test_a_misspelt_word_from_a_list_is_told_the_right_one(small: SmallFramework) -> None:
    small.change("people.yaml", "gate: legal", "gate: leagl")

    assert small.problems() == [
        "people.yaml, line 12 (criterion P1.1): `gate` has `leagl`, which is none of legal, system, data. "
        "Did you mean `legal`?"
    ]
