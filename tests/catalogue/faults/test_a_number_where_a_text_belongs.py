import pytest

from tests.catalogue.conftest import SmallFramework


def test_a_version_without_quotes_is_a_number(small: SmallFramework) -> None:
    small.change("framework.yaml", 'version: "1.0"', "version: 1.0")

    assert small.problems() == [
        'framework.yaml, line 2: `version` is a number, and a text is wanted. Put it in quotes: version: "1.0".'
    ]


def test_the_remedy_shows_the_number_as_it_was_written(small: SmallFramework) -> None:
    small.change("framework.yaml", 'version: "1.0"', "version: 1.10")

    assert 'Put it in quotes: version: "1.10".' in small.problems()[0]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("yes", '`yes` may be a text or true. Write true, or put the text in quotes: "yes".'),
        ("No", '`No` may be a text or false. Write false, or put the text in quotes: "No".'),
        ("2026-01-01", "`2026-01-01` may be a text or a date. Put it in quotes."),
        (
            "010",
            "`010` may be a text or a number. Put the text in quotes, or write a plain decimal number.",
        ),
    ],
)
def test_a_word_that_yaml_readers_take_for_something_else_is_told(
    small: SmallFramework, written: str, sentence: str
) -> None:
    small.change("kpis/voice.yaml", "abbreviation: ANS", f"abbreviation: {written}")

    assert small.problems() == [f"kpis/voice.yaml, line 4: {sentence}"]


def test_yes_where_true_is_wanted_is_one_problem(small: SmallFramework) -> None:
    small.change("strategy.yaml", "express: true", "express: yes")

    assert small.problems() == [
        'strategy.yaml, line 18: `yes` may be a text or true. Write true, or put the text in quotes: "yes".'
    ]


def test_a_text_where_a_number_belongs_is_told_too(small: SmallFramework) -> None:
    small.change("people.yaml", "weight: 40", 'weight: "40"')

    assert small.problems() == [
        "people.yaml, line 4 (dimension P): `weight` is a text, and a number is wanted. Write a number, without quotes."
    ]
