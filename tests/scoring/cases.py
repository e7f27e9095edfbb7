"""Assessments of the shipped framework for tests."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assess.model.assessment import Answer, Assessment, Evidence, FrameworkReference, Scope
from assess.model.centre import Centre
from assess.model.framework import Criterion, EvidenceKind, Kind
from assess.model.kpi import Direction, Month, Series, Source
from tests.shipped import shipped_framework

ASSESSED_ON = date(2026, 11, 15)
KINDS = tuple(EvidenceKind)


def assessment(answers: Mapping[str, Answer] | tuple[Answer, ...] = (), **fields: Any) -> Assessment:
    """An assessment of a voice centre, full scope, unless the fields say otherwise."""
    found = tuple(answers.values()) if isinstance(answers, Mapping) else answers
    channels = fields.pop("channels", ("voice",))
    standard = {
        "framework": FrameworkReference(id="contact-centre", version="1.0"),
        "centre": Centre(name="Riverside", channels=channels),
        "scope": Scope.FULL,
        "assessed_on": ASSESSED_ON,
    }
    return Assessment(answers=found, **{**standard, **fields})


def proved(criterion_id: str, score: int, kinds: int = 4, **fields: Any) -> Answer:
    """An answer with a current item of so many kinds of evidence; four kinds support any score."""
    items = tuple(Evidence(kind=kind, reference="Seen", dated=date(2026, 10, 1)) for kind in KINDS[:kinds])
    return Answer(criterion=criterion_id, score=score, evidence=items, **fields)


def enablers() -> list[Criterion]:
    return [criterion for criterion in shipped_framework().criteria.values() if criterion.kind is Kind.ENABLER]


def all_proved(score: int) -> dict[str, Answer]:
    """Every enabler at one score, proved."""
    return {criterion.id: proved(criterion.id, score) for criterion in enablers()}


def every_series(value: float = 81.0, months: int = 6, **fields: Any) -> tuple[Series, ...]:
    """A series for each KPI and variant that decides a result, on target for so many months."""
    framework = shipped_framework()
    entries = [entry for criterion in framework.criteria.values() for entry in criterion.entries]
    found = {}
    for kpi, variant in dict.fromkeys((entry.kpi, entry.variant) for entry in entries):
        is_range = framework.kpis_by_id[kpi].direction is Direction.RANGE
        target: Any = (value - 1, value + 1) if is_range else value
        points = tuple(Month(month=f"2026-{month:02}", value=value) for month in range(11 - months, 11))
        standard = {"source": Source.EXPORT, "coverage": 1.0, "target": target}
        found[kpi, variant] = Series(kpi=kpi, variant=variant, months=points, **{**standard, **fields})
    return tuple(found.values())


def random_assessment(seed: int, answered: float = 0.8) -> Assessment:
    """Anything that can be answered, with about that share of criteria answered."""
    dice = random.Random(seed)
    framework = shipped_framework()
    channels = tuple(channel.id for channel in framework.channels if dice.random() < 0.5)
    answers = {}
    for criterion in framework.criteria.values():
        if dice.random() < answered:
            answers[criterion.id] = random_answer(criterion, dice)
    series = tuple(one for one in every_series(dice.uniform(10, 90), dice.randint(1, 10)) if dice.random() < answered)
    scope = dice.choice([Scope.FULL, Scope.FULL, Scope.EXPRESS])
    return assessment(answers, channels=channels, series=series, scope=scope)


def random_answer(criterion: Criterion, dice: random.Random) -> Answer:
    if criterion.not_applicable and dice.random() < 0.2:
        return Answer(criterion=criterion.id, not_applicable=dice.choice(criterion.not_applicable))
    items = tuple(
        Evidence(
            kind=dice.choice(KINDS),
            reference="Seen",
            dated=ASSESSED_ON - timedelta(days=dice.randint(0, 900)),
        )
        for _ in range(dice.randint(0, 6))
    )
    return Answer(criterion=criterion.id, score=dice.randint(0, 5), evidence=items)
