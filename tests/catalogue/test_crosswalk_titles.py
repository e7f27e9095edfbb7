"""Standards have a name in each language, like everything else that a reader sees."""

import pytest

from assess.i18n import Language
from tests.catalogue.conftest import SmallFramework

OLD = '{iso18295_1: {en: "ISO 18295-1", zh: "ISO 18295-1"}}'


def test_a_standard_is_named_in_either_language(small: SmallFramework) -> None:
    small.change("framework.yaml", OLD, '{iso18295_1: {en: "COPC CX Standard", zh: "COPC CX标准"}}')

    assert [title.written_in(Language.ZH) for title in small.load().related_standards] == ["COPC CX标准"]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ('{iso18295_1: "ISO 18295-1"}', "a text in both languages is wanted"),
        ('{iso18295_1: {en: "ISO 18295-1"}}', "`iso18295_1` has no Chinese text. Add it as `zh`."),
    ],
)
def test_a_standard_with_one_name_is_refused(small: SmallFramework, new: str, fault: str) -> None:
    small.change("framework.yaml", OLD, new)

    (problem,) = small.problems()
    assert problem.startswith("framework.yaml, line 15")
    assert fault in problem


def test_standards_that_no_category_names_and_the_others_are_not_related(small: SmallFramework) -> None:
    small.change(
        "framework.yaml", OLD, OLD[:-1] + ', copc: {en: "COPC", zh: "COPC"}, other: {en: "Others", zh: "其他"}}'
    )
    small.change("strategy.yaml", 'crosswalk: {iso18295_1: "5"}', 'crosswalk: {iso18295_1: "5", other: "ISO 9001"}')

    assert [title.en for title in small.load().related_standards] == ["ISO 18295-1"]
