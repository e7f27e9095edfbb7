"""A scorecard as lines of plain text, for the command, which speaks English."""

from collections.abc import Iterator

from assess.i18n import Language
from assess.model.framework import Framework
from assess.model.scorecard import GateState, Scorecard
from assess.presentation import formats
from assess.presentation.sentences import cap_sentence, gate_state, title_of, unmet_sentence, verdict_title


def scorecard_lines(framework: Framework, scorecard: Scorecard) -> Iterator[str]:
    """Band, index, verdict, dimensions, and the gates that do not pass."""
    done = scorecard.completion
    yield f"Answered   {done.answered} of {done.applicable}, {done.not_applicable} not applicable"
    if scorecard.band:
        band = scorecard.band
        uncapped = formats.band(band.uncapped_low, band.uncapped_high)
        yield f"Band       {formats.band(band.low, band.high)} (before limits {uncapped})"
        for cap in band.caps:
            yield f"           limited to {cap.limit}: {cap_sentence(framework, cap, Language.EN)}"
    claimed, supported = scorecard.index_claimed, scorecard.index_supported
    yield f"Index      supported {formats.interval(supported)}, claimed {formats.interval(claimed)}"
    yield f"Confidence {scorecard.confidence}"
    yield f"Verdict    {verdict_title(framework, scorecard.verdict.id, Language.EN)}"
    for unmet in scorecard.verdict.unmet:
        yield f"           {unmet_sentence(framework, unmet, Language.EN)}"
    for one in scorecard.dimensions:
        title = title_of(framework, one.id, Language.EN)
        pair = f"supported {formats.interval(one.supported):>11}  claimed {formats.interval(one.claimed):>11}"
        yield f"  {title:28} {pair}"
    for gate in scorecard.gates:
        if gate.state in (GateState.FAILED, GateState.NOT_PROVED):
            yield f"  {gate.id:6} {title_of(framework, gate.id, Language.EN)}: {gate_state(gate.state, Language.EN)}"
