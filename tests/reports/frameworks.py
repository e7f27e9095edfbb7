"""Another framework than the shipped one: a scale from 0 to 3, two bands, four criteria; and what it can do without."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from assess.catalogue import load_framework
from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.model.gap_report import GapReport
from assess.services.reporting import report_on
from tests.catalogue.conftest import SAMPLE

PRINTED_ON = date(2026, 11, 20)
Json = dict[str, Any]


@cache
def small_framework() -> Framework:
    return load_framework(SAMPLE / "small" / "1.0", SAMPLE / "kpis")


def varied(change: Callable[[Json], None]) -> Framework:
    """The small framework with its content changed, and read anew."""
    content = json.loads(small_framework().model_dump_json())
    change(content)
    return Framework.model_validate_json(json.dumps(content))


def criteria_of(content: Json) -> list[Json]:
    categories = [category for dimension in content["dimensions"] for category in dimension["categories"]]
    return [criterion for category in categories for criterion in category["criteria"]]


def without_gates(content: Json) -> None:
    for criterion in criteria_of(content):
        criterion["gate"] = None


def without_results(content: Json) -> None:
    content["dimensions"] = content["dimensions"][:2]
    content["kpis"] = []
    content["rules"]["pairs"] = []


def without_channels(content: Json) -> None:
    content["channels"] = []
    for criterion in criteria_of(content):
        criterion["entries"] = [entry for entry in criterion["entries"] if not entry["when"]]


def without_factors(content: Json) -> None:
    content["factors"] = []
    for level in content["scale"]:
        level["factors"] = {}


def without_express(content: Json) -> None:
    for criterion in criteria_of(content):
        criterion["express"] = False


def without_any(content: Json) -> None:
    for change in (without_gates, without_results, without_channels, without_factors, without_express):
        change(content)


VARIANTS: dict[str, Callable[[Json], None]] = {
    "whole": lambda _: None,
    "without gates": without_gates,
    "without results": without_results,
    "without channels": without_channels,
    "without factors": without_factors,
    "without express": without_express,
    "without any of these": without_any,
}

SEEN = {"kind": "record", "reference": "Seen, not stored", "dated": "2026-09-01"}
SHOWN = {"kind": "document", "reference": "Plan 2026", "dated": "2026-09-01"}


def months(first: float) -> list[Json]:
    """Ten months up to October, rising."""
    return [{"month": f"2026-{number:02}", "value": first + number} for number in range(1, 11)]


def assessment_of(framework: Framework, **fields: Any) -> Assessment:
    """Uneven on purpose: proved, not proved, a gate not done, and figures for each KPI."""
    answers = [
        {"criterion": "S1.1", "score": 3, "evidence": [SEEN, SHOWN]},
        {"criterion": "S1.2", "score": 2},
        {"criterion": "P1.1", "score": 1, "plan": {"owner": "Operations", "due": "2027-03-31"}},
    ]
    measured = {"source": "export", "coverage": 0.9}
    compared = {"value": 80, "source": "Peers", "year": 2026, "kind": "outside"}
    series = [
        {"kpi": "X01", "variant": "top_2_of_5", "target": 80, "comparison": compared, "months": months(78), **measured},
        {"kpi": "V01", "variant": "answered_of_offered", "target": 95, "months": months(81), **measured},
    ]
    known = {kpi.id for kpi in framework.kpis}
    content = {
        "framework": {"id": "small", "version": "1.0"},
        "centre": {"name": "Riverside", "channels": [channel.id for channel in framework.channels]},
        "scope": "full",
        "assessed_on": "2026-11-15",
        "answers": answers,
        "series": [one for one in series if one["kpi"] in known],
    }
    return Assessment.model_validate_json(json.dumps(content | fields))


def small_report(framework: Framework | None = None, **fields: Any) -> GapReport:
    framework = framework or small_framework()
    return report_on(framework, assessment_of(framework, **fields), PRINTED_ON)
