"""Scoring one assessment, all in memory; reading the same file as JSON stands beside it for scale."""

import json
from collections.abc import Iterator

from assess.i18n import Language
from assess.scoring import score_assessment
from assess.services.demonstration import demo_file
from tests.bench.figures import Figure, in_rounds, seconds
from tests.reports.reports import demo
from tests.shipped import shipped_framework

LIMIT = 5.0
TIMES = 40


def measured() -> Iterator[Figure]:
    framework, assessment = shipped_framework(), demo(Language.EN)
    content = demo_file(Language.EN).read_bytes()
    score_assessment(framework, assessment)
    own, peer = in_rounds(
        lambda: 1000 * seconds(lambda: score_assessment(framework, assessment), TIMES),
        lambda: 1000 * seconds(lambda: json.loads(content), TIMES),
    )
    yield Figure("Score an assessment", "ms", own, "json.loads", peer, LIMIT)
