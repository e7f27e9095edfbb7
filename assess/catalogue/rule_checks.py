"""What the head of a framework must mean: its scale, vocabulary, bands, limits, verdicts and pairs."""

from collections.abc import Iterable, Iterator

from assess.catalogue.faults import Fault, Lost, choose, repeated, unfit_ids
from assess.catalogue.figure_checks import check_figures
from assess.catalogue.strict_yaml import Path
from assess.catalogue.yaml_words import quoted
from assess.model.framework import (
    Framework,
    Kind,
    OnTarget,
    ResultLevel,
    ResultRules,
    Rules,
    VerdictRule,
)

CONFIDENCES = ["A", "B", "C", "D"]
MOST_LEVELS = 11  # what the database takes as a score


def check_rules(framework: Framework, lost: Lost) -> Iterator[Fault]:
    yield from _vocabulary(framework)
    yield from _scale(framework)
    yield from _results(framework.rules.results, framework.top_score if framework.scale else 0)
    yield from _bands(framework.rules)
    yield from _limits(framework.rules)
    yield from _verdicts(framework.rules)
    yield from check_figures(framework)
    yield from _pairs(framework, lost)
    yield from _headlines(framework, lost)


def _vocabulary(framework: Framework) -> Iterator[Fault]:
    yield from unfit_ids([(("id",), framework.id)])
    for name in ("channels", "reasons", "factors"):
        ids: list[tuple[Path, str]] = [
            ((name, index, "id"), one.id) for index, one in enumerate(getattr(framework, name))
        ]
        yield from repeated("id", ids)
        yield from unfit_ids(ids)


def _scale(framework: Framework) -> Iterator[Fault]:
    if len(framework.scale) < 2:
        yield Fault(("scale",), "The scale has fewer than two levels.", "Give it a level for each score from 0.")
    if len(framework.scale) > MOST_LEVELS:
        fault = f"The scale has {len(framework.scale)} levels, and can have {MOST_LEVELS}: scores from 0 to 10."
        yield Fault(("scale", MOST_LEVELS), fault, "Remove this level and those after it.")
    factors = [factor.id for factor in framework.factors]
    for index, level in enumerate(framework.scale):
        if level.score != index:
            fault = f"The scale has {level.score} where {index} comes next."
            yield Fault(("scale", index, "score"), fault, "Number the levels from 0, without a gap.")
        for factor in level.factors:
            if factor not in factors:
                fault = f"{quoted(factor)} is none of the framework's factors."
                yield Fault(("scale", index, "factors", factor), fault, choose(factor, factors))


# ---- results ---------------------------------------------------------------------------------------


def _results(rules: ResultRules, top: int) -> Iterator[Fault]:
    before = 0
    for index, level in enumerate(rules.levels):
        path: Path = ("rules", "results", "levels", index)
        if not before < level.score <= top:
            fault = f"The level has the score {level.score}, and wants one above {before} and up to {top}."
            yield Fault((*path, "score"), fault, "Put the levels in ascending order of their scores, from 1.")
        before = max(before, level.score)
        for name, spell in _spells(level):
            yield from _spell((*path, *name), spell)
    yield from _spell(("rules", "results", "trend", "excused"), rules.trend.excused)


def _spells(level: ResultLevel) -> Iterator[tuple[Path, OnTarget]]:
    for index, spell in enumerate(level.on_target):
        yield ("on_target", index), spell
    if level.on_target_or_outside:
        yield ("on_target_or_outside",), level.on_target_or_outside


def _spell(path: Path, spell: OnTarget) -> Iterator[Fault]:
    if spell.at_least > spell.of:
        fault = f"{spell.at_least} of the last {spell.of} months cannot be on target."
        yield Fault((*path, "at_least"), fault, "Make `at_least` no more than `of`.")


# ---- bands -----------------------------------------------------------------------------------------


def _bands(rules: Rules) -> Iterator[Fault]:
    if not rules.bands:
        yield Fault(("rules", "bands"), "There are no bands.", "Give at least one, with `over: 0`.")
    for index, band in enumerate(rules.bands):
        path: Path = ("rules", "bands", index)
        if index == 0 and band.over != 0:
            fault = f"The first band begins at {band.over:g} and not at 0."
            yield Fault((*path, "over"), fault, "Write `over: 0`.")
        if index and not rules.bands[index - 1].over < band.over <= 100:
            fault = f"The band begins at {band.over:g}, and must begin above the one before, up to 100."
            yield Fault((*path, "over"), fault, "Put the bands in ascending order of `over`.")
        if index and band.band != rules.bands[index - 1].band + 1:
            fault = f"The band has the number {band.band} where {rules.bands[index - 1].band + 1} comes next."
            yield Fault((*path, "band"), fault, "Number the bands without a gap.")


