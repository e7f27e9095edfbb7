"""How large the figures of a framework's rules may be, alone and beside each other."""

from collections.abc import Iterable, Iterator

from assess.catalogue.faults import Fault
from assess.catalogue.strict_yaml import Path
from assess.model.framework import Effort, EvidenceKind, Framework, Rules, TrendRules
from assess.model.kpi import Source

MOST = 1_000_000  # of anything that rules count or weigh


def check_figures(framework: Framework) -> Iterator[Fault]:
    yield from _scores(framework)
    yield from _numbers(framework.rules)
    yield from _trend(framework.rules.results.trend)
    yield from _tables(framework.rules)
    yield from _shares(framework.rules)


def _scores(framework: Framework) -> Iterator[Fault]:
    rules, top = framework.rules, len(framework.scale) - 1
    scores: list[tuple[Path, int | None]] = [
        (("rules", "gate_passes_at"), rules.gate_passes_at),
        (("rules", "evidence", "without"), rules.evidence.without),
        (("rules", "results", "stale_limit"), rules.results.stale_limit),
        (("rules", "limits", "plan_supported_at"), rules.limits.plan_supported_at),
        (("rules", "verdicts", "at"), rules.verdicts.at),
        (("rules", "gaps", "target"), rules.gaps.target),
        (("rules", "gaps", "gate_target"), rules.gaps.gate_target),
        (("rules", "gaps", "harder_above"), rules.gaps.harder_above),
    ]
    for source, limit in rules.results.source_limits.items():
        scores.append((("rules", "results", "source_limits", source.value), limit))
    for index, verdict in enumerate(rules.verdicts.verdicts):
        scores.append((("rules", "verdicts", "verdicts", index, "other_gates_at"), verdict.other_gates_at))
    for path, score in scores:
        if score is not None and not 0 <= score <= top:
            fault = f"`{path[-1]}` is {score}, which is no score of the scale."
            yield Fault(path, fault, f"Write a score from 0 to {top}.")


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
    for kind, months in rules.evidence.life_months.items():
        numbers.append((("rules", "evidence", "life_months", kind.value), months, 0))
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
