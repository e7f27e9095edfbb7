"""What an assessment file says, held against its framework. Works on the raw document, so that a fault of shape
in one field does not hide the faults of meaning in the others."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from assess.errors import Problem
from assess.exchange.shape import Hints, as_written, named_place
from assess.exchange.strict_json import cut
from assess.model.framework import Framework, Kind
from assess.model.kpi import Direction

Document = dict[str, Any]
MONTH = re.compile("[0-9]{4}-(0[1-9]|1[0-2])")


def check_meaning(document: Document, framework: Framework | None) -> Iterator[Problem]:
    """What can be said without the framework is said also where it was not found."""
    assessed_on = _date(document.get("assessed_on"))
    hints = Hints()
    if framework:
        yield from _check_centre(document.get("centre"), framework, hints)
    yield from _check_answers(document, framework, assessed_on, hints)
    yield from _check_series(document, framework, hints)


def _check_centre(centre: Any, framework: Framework, hints: Hints) -> Iterator[Problem]:
    if not isinstance(centre, dict):
        return
    channels = [channel.id for channel in framework.channels]
    for field in ("channels", "contacts_a_year"):
        named = centre.get(field)
        for name in named if isinstance(named, list | dict) else ():
            if isinstance(name, str) and name not in channels:
                fault = f'The channel "{cut(name)}" is not known.'
                yield Problem(f"centre, {field}", fault, _one_of(name, channels, hints))


def _check_answers(
    document: Document, framework: Framework | None, assessed_on: date | None, hints: Hints
) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, answer in _items(document, "answers"):
        place = named_place(("answers", number), document)
        criterion_id = answer.get("criterion")
        if not isinstance(criterion_id, str):
            continue
        if criterion_id in seen:
            yield Problem(place, "This criterion has been answered above.", "Keep one of the answers.")
        seen.add(criterion_id)
        if answer.get("score") is not None and answer.get("not_applicable") is not None:
            yield Problem(place, "It has a score and a reason why it does not apply.", "Keep one of the two.")
        if framework:
            yield from _check_answer(place, answer, criterion_id, framework, hints)
        yield from _check_evidence(place, answer, assessed_on)


def _check_answer(
    place: str, answer: Document, criterion_id: str, framework: Framework, hints: Hints
) -> Iterator[Problem]:
    criterion = framework.criteria.get(criterion_id)
    if criterion is None:
        hint = hints.nearest(criterion_id, list(framework.criteria)) or f"See `assess frameworks show {framework.id}`."
        yield Problem(place, "There is no such criterion.", hint)
        return
    score, reason = answer.get("score"), answer.get("not_applicable")
    top = framework.top_score
    if isinstance(score, int) and not isinstance(score, bool) and not 0 <= score <= top:
        yield Problem(
            f"{place}, score", f"{as_written(score)} is not on the scale.", f"Give a whole number from 0 to {top}."
        )
    if not isinstance(reason, str):
        return
    if criterion.kind is Kind.RESULT:
        fault = "A result cannot be set aside by a reason; the channels of the centre decide whether it applies."
        yield Problem(f"{place}, not_applicable", fault, "Take the reason out, and mend the channels if need be.")
    elif reason not in criterion.not_applicable:
        listed = " or ".join(criterion.not_applicable)
        remedy = f"Use {listed}." if listed else "This criterion always applies: give it a score."
        yield Problem(f"{place}, not_applicable", f'The reason "{cut(reason)}" is not allowed here.', remedy)


def _check_evidence(place: str, answer: Document, assessed_on: date | None) -> Iterator[Problem]:
    for number, item in _items(answer, "evidence"):
        dated = _date(item.get("dated"))
        if dated and assessed_on and dated > assessed_on:
            fault = f"{dated} is later than the assessment of {assessed_on}."
            remedy = "Mend the date, or assess on a later day."
            yield Problem(f"{place}, evidence, item {number + 1}, dated", fault, remedy)


def _check_series(document: Document, framework: Framework | None, hints: Hints) -> Iterator[Problem]:
    seen = set()
    for number, series in _items(document, "series"):
        place = named_place(("series", number), document)
        key = tuple(str(series.get(field)) for field in ("kpi", "variant", "channel"))
        if key in seen:
            yield Problem(place, "This KPI, variant and channel has a series above.", "Keep one of them.")
        seen.add(key)
        if framework:
            yield from _check_names(place, series, framework, hints)
        yield from _check_months(place, series)


def _check_names(place: str, series: Document, framework: Framework, hints: Hints) -> Iterator[Problem]:
    kpi_id, variant, channel = (series.get(field) for field in ("kpi", "variant", "channel"))
    channels = [channel.id for channel in framework.channels]
    if isinstance(channel, str) and channel not in channels:
        fault = f'The channel "{cut(channel)}" is not known.'
        yield Problem(f"{place}, channel", fault, _one_of(channel, channels, hints))
    if not isinstance(kpi_id, str):
        return
    kpi = framework.kpis_by_id.get(kpi_id)
    if kpi is None:
        hint = hints.nearest(kpi_id, list(framework.kpis_by_id)) or "Name one that the framework uses."
        yield Problem(f"{place}, kpi", f'The KPI "{cut(kpi_id)}" is not known.', hint)
        return
    variants = [known.id for known in kpi.variants]
    if isinstance(variant, str) and variant not in variants:
        fault = f'{kpi.id} has no variant "{cut(variant)}".'
        yield Problem(f"{place}, variant", fault, f"Use one of {', '.join(variants)}.")
    yield from _check_target(f"{place}, target", series.get("target"), kpi.direction)


def _check_target(place: str, target: Any, direction: Direction) -> Iterator[Problem]:
    """What is neither a number nor a pair of them is told with the faults of shape."""
    is_pair = isinstance(target, list) and len(target) == 2 and all(_is_number(value) for value in target)
    if direction is not Direction.RANGE:
        if is_pair:
            yield Problem(place, "The target is a pair, but one side of this KPI is better.", "Give one number.")
    elif _is_number(target) or (is_pair and not target[0] < target[1]):
        fault = "The target of this KPI is a range, and this is no ascending pair."
        yield Problem(place, fault, "Write it as [lowest, highest].")


def _check_months(place: str, series: Document) -> Iterator[Problem]:
    before = ""
    for number, month in _items(series, "months"):
        name = month.get("month")
        here = f"{place}, months, item {number + 1}"
        if isinstance(name, str) and MONTH.fullmatch(name):
            here += f" ({name})"
            if name == before:
                yield Problem(here, "This month stands there twice.", "Keep one of them.")
            elif name < before:
                yield Problem(here, f"It comes after {before}.", "Put the months in order, oldest first.")
            before = max(before, name)
        value, numerator, denominator = (month.get(field) for field in ("value", "numerator", "denominator"))
        counts = numerator is not None or denominator is not None
        if value is not None and counts:
            yield Problem(here, "It has a value and counts.", "Give the counts alone; the value follows from them.")
        elif value is None and (numerator is None or denominator is None):
            fault = "It has half of its counts." if counts else "It has neither a value nor counts."
            yield Problem(here, fault, "Give a value, or numerator and denominator, or leave the month out.")


def _items(document: Document, field: str) -> Iterator[tuple[int, Document]]:
    items = document.get(field)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield number, item


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _one_of(name: str, known: list[str], hints: Hints) -> str:
    return hints.nearest(name, known) or f"Use one of {', '.join(known)}."
