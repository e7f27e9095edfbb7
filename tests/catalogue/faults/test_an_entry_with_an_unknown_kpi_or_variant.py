from tests.catalogue.conftest import SmallFramework


def test_a_kpi_that_no_file_defines_is_told(small: SmallFramework) -> None:
    small.change("performance.yaml", "kpi: V01", "kpi: V99")

    assert small.problems() == [
        "performance.yaml, line 15 (criterion X1.1): The entry names the KPI `V99`, which no KPI file defines. "
        "Correct the id, or define the KPI."
    ]


def test_a_variant_that_the_kpi_has_not_is_told_the_nearest(small: SmallFramework) -> None:
    small.change("performance.yaml", "variant: top_2_of_5", "variant: top_2_of_6")

    assert small.problems() == [
        "performance.yaml, line 14 (criterion X1.1): `top_2_of_6` is no variant of the KPI X01. "
        "Did you mean `top_2_of_5`?"
    ]


def test_an_accepted_variant_that_the_kpi_has_not_is_told_the_known_ones(small: SmallFramework) -> None:
    small.change("performance.yaml", "accept: [top_1_of_3]", "accept: [median]")

    assert small.problems() == [
        "performance.yaml, line 14 (criterion X1.1): `median` is no variant of the KPI X01. "
        "Known are: top_2_of_5, top_1_of_3."
    ]


def test_a_channel_that_the_framework_has_not_is_told(small: SmallFramework) -> None:
    small.change("performance.yaml", "when: voice", "when: vioce")

    assert small.problems() == [
        "performance.yaml, line 15 (criterion X1.1): `when` names `vioce`, which is none of the framework's "
        "channels. Known are: voice."
    ]


def test_a_kpi_that_cannot_be_read_is_not_called_unknown(small: SmallFramework) -> None:
    small.change("kpis/voice.yaml", "direction: higher", "direction: up")

    assert small.problems() == [
        "kpis/voice.yaml, line 7 (KPI V01): `direction` has `up`, which is none of higher, lower, range. "
        "Write one of them."
    ]