def _limits(rules: Rules) -> Iterator[Fault]:
    limits = rules.limits
    named: list[tuple[Path, int]] = [
        (("rules", "limits", name), getattr(limits, name))
        for name in ("legal_gate", "legal_gate_with_plan", "other_gate")
    ]
    named += [(("rules", "limits", "confidence", letter), band) for letter, band in limits.confidence.items()]
    bands = [band.band for band in rules.bands]
    for path, limit in named:
        if limit not in bands:
            fault = f"`{path[-1]}` limits to band {limit}, and there is no such band."
            yield Fault(path, fault, f"The bands are {', '.join(map(str, bands))}.")
    yield from _letters(("rules", "limits", "confidence"), [(letter, letter) for letter in limits.confidence])


def _letters(path: Path, letters: Iterable[tuple[str | int, str]]) -> Iterator[Fault]:
    for step, letter in letters:
        if letter not in CONFIDENCES:
            yield Fault((*path, step), f"{quoted(letter)} is no confidence.", "Write A, B, C or D.")


# ---- verdicts --------------------------------------------------------------------------------------


def _verdicts(rules: Rules) -> Iterator[Fault]:
    verdicts = rules.verdicts.verdicts
    path: Path = ("rules", "verdicts", "verdicts")
    if not verdicts:
        yield Fault(path, "There are no verdicts.", "Give at least one, which demands nothing.")
    ids: list[tuple[Path, str]] = [((*path, index, "id"), verdict.id) for index, verdict in enumerate(verdicts)]
    yield from repeated("id", ids)
    yield from unfit_ids(ids)
    for index, verdict in enumerate(verdicts):
        if verdict.id == "withheld":
            fault = "The id `withheld` is kept for assessments that are not complete."
            yield Fault((*path, index, "id"), fault, "Give it another id.")
        yield from _letters((*path, index, "confidence"), enumerate(verdict.confidence))
        yield from _demands((*path, index), verdict, is_last=index == len(verdicts) - 1)


def _demands(path: Path, verdict: VerdictRule, is_last: bool) -> Iterator[Fault]:
    demands = verdict.model_dump(exclude={"id", "title"}, exclude_defaults=True)
    if is_last and demands:
        fault = f"The last verdict demands {', '.join(demands)}, so that some centres would get none."
        yield Fault(path, fault, "Add one after it that demands nothing.")
    if not is_last and not demands:
        fault = "The verdict demands nothing, so that those after it are never reached."
        yield Fault(path, fault, "Give it demands, or put it last.")
    for name in ("index", "dimension", "category", "criteria_at", "results_at"):
        percent = getattr(verdict, name)
        if percent is not None and not 0 <= percent <= 100:
            yield Fault((*path, name), f"`{name}` is {percent:g}, and no percentage.", "Write 0 to 100.")


# ---- pairs -----------------------------------------------------------------------------------------


def _pairs(framework: Framework, lost: Lost) -> Iterator[Fault]:
    if lost.some_dimensions:
        return
    categories = set(framework.categories) | lost.ids
    enablers = {one.id for one in framework.criteria.values() if one.kind is Kind.ENABLER} | categories
    results = {one.id for one in framework.criteria.values() if one.kind is Kind.RESULT} | categories
    for index, pair in enumerate(framework.rules.pairs):
        for side, ids, known, what in (
            ("enablers", pair.enablers, enablers, "an enabler or a category"),
            ("results", pair.results, results, "a result or a category"),
        ):
            path: Path = ("rules", "pairs", index, side)
            if not ids:
                yield Fault(path, f"`{side}` of the pair is empty.", "Name at least one, or remove the pair.")
            for number, name in enumerate(ids):
                if name not in known:
                    fault = f"The pair names {quoted(name)}, which is not {what}."
                    yield Fault((*path, number), fault, "Correct the id, or remove it.")


def _headlines(framework: Framework, lost: Lost) -> Iterator[Fault]:
    if lost.some_dimensions:
        return
    results = [one.id for one in framework.criteria.values() if one.kind is Kind.RESULT]
    ids: list[tuple[Path, str]] = [
        (("rules", "headlines", index), id) for index, id in enumerate(framework.rules.headlines)
    ]
    yield from repeated("headline", ids)
    for path, id in ids:
        if id not in results and id not in lost.ids:
            fault = f"`headlines` names {quoted(id)}, which is no result of the framework."
            yield Fault(path, fault, choose(id, results))
