"""How the score comes about, what was in scope, what was set aside, and whose report it is not."""

from dataclasses import dataclass

from assess.model.framework import GateKind
from assess.model.scorecard import Cause, State
from assess.presentation import formats, sentences
from assess.reports.edition import Edition
from assess.reports.parts.cover import independence, scope_sentence

OPEN = 40


@dataclass(frozen=True)
class Aside:
    id: str
    title: str
    reason: str


@dataclass(frozen=True)
class Method:
    how: tuple[str, ...]
    scope: tuple[str, ...]
    aside: tuple[Aside, ...]
    open: str | None
    origin: tuple[str, ...]


def method_of(edition: Edition) -> Method:
    return Method(
        how=_how(edition),
        scope=_scope(edition),
        aside=tuple(
            Aside(
                one.id,
                edition.title(one.id),
                sentences.reason_sentence(edition.framework, one.reason, edition.language),
            )
            for one in edition.card.criteria
            if one.state is State.NOT_APPLICABLE
        ),
        open=_open(edition),
        origin=_origin(edition),
    )


def _how(edition: Edition) -> tuple[str, ...]:
    framework = edition.framework
    total = sum(dimension.weight for dimension in framework.dimensions)
    weights = [
        edition.say(
            "method.weight", name=one.title.written_in(edition.language), weight=formats.plain(100 * one.weight / total)
        )
        for one in framework.dimensions
    ]
    top = framework.top_score
    return (
        _ladder(edition),
        edition.say("method.evidence", without=framework.rules.evidence.without),
        *([edition.say("method.results")] if edition.has_results else []),
        edition.say("method.weights", weights=edition.listed(weights)),
        edition.say("method.band", limits=edition.listed(_limits(edition))),
        edition.say("method.open", top=top),
        *_alternatives(edition),
    )


def _ladder(edition: Edition) -> str:
    """With the factors by name, where the framework judges by more than one."""
    top = edition.framework.top_score
    factors = [factor.title.written_in(edition.language) for factor in edition.framework.factors]
    if len(factors) < 2:
        return edition.say("method.ladder_plain", top=top)
    return edition.say("method.ladder", top=top, factors=edition.listed(factors))


def _limits(edition: Edition) -> list[str]:
    """What can limit the band of this framework, in the order of Cause."""
    framework = edition.framework
    gates = {criterion.gate for criterion in framework.criteria.values() if criterion.gate}
    can_limit = {
        Cause.LEGAL_GATE: GateKind.LEGAL in gates,
        Cause.OTHER_GATE: bool(gates - {GateKind.LEGAL}),
        Cause.WEAKEST_DIMENSION: True,
        Cause.CONFIDENCE: bool(framework.rules.limits.confidence),
    }
    return [edition.say(f"method.limit.{cause.value}") for cause in Cause if can_limit[cause]]


def _alternatives(edition: Edition) -> tuple[str, ...]:
    card = edition.card
    if card.band is None or card.equal_weights is None or card.by_count is None:
        return ()
    band_at = edition.framework.rules.band_at
    same = all(band_at(one.low) == card.band.uncapped_low for one in (card.equal_weights, card.by_count))
    bands = edition.say("method.same_band" if same else "method.other_band")
    equal, count = formats.interval(card.equal_weights), formats.interval(card.by_count)
    return (edition.say("method.alternatives", equal=equal, count=count, bands=bands),)


def _scope(edition: Edition) -> tuple[str, ...]:
    done = edition.card.completion
    channels = [
        edition.framework.channel(id).title.written_in(edition.language) for id in edition.assessment.centre.channels
    ]
    full_stop = edition.say("dot_end")
    counts = {"answered": done.answered, "applicable": done.applicable, "not_applicable": done.not_applicable}
    confidence = sentences.confidence_sentence(edition.framework, edition.card.confidence, edition.language)
    lines = [
        scope_sentence(edition) + full_stop,
        edition.say("method.counts", **counts),
        independence(edition, edition.assessment.verification) + full_stop,
        edition.say("method.confidence", sentence=confidence),
    ]
    if channels:
        said = [edition.say("method.channels", channels=edition.listed(channels))]
        said += [edition.say("method.channels_decide")] if edition.has_results else []
        lines.insert(2, edition.paragraph(said))
    return tuple(lines)


def _open(edition: Edition) -> str | None:
    titles = [f"{one.id} {edition.title(one.id)}" for one in edition.card.criteria if one.is_open]
    if not titles:
        return None
    shown = titles[:OPEN]
    if len(titles) > OPEN:
        shown.append(edition.say("method.open_more", count=len(titles) - OPEN))
    return edition.in_a_row(shown) + edition.say("dot_end")


def _origin(edition: Edition) -> tuple[str, ...]:
    framework, report = edition.framework, edition.report
    lines = [
        edition.say(
            "method.fingerprint",
            title=framework.title.written_in(edition.language),
            version=framework.version,
            fingerprint=framework.fingerprint[:12],
            program=report.program_version,
            printed_on=formats.day(report.printed_on, edition.language),
        )
    ]
    standards = [title.written_in(edition.language) for title in framework.related_standards]
    if standards:
        lines.append(edition.say("method.related", standards=edition.listed(standards)))
    return tuple(lines)
