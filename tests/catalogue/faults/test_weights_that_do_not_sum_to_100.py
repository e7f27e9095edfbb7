from tests.catalogue.conftest import SmallFramework


def test_weights_that_do_not_sum_to_100_are_listed(small: SmallFramework) -> None:
    small.change("performance.yaml", "weight: 30", "weight: 25.5")

    assert small.problems() == [
        "framework.yaml, line 16: The weights of the dimensions sum to 95.5 and not to 100 "
        "(S 30, P 40, X 25.5). Change `weight` in the files of the dimensions."
    ]


def test_a_dimension_that_cannot_be_read_does_not_spoil_the_sum(small: SmallFramework) -> None:
    small.change("performance.yaml", "weight: 30", "weight: [30")

    assert small.problems() == [
        "performance.yaml, line 5: A bracket is not closed, or a comma is missing. Look at this line and the one above."
    ]


def test_a_weight_of_nothing_is_told(small: SmallFramework) -> None:
    small.change("performance.yaml", "weight: 30", "weight: 0")

    assert small.problems() == [
        "performance.yaml, line 4 (dimension X): `weight` is 0, and must be more than 0. Correct the number."
    ]
