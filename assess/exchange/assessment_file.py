"""The assessment file, assess/1: strict JSON in, the same JSON out."""

import json
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assess.errors import AssessError, AssessmentInvalid, Problem
from assess.exchange.assessment_checks import check_meaning
from assess.exchange.shape import as_written, shape_problems
from assess.exchange.strict_json import NotJson, parse_json
from assess.model.assessment import Assessment, FrameworkReference
from assess.model.framework import Framework

FORMAT = "assess/1"
MOST = 200  # problems that are told of one file
Frameworks = Callable[[str, str], Framework]

_ASSESSMENT = TypeAdapter(Assessment)
_REFERENCE = TypeAdapter(FrameworkReference)


def read_assessment(content: bytes, source: str, frameworks: Frameworks) -> Assessment:
    """The assessment in a file, checked against its framework.

    `frameworks(id, version)` finds a framework or raises AssessError. Raises AssessmentInvalid with all problems,
    or with the first 200.
    """
    try:
        document, problems = parse_json(content)
    except NotJson as error:
        raise AssessmentInvalid(source, (error.problem,)) from error
    if not isinstance(document, dict):
        raise AssessmentInvalid(source, (Problem("file", "It holds no JSON object.", "Export it again."),))
    document = _without_nulls(document)
    written = document.pop("format", None)
    if written != FORMAT:
        fault = f"The format is {as_written(written)}, not {json.dumps(FORMAT)}."
        fault = "This field is missing." if written is None else fault
        problems.append(Problem("format", fault, f'Put "format": "{FORMAT}" if that is what the file holds.'))
    assessment, found = _validate(document)
    framework, unlike = _framework(document.get("framework"), frameworks)
    told = _first(chain(problems, found, unlike, check_meaning(document, framework)))
    if told or assessment is None:
        raise AssessmentInvalid(source, told)
    return assessment


def write_assessment(assessment: Assessment) -> bytes:
    """The file of an assessment; what is empty is left out. Reading it again gives an equal value."""
    document = assessment.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps({"format": FORMAT, **document}, ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8")


def _first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every problem once; of very many the first, and last how many more there are."""
    told: dict[Problem, None] = {}
    more = 0
    for problem in problems:
        if len(told) < MOST:
            told[problem] = None
        else:
            more += problem not in told
    if more:
        told[Problem("file", f"It has {more:,} more problems, which are not listed.", "Mend these first.")] = None
    return tuple(told)


def _without_nulls(node: Any) -> Any:
    """A field that is null is one that was left out."""
    if isinstance(node, dict):
        return {name: _without_nulls(value) for name, value in node.items() if value is not None}
    if isinstance(node, list):
        return [_without_nulls(item) for item in node]
    return node


def _validate(document: dict[str, Any]) -> tuple[Assessment | None, Iterable[Problem]]:
    try:
        return _ASSESSMENT.validate_json(json.dumps(document), strict=True), []
    except ValidationError as error:
        return None, shape_problems(error, document)


def _framework(reference: Any, frameworks: Frameworks) -> tuple[Framework | None, list[Problem]]:
    try:
        wanted = _REFERENCE.validate_python(reference)
    except ValidationError:
        return None, []  # told with the other faults of shape
    try:
        framework = frameworks(wanted.id, wanted.version)
    except AssessError as error:
        return None, [Problem("framework", str(error), "")]  # its own sentence says what to do
    if wanted.fingerprint is not None and wanted.fingerprint != framework.fingerprint:
        fault = f"The file was made with another text of {wanted.id} {wanted.version}; its fingerprint differs."
        return framework, [
            Problem("framework, fingerprint", fault, "Use that framework, or leave the fingerprint out.")
        ]
    return framework, []
