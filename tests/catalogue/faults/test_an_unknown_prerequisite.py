from tests.catalogue.conftest import SmallFramework


def test_a_prerequisite_that_does_not_exist_is_told(small: SmallFramework) -> None:
    small.change("people.yaml", "needs: [S1.2]", "needs: [S1.2, S9.9]")

    assert small.problems() == [
        "people.yaml, line 14 (criterion P1.1): `needs` names `S9.9`, and there is no such criterion. "
        "Correct the id, or remove it."
    ]


def test_a_reason_that_does_not_exist_is_told(small: SmallFramework) -> None:
    small.change("people.yaml", "[no_suppliers]", "[no_supplier]")

    assert small.problems() == [
        "people.yaml, line 13 (criterion P1.1): `not_applicable` names `no_supplier`, which is none of the "
        "framework's reasons. Did you mean `no_suppliers`?"
    ]
