from tests.catalogue.conftest import SmallFramework


def test_a_circle_of_prerequisites_is_named_from_its_first_criterion(small: SmallFramework) -> None:
    small.change("strategy.yaml", "effort: S\n", "effort: S\n    needs: [P1.1]\n")

    assert small.problems() == [
        "strategy.yaml, line 13 (criterion S1.1): Prerequisites run in a circle: "
        "S1.1 needs P1.1 needs S1.2 needs S1.1. Remove one of these from `needs`."
    ]


def test_a_criterion_that_needs_itself_is_the_smallest_circle(small: SmallFramework) -> None:
    small.change("people.yaml", "needs: [S1.2]", "needs: [S1.2, P1.1]")

    assert small.problems() == [
        "people.yaml, line 14 (criterion P1.1): Prerequisites run in a circle: P1.1 needs P1.1. "
        "Remove one of these from `needs`."
    ]


def test_two_circles_are_two_problems(small: SmallFramework) -> None:
    small.change("strategy.yaml", "effort: S\n", "effort: S\n    needs: [S1.2]\n")
    small.change("people.yaml", "needs: [S1.2]", "needs: [S1.2, P1.1]")

    assert [problem.partition(": ")[2] for problem in small.problems()] == [
        "Prerequisites run in a circle: S1.1 needs S1.2 needs S1.1. Remove one of these from `needs`.",
        "Prerequisites run in a circle: P1.1 needs P1.1. Remove one of these from `needs`.",
    ]
