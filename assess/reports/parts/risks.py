"""Three risks on the first page, beside the legal exposure: gates, missed results, the weakest category."""

from assess.model import edges
from assess.model.framework import GateKind
from assess.model.scorecard import GateState
from assess.presentation import formats
from assess.presentation.pictures import good_percent
from assess.reports.edition import Edition
from assess.reports.parts.categories import answered_categories
from assess.reports.parts.figures import Figure, figure_of

NAMED = 1


def risks_of(edition: Edition) -> tuple[str, ...]:
    """At most one of each kind, only what is known: an open criterion is no risk yet."""
    found = (_gates(edition), _result(edition), _category(edition))
    return tuple(risk for risk in found if risk)


def consequence(edition: Edition) -> str | None:
    """What stays as it is while the lowest limit of the band stands."""
    band = edition.band
    if not band.caps or band.caps[0].limit != band.low:
        return None
    return edition.say("risks.consequence", limit=band.low)


def _gates(edition: Edition) -> str | None:
    """System and data gates; the legal ones have their own place."""
    failing = (GateState.FAILED, GateState.NOT_PROVED)
    found = [gate for gate in edition.card.gates if gate.kind is not GateKind.LEGAL and gate.state in failing]
    if not found:
        return None
    names = [edition.title(gate.id) for gate in found[:NAMED]]
    if len(found) > NAMED:
        names.append(edition.say("risks.more", count=len(found) - NAMED))
    return edition.count("risks.gates", len(found), names=edition.in_a_row(names))


def _result(edition: Edition) -> str | None:
    """The headline figure that misses its target by the largest share of it."""
    missed = [(_miss(figure), figure) for figure in _headline_figures(edition) if figure.met is GateState.FAILED]
    if not missed:
        return None
    figure = max(missed, key=lambda one: one[0])[1]
    facts = {"name": figure.name, "latest": figure.latest, "target": figure.target}
    return edition.say("risks.result", **facts)


def _headline_figures(edition: Edition) -> list[Figure]:
    scores = [edition.card.criterion(id) for id in edition.framework.rules.headlines]
    return [figure_of(edition, entry) for score in scores for entry in score.shown_entries if entry.counts]


def _miss(figure: Figure) -> float:
    """How far the latest month misses the nearer end of the target, as a share of the target."""
    assert figure.series is not None
    assert figure.course is not None
    value, target = figure.course.values[-1], figure.series.target
    ends = target if isinstance(target, tuple) else (target or 0.0,)
    return min(abs(value - end) / (abs(end) or 1.0) for end in ends)


def _category(edition: Edition) -> str | None:
    """The weakest of those that are answered, while it is below the target."""
    known = answered_categories(edition, edition.framework.categories.values())
    if not known:
        return None
    weakest, percent = min(known, key=lambda one: one[1])
    if edges.at_least(percent, good_percent(edition.framework)):
        return None
    facts = {"name": edition.title(weakest), "percent": formats.percent(percent, 0)}
    return edition.say("risks.category", **facts)
