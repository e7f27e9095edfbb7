"""Gap reports to print: the demo centre, and odd ones."""

import json
from datetime import date
from functools import cache
from typing import Any

from assess.exchange.assessment_file import read_assessment
from assess.i18n import Language
from assess.model.assessment import Assessment, Scope
from assess.model.framework import GateKind, Kind
from assess.model.gap_report import GapReport
from assess.services.reporting import report_on
from tests.shipped import CONTACT_CENTRE, shipped_framework

PRINTED_ON = date(2026, 11, 20)
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}} {% include '/etc/passwd' %}",
    '=HYPERLINK("http://127.0.0.1:9/x")',
    "<img src='http://127.0.0.1:9/x'><link rel=attachment href='file:///etc/passwd'>",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 🙂 “quotes” 'and' \"more\"",
    "联络中心" * 25,
    "W" * 120,
)


def report_of(assessment: Assessment) -> GapReport:
    return report_on(shipped_framework(), assessment, PRINTED_ON)


@cache
def demo(language: Language) -> Assessment:
    content = (CONTACT_CENTRE / f"demo.{language.value}.json").read_bytes()
    return read_assessment(content, "demo", lambda *_: shipped_framework())


def changed(assessment: Assessment, **fields: Any) -> Assessment:
    """The assessment with other fields, read anew so that every rule of the model holds."""
    return Assessment.model_validate(json.loads(assessment.model_dump_json()) | fields)


def demo_report(language: Language) -> GapReport:
    return report_of(demo(language))


def express_report() -> GapReport:
    return report_of(changed(demo(Language.EN), scope=Scope.EXPRESS.value))


def empty_report() -> GapReport:
    """Nothing answered, no figures."""
    return report_of(changed(demo(Language.EN), answers=[], series=[]))


def begun_report() -> GapReport:
    """Five practices answered, no figures."""
    practices = [one.id for one in shipped_framework().criteria.values() if one.kind is Kind.ENABLER]
    answers = [{"criterion": id, "score": 2} for id in practices[:5]]
    return report_of(changed(demo(Language.EN), answers=answers, series=[]))


def legal_report(language: Language, scores: tuple[int | None, ...]) -> GapReport:
    """The demo whose legal gates have these scores in turn, without proof; None is open."""
    legal = [one.id for one in shipped_framework().criteria.values() if one.gate is GateKind.LEGAL]
    answers = [json.loads(one.model_dump_json()) for one in demo(language).answers if one.criterion not in legal]
    given = [{"criterion": id, "score": scores[place % len(scores)]} for place, id in enumerate(legal)]
    answers += [answer for answer in given if answer["score"] is not None]
    return report_of(changed(demo(language), answers=answers))


def hostile_report(text: str) -> GapReport:
    """The same text in every place where a person can write."""
    document = json.loads(demo(Language.EN).model_dump_json())
    document["centre"] |= {"name": text[:120], "industry": text, "country": text[:100], "currency": text[:20]}
    document["title"] = text
    for answer in document["answers"]:
        answer["note"] = text
        for item in answer["evidence"]:
            item["reference"] = text
        if answer["plan"]:
            answer["plan"]["owner"] = text
    for series in document["series"]:
        series["file"] = text
        if series["comparison"]:
            series["comparison"]["source"] = text
    return report_of(Assessment.model_validate(document))
