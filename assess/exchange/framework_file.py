"""A framework as `assess frameworks show --json` prints it: every text in both languages."""

from typing import Any

from assess.model.framework import Category, Criterion, Dimension, Entry, Framework
from assess.model.kpi import Kpi
from assess.model.value import Text

Json = dict[str, Any]


def framework_document(framework: Framework) -> Json:
    return {
        "id": framework.id,
        "version": framework.version,
        "fingerprint": framework.fingerprint,
        "title": _text(framework.title),
        "scale": [{"score": level.score, "title": _text(level.title)} for level in framework.scale],
        "channels": [channel.id for channel in framework.channels],
        "dimensions": [_dimension(dimension) for dimension in framework.dimensions],
        "kpis": [_kpi(kpi) for kpi in framework.kpis],
        "rules": framework.rules.model_dump(mode="json", exclude_none=True),
    }


def _dimension(dimension: Dimension) -> Json:
    return {
        "id": dimension.id,
        "key": dimension.key,
        "title": _text(dimension.title),
        "weight": dimension.weight,
        "categories": [_category(category) for category in dimension.categories],
    }


def _category(category: Category) -> Json:
    return {
        "id": category.id,
        "title": _text(category.title),
        "introduction": _text(category.introduction),
        "crosswalk": category.crosswalk,
        "criteria": [_criterion(criterion) for criterion in category.criteria],
    }


def _criterion(criterion: Criterion) -> Json:
    return {
        "id": criterion.id,
        "kind": criterion.kind.value,
        "gate": criterion.gate,
        "express": criterion.express,
        "effort": criterion.effort,
        "not_applicable": list(criterion.not_applicable),
        "needs": list(criterion.needs),
        "title": _text(criterion.title),
        "question": _text(criterion.question),
        "anchors": {score: _text(text) for score, text in criterion.anchors.items()},
        "look_for": _text(criterion.look_for),
        "evidence": [{"kind": hint.kind.value, "text": _text(hint.text)} for hint in criterion.evidence],
        "action": _text(criterion.action),
        "entries": [_entry(entry) for entry in criterion.entries],
    }


def _entry(entry: Entry) -> Json:
    return {
        "kpi": entry.kpi,
        "variant": entry.variant,
        "accept": list(entry.accept),
        "required": entry.required,
        "when": entry.when,
        "any_of": entry.any_of,
    }


def _kpi(kpi: Kpi) -> Json:
    return {
        "id": kpi.id,
        "name": _text(kpi.name),
        "abbreviation": kpi.abbreviation,
        "unit": kpi.unit,
        "per": kpi.per,
        "direction": kpi.direction.value,
        "tolerance": kpi.tolerance.model_dump(exclude_none=True),
        "cadence": kpi.cadence,
        "variants": [{"id": variant.id, "title": _text(variant.title)} for variant in kpi.variants],
    }


def _text(text: Text | None) -> Json | None:
    return {"en": text.en, "zh": text.zh} if text else None
