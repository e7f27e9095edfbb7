"""What goes wrong is said in both languages, by one sentence that stands in one place."""

import ast
import string
from collections.abc import Iterator

import pytest

from assess import errors
from assess.errors import AssessError, AssessmentInvalid, Conflict, FrameworkInvalid, ManyProblems, NotFound, Problem
from assess.i18n import Language, word, worded, words
from assess.settings import CHECKOUT
from assess.storage.database import SIGNS

CLASSES = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, AssessError)}
IN_ENGLISH_ALONE = "assess/cli/"  # what only the command can say
BY_SIGN = {code for code, _ in SIGNS}
MAKES_ITS_OWN = {"assess/reports"}  # the printing process tells its failures by code


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call of a plain name in the program: file, call, name."""
    for file in sorted((CHECKOUT / "assess").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield str(file.relative_to(CHECKOUT)), node, node.func.id


def codes_in(argument: ast.AST) -> set[str]:
    """The texts that an argument may be, through the conditions and loops that choose between them."""
    return {node.value for node in ast.walk(argument) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def placeholders(code: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(words("errors")[code]["en"]) if field}


def worded_calls() -> list[tuple[str, ast.Call]]:
    return [(f"{file}:{call.lineno}", call) for file, call, name in calls() if name == "worded"]


@pytest.mark.parametrize(("place", "call"), worded_calls(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_error_that_is_raised_has_its_words_and_the_facts_that_fill_them(place: str, call: ast.Call) -> None:
    code = call.args[1]
    facts = {keyword.arg for keyword in call.keywords}
    for one in codes_in(code) or BY_SIGN:
        assert sorted(words("errors")[one]) == ["en", "zh"], place
        assert placeholders(one) <= facts, place


def test_the_loops_over_storage_codes_name_codes_that_there_are() -> None:
    files = (CHECKOUT / "assess" / "storage").glob("*.py")
    named = {code for file in files for code in codes_in(ast.parse(file.read_text(encoding="utf-8")))}
    named = {code for code in named if code.startswith("storage_")}
    assert named == {code for code in words("errors") if code.startswith("storage_")}


def test_nothing_but_the_command_makes_an_error_from_a_sentence_of_its_own() -> None:
    made = {file for file, _, name in calls() if name in CLASSES - {"AssessmentInvalid", "FrameworkInvalid"}}
    assert {file for file in made if not file.startswith((IN_ENGLISH_ALONE, *MAKES_ITS_OWN))} == set()


def test_every_class_of_error_has_words_for_its_own_code() -> None:
    for name in CLASSES - {"ManyProblems"}:
        assert getattr(errors, name).code in words("errors"), name


@pytest.mark.parametrize("kind", [FrameworkInvalid, AssessmentInvalid])
def test_many_problems_are_one_sentence_too(kind: type[ManyProblems]) -> None:
    error = kind("people.yaml", (Problem("line 3", "It is empty.", "Fill it."), Problem("line 5", "It is odd.", "")))
    assert str(error) == word("errors", error.code, Language.EN, **error.facts)
    assert "line 3: It is empty. Fill it." in word("errors", error.code, Language.ZH, **error.facts)


def test_a_worded_error_says_in_english_what_its_code_and_facts_say_in_any_language() -> None:
    error = worded(NotFound, "no_framework_version", id="bank", version="2", known="1.0, 1.1")
    assert str(error) == "The framework “bank” has no version 2; there is 1.0, 1.1."
    assert word("errors", error.code, Language.ZH, **error.facts) == "框架“bank”没有版本 2，现有版本：1.0, 1.1。"


def test_a_conflict_keeps_both_answers_apart_from_its_facts() -> None:
    conflict = worded(Conflict, "conflict", mine=1, theirs=2, criterion="S1.1", who="Anna")
    assert (conflict.mine, conflict.theirs) == (1, 2)
    assert conflict.facts == {"criterion": "S1.1", "who": "Anna"}
