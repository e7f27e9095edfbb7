"""Verbs: pure functions on the model. They return codes and facts, never sentences."""

from assess.scoring.gaps import find_gaps
from assess.scoring.scorecard import score_assessment

__all__ = ["find_gaps", "score_assessment"]
