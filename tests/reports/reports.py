"""Gap reports to print: the demo centre, and odd ones."""

import json
from datetime import date
from functools import cache
from typing import Any

from assess.exchange.assessment_file import read_assessment
from assess.i18n import Language
from assess.model.assessment import Assessment, Scope
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


def hostile_report(text: str) -> GapReport:
    """The same text in every place where a person can write."""
    document = json.loads(demo(Language.EN).model_dump_json())
    document["centre"] |= {"name": text[:120], "industry": text, "country": text, "currency": text}
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
