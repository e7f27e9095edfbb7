"""How large the figures of a framework's rules may be, alone and beside each other."""

from collections.abc import Iterable, Iterator

from assess.catalogue.faults import Fault
from assess.catalogue.strict_yaml import Path
from assess.model.framework import Effort, EvidenceKind, Framework, OnTarget, Rules, TrendRules
from assess.model.kpi import Source

MOST = 1_000_000  # of anything that rules count or weigh
MOST_MONTHS = 120  # that a demand looks back over: ten years


def check_figures(framework: Framework) -> Iterator[Fault]:
    yield from _scores(framework)
    yield from _numbers(framework.rules)
    yield from _trend(framework.rules.results.trend)
    yield from _on_target(framework.rules)
    yield from _tables(framework.rules)
    yield from _shares(framework.rules)


def _scores(framework: Framework) -> Iterator[Fault]:
    rules, top = framework.rules, len(framework.scale) - 1
    scores: list[tuple[Path, int | None, int]] = [  # the least: what 0 reaches, nobody fails
        (("rules", "gate_passes_at"), rules.gate_passes_at, 1),
        (("rules", "evidence", "without"), rules.evidence.without, 0),
        (("rules", "results", "stale_limit"), rules.results.stale_limit, 0),
        (("rules", "limits", "plan_supported_at"), rules.limits.plan_supported_at, 0),
        (("rules", "verdicts", "at"), rules.verdicts.at, 1),
        (("rules", "gaps", "target"), rules.gaps.target, 1),
        (("rules", "gaps", "gate_target"), rules.gaps.gate_target, 1),
        (("rules", "gaps", "harder_above"), rules.gaps.harder_above, 0),
    ]
    for source, limit in rules.results.source_limits.items():
        scores.append((("rules", "results", "source_limits", source.value), limit, 0))
    for index, verdict in enumerate(rules.verdicts.verdicts):
        scores.append((("rules", "verdicts", "verdicts", index, "other_gates_at"), verdict.other_gates_at, 0))
    for path, score, least in scores:
        if score is not None and not least <= score <= top:
            why = "which everybody has" if score == 0 else "which is no score of the scale"
            yield Fault(path, f"`{path[-1]}` is {score}, {why}.", f"Write a score from {least} to {top}.")


def _numbers(rules: Rules) -> Iterator[Fault]:
    """What is counted or weighed: none below the least that makes sense, none beyond all measure."""
    results: Path = ("rules", "results")
    trend = rules.results.trend.model_dump(include={"months", "needs_months", "season_back", "season_from"})
    numbers: list[tuple[Path, float | None, int]] = [
        ((*results, "missing_months_end"), rules.results.missing_months_end, 1),
        ((*results, "stale_after_months"), rules.results.stale_after_months, 0),
        ((*results, "comparison_years"), rules.results.comparison_years, 0),
        *((("rules", "results", "trend", name), number, 1) for name, number in trend.items()),
        (("rules", "limits", "above_weakest_dimension"), rules.limits.above_weakest_dimension, 0),
        (("rules", "confidence", "pairs"), rules.confidence.pairs, 0),
    ]
    for index, level in enumerate(rules.results.levels):
        for name in ("months", "mean_as_good_over"):
            numbers.append(((*results, "levels", index, name), getattr(level, name), 0))
    for index, verdict in enumerate(rules.verdicts.verdicts):
        for name in ("legal_gates", "other_gates", "gates", "high_findings"):
            numbers.append((("rules", "verdicts", "verdicts", index, name), getattr(verdict, name), 0))
    for kind, months in rules.evidence.life_months.items():
        numbers.append((("rules", "evidence", "life_months", kind.value), months, 1))
    for name in ("gate_weight", "needed_by_weight", "proof_effort"):
        numbers.append((("rules", "gaps", name), getattr(rules.gaps, name), 0))
    for effort, days in rules.gaps.practice_effort.items():
        numbers.append((("rules", "gaps", "practice_effort", effort.value), days, 0))
    for path, number, least in numbers:
        if number is not None and not least <= number <= MOST:
            fault = f"`{path[-1]}` is {number:.15g}, and must be from {least} to {MOST:,}."
            yield Fault(path, fault, "Correct the number.")


def _trend(rules: TrendRules) -> Iterator[Fault]:
    """The stretches of months that are compared must lie within the months that are asked for."""
    path: Path = ("rules", "results", "trend")
    for name, least, why in (
        ("needs_months", 2 * rules.months, "twice `months`"),
        ("season_from", rules.season_back + rules.months, "`season_back` and `months` together"),
    ):
        if 0 < getattr(rules, name) < least:
            fault = f"`{name}` is {getattr(rules, name)}, and must be at least {least}, {why}."
            yield Fault((*path, name), fault, "Correct the number.")


def _on_target(rules: Rules) -> Iterator[Fault]:
    results: Path = ("rules", "results")
    demands: list[tuple[Path, OnTarget | None]] = [((*results, "trend", "excused"), rules.results.trend.excused)]
    for index, level in enumerate(rules.results.levels):
        path = (*results, "levels", index)
        demands += [((*path, "on_target", number), demand) for number, demand in enumerate(level.on_target)]
        demands.append(((*path, "on_target_or_outside"), level.on_target_or_outside))
    for path, demand in demands:
        if demand is not None and demand.of > MOST_MONTHS:
            fault = f"`of` is {demand.of:,} months, and may be {MOST_MONTHS} at most."
            yield Fault((*path, "of"), fault, "Correct the number.")


def _tables(rules: Rules) -> Iterator[Fault]:
    tables: list[tuple[Path, Iterable[str], Iterable[str]]] = [
        (("rules", "evidence", "life_months"), EvidenceKind, rules.evidence.life_months),
        (("rules", "results", "source_limits"), Source, rules.results.source_limits),
        (("rules", "gaps", "practice_effort"), Effort, rules.gaps.practice_effort),
    ]
    for path, wanted, given in tables:
        missing = [str(one) for one in wanted if one not in set(given)]
        if missing:
            fault = f"`{path[-1]}` says nothing of {', '.join(missing)}."
            yield Fault(path, fault, "Add a line for each.")


def _shares(rules: Rules) -> Iterator[Fault]:
    confidence: Path = ("rules", "confidence")
    shares: list[tuple[Path, float]] = [
        ((*confidence, name), getattr(rules.confidence, name))
        for name in ("evidence_share", "within_one", "kappa", "within_one_alone")
    ]
    for index, level in enumerate(rules.results.levels):
        shares.append((("rules", "results", "levels", index, "coverage"), level.coverage))
    shares.append((("rules", "results", "trend", "improving_share"), rules.results.trend.improving_share))
    for path, share in shares:
        if not 0 <= share <= 1:
            yield Fault(path, f"`{path[-1]}` is {share:g}, and no share.", "Write 0 to 1: 0.85 is 85 %.")
    completion = rules.verdicts.completion
    if not 0 <= completion <= 100:
        path = ("rules", "verdicts", "completion")
        yield Fault(path, f"`completion` is {completion:g}, and no percentage.", "Write 0 to 100.")
