"""The scorecard as `assess score --json` prints it: figures unrounded, texts in English."""

from typing import Any

from assess.i18n import Language
from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.model.scorecard import CategoryScore, DimensionScore, Interval, Scorecard
from assess.presentation.sentences import reason_sentence, unmet_sentence

Json = dict[str, Any]


def scorecard_document(framework: Framework, assessment: Assessment, scorecard: Scorecard) -> Json:
    """The shape that other implementations compare with; `null` stands in place of what does not apply."""
    done = scorecard.completion
    band = scorecard.band
    return {
        "framework": {"id": framework.id, "version": framework.version, "fingerprint": framework.fingerprint},
        "scope": assessment.scope.value,
        "completion": done.model_dump(),
        "index": {"claimed": _pair(scorecard.index_claimed), "supported": _pair(scorecard.index_supported)},
        "alternatives": {
            "equal_weights": _pair(scorecard.equal_weights),
            "by_count": _pair(scorecard.by_count),
        },
        "dimensions": [_percentages(score) for score in scorecard.dimensions],
        "categories": [_percentages(score) for score in scorecard.categories],
        "criteria": [
            {
                "id": score.id,
                "kind": score.kind.value,
                "state": score.state.value,
                "claimed": score.claimed,
                "supported": score.supported,
                "reason": reason_sentence(framework, score.reason, Language.EN),
            }
            for score in scorecard.criteria
        ],
        "gates": [{"id": gate.id, "kind": gate.kind.value, "state": gate.state.value} for gate in scorecard.gates],
        "band": band.model_dump(mode="json") if band else None,
        "verdict": {
            "id": scorecard.verdict.id,
            "high": scorecard.verdict.high,
            "unmet": [
                {**unmet.model_dump(), "text": unmet_sentence(framework, unmet, Language.EN)}
                for unmet in scorecard.verdict.unmet
            ],
        },
        "confidence": scorecard.confidence,
        "findings": [],
    }


def _percentages(score: CategoryScore | DimensionScore) -> Json:
    return {"id": score.id, "claimed": _pair(score.claimed), "supported": _pair(score.supported)}


def _pair(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None
