"""The verdict at both ends, and what the next better one still needs."""

from collections.abc import Iterator

from assess.model import edges
from assess.model.framework import Framework, GateKind, Kind, VerdictRule
from assess.model.scorecard import Completion, Unmet, Verdict
from assess.scoring.bands import End

WITHHELD = "withheld"


def verdict_of(framework: Framework, express: bool, completion: Completion, low: End, high: End) -> Verdict:
    """Withheld, at both ends, for an express assessment and while too little is answered."""
    rules = framework.rules.verdicts
    held_back = []
    if express:
        held_back.append(Unmet(code="scope", subject=None, value="express", required="full"))
    if completion.percent is None or not edges.at_least(completion.percent, rules.completion):
        value = completion.percent or 0.0
        held_back.append(Unmet(code="completion", subject=None, value=value, required=rules.completion))
    if held_back:
        return Verdict(id=WITHHELD, high=WITHHELD, unmet=tuple(held_back))
    reached = _best(framework, low)
    better = rules.verdicts[max(0, reached - 1)]
    unmet = tuple(unmet_demands(framework, better, low)) if reached else ()
    return Verdict(id=rules.verdicts[reached].id, high=rules.verdicts[_best(framework, high)].id, unmet=unmet)


def _best(framework: Framework, end: End) -> int:
    """The place, in the rules, of the best verdict that meets all its demands."""
    verdicts = framework.rules.verdicts.verdicts
    return next(place for place, rule in enumerate(verdicts) if not any(unmet_demands(framework, rule, end)))


def unmet_demands(framework: Framework, rule: VerdictRule, end: End) -> Iterator[Unmet]:
    """Every demand of a verdict that is not met at an end; percentages are of the supported side."""
    yield from _unmet_percentages(rule, end)
    yield from _unmet_gates(framework, rule, end)
    yield from _unmet_shares(framework, rule, end)
    if rule.confidence and end.confidence not in rule.confidence:
        required = "/".join(rule.confidence)
        yield Unmet(code="confidence", subject=None, value=end.confidence, required=required)


def _unmet_percentages(rule: VerdictRule, end: End) -> Iterator[Unmet]:
    side = end.supported
    values: list[tuple[str, str | None, float | None, float | None]] = [("index", None, side.index, rule.index)]
    values += [("dimension", id, percent, rule.dimension) for id, percent in side.dimensions.items()]
    values += [("category", id, percent, rule.category) for id, percent in side.categories.items()]
    for code, subject, value, required in values:
        if required is not None and value is not None and not edges.at_least(value, required):
            yield Unmet(code=code, subject=subject, value=value, required=required)


def _unmet_gates(framework: Framework, rule: VerdictRule, end: End) -> Iterator[Unmet]:
    scores = end.supported.scores
    legal = [gate for gate in end.gates_not_passed if gate.gate is GateKind.LEGAL]
    others = [gate for gate in end.gates_not_passed if gate.gate is not GateKind.LEGAL]
    if rule.legal_gates is not None and len(legal) > rule.legal_gates:
        for gate in legal:
            yield Unmet(
                code="legal_gate",
                subject=gate.id,
                value=scores[gate.id],
                required=framework.rules.gate_passes_at,
            )
    if rule.other_gates is not None and len(others) > rule.other_gates:
        yield Unmet(code="other_gates", subject=None, value=len(others), required=rule.other_gates)
    if rule.other_gates_at is not None:
        for gate in others:
            if scores[gate.id] < rule.other_gates_at:
                required = rule.other_gates_at
                yield Unmet(code="other_gate", subject=gate.id, value=scores[gate.id], required=required)
    if rule.gates is not None and len(end.gates_not_passed) > rule.gates:
        yield Unmet(code="gates", subject=None, value=len(end.gates_not_passed), required=rule.gates)


def _unmet_shares(framework: Framework, rule: VerdictRule, end: End) -> Iterator[Unmet]:
    scores = end.supported.scores
    results = [id for id in scores if framework.criteria[id].kind is Kind.RESULT]
    for code, required, ids in (
        ("criteria_at", rule.criteria_at, list(scores)),
        ("results_at", rule.results_at, results),
    ):
        if required is not None and ids:
            share = 100 * sum(scores[id] >= framework.rules.verdicts.at for id in ids) / len(ids)
            if not edges.at_least(share, required):
                yield Unmet(code=code, subject=None, value=share, required=required)
