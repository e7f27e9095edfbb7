"""Results: the score of a series from level, trend, comparison and coverage, and of a criterion from its series."""

from collections.abc import Mapping
from datetime import date

from assess.model import edges
from assess.model.assessment import Assessment
from assess.model.framework import Criterion, Entry, Framework, OnTarget, ResultLevel, ResultRules
from assess.model.kpi import Kpi, Series, SeriesKey, Source
from assess.model.scorecard import CriterionScore, EntryScore, Reason, SeriesScore, State
from assess.scoring.months import Reading, read_series


def score_result(framework: Framework, criterion: Criterion, assessment: Assessment) -> CriterionScore:
    """The lowest score over the counting entries; unanswered while one of them has no series.

    Entries with one `any_of` count as one, the best of those that have a series. An assessor's lower score counts.
    """
    entries = tuple(_score_entry(framework, entry, assessment) for entry in criterion.entries)
    groups = _counting_groups(entries)
    if not groups:
        return _result(criterion, State.NOT_APPLICABLE, None, None, Reason(code="by_profile"), entries)
    missing = next((group for group in groups if all(entry.series is None for entry in group)), None)
    if missing:
        names = ",".join(entry.kpi for entry in missing)
        return _result(
            criterion, State.UNANSWERED, None, None, Reason(code="no_series", facts={"kpis": names}), entries
        )
    series = [[entry.series for entry in group if entry.series] for group in groups]
    claimed = min(max(one.claimed for one in group) for group in series)
    supported = min(max(one.supported for one in group) for group in series)
    decides = min((max(group, key=lambda one: one.claimed) for group in series), key=lambda one: one.claimed)
    reason = Reason(code=decides.reason.code, facts={**decides.reason.facts, "kpi": decides.kpi})
    lowered = assessment.answer(criterion.id).score
    state = State.COMPUTED
    if lowered is not None and lowered < claimed:
        state = State.LOWERED
        reason = Reason(code="lowered", facts={"computed": claimed, "lowered": lowered, "kpi": decides.kpi})
        claimed, supported = lowered, min(supported, lowered)
    return _result(criterion, state, claimed, supported, reason, entries)


def find_series(entry: Entry, known: Mapping[SeriesKey, Series]) -> Series | None:
    """The entry's series: that of its channel in the first accepted variant that has one, else that of the whole."""
    channels = (entry.when, None) if entry.when else (None,)
    for channel in channels:
        for variant in entry.accepted:
            if (entry.kpi, variant, channel) in known:
                return known[entry.kpi, variant, channel]
    return None


def score_series(rules: ResultRules, kpi: Kpi, series: Series, assessed_on: date) -> SeriesScore:
    """The highest of the cumulative levels that a series reaches; supported is limited by its source."""
    reading = read_series(kpi, series, assessed_on, rules.missing_months_end, rules.comparison_years)
    if series.not_measured:
        score, reason = 0, Reason(code="not_measured")
    elif not reading.values:
        score, reason = 0, Reason(code="no_counted_month")
    else:
        score, reason = _climb(rules, kpi, series, reading, assessed_on)
    limit = rules.source_limits[series.source or Source.TYPED]
    return SeriesScore(
        kpi=series.kpi,
        variant=series.variant,
        channel=series.channel,
        claimed=score,
        supported=min(score, limit),
        reason=reason,
        latest=reading.raw[-1] if reading.raw and not series.not_measured else None,
        counted_months=len(reading.values),
    )


def _score_entry(framework: Framework, entry: Entry, assessment: Assessment) -> EntryScore:
    series = find_series(entry, assessment.series_by_key)
    counts = entry.required or (entry.when is not None and entry.when in assessment.centre.channels)
    kpi = framework.kpis_by_id[entry.kpi]
    score = series and score_series(framework.rules.results, kpi, series, assessment.assessed_on)
    variant = series.variant if series else entry.variant
    return EntryScore(kpi=entry.kpi, variant=variant, when=entry.when, any_of=entry.any_of, counts=counts, series=score)


def _counting_groups(entries: tuple[EntryScore, ...]) -> list[list[EntryScore]]:
    groups: dict[object, list[EntryScore]] = {}
    for place, entry in enumerate(entries):
        if entry.counts:
            groups.setdefault(entry.any_of or place, []).append(entry)
    return list(groups.values())


def _climb(rules: ResultRules, kpi: Kpi, series: Series, reading: Reading, assessed_on: date) -> tuple[int, Reason]:
    assert reading.latest is not None
    score = 0
    reason = Reason(code="top")
    for level in rules.levels:
        missing = _missing(level, rules, kpi, series, reading)
        if missing:
            reason = Reason(code=missing.code, facts={**missing.facts, "next": level.score})
            break
        score = level.score
    age = assessed_on.year * 12 + assessed_on.month - 1 - reading.latest
    if age > rules.stale_after_months and score > rules.stale_limit:
        return rules.stale_limit, Reason(code="stale", facts={"months": age, "next": rules.stale_limit + 1})
    return score, reason


def _missing(level: ResultLevel, rules: ResultRules, kpi: Kpi, series: Series, reading: Reading) -> Reason | None:
    """The first demand of a level that the series does not meet."""
    if len(reading.values) < level.months:
        return Reason(code="needs_months", facts={"have": len(reading.values), "need": level.months})
    if level.target and reading.target is None:
        return Reason(code="needs_target")
    if not edges.at_least(series.coverage or 0.0, level.coverage):
        return Reason(code="needs_coverage", facts={"have": series.coverage, "need": level.coverage})
    good = level.on_target_or_outside
    if good and not _enough_good_months(good, reading) and not is_improving(rules, reading):
        return Reason(code="needs_good_months", facts={"of": good.of, "at_least": good.at_least})
    if level.not_adverse and is_adverse(rules, kpi, reading):
        return Reason(code="adverse")
    for demand in level.on_target:
        have = reading.months_on_target(demand.of)
        if have < demand.at_least:
            facts = {"have": have, "of": demand.of, "at_least": demand.at_least}
            return Reason(code="needs_on_target", facts=facts)
    if level.comparison == "any" and reading.comparison is None:
        return Reason(code="needs_comparison")
    if level.comparison == "outside" and (reading.comparison is None or reading.comparison_kind != "outside"):
        return Reason(code="needs_outside_comparison")
    span = level.mean_as_good_over
    if span and (reading.comparison is None or not reading.as_good(_mean(reading.values[-span:]), reading.comparison)):
        return Reason(code="mean_misses_comparison", facts={"months": span})
    return None


def _enough_good_months(demand: OnTarget, reading: Reading) -> bool:
    outside = reading.comparison if reading.comparison_kind == "outside" else None
    good = sum(
        reading.on_target(value) or (outside is not None and reading.as_good(value, outside))
        for value in reading.values[-demand.of :]
    )
    return good >= demand.at_least


def is_improving(rules: ResultRules, reading: Reading) -> bool:
    """The mean of the last three misses the target by at most three quarters of what the three before missed it by."""
    trend = rules.trend
    if reading.target is None or len(reading.values) < trend.needs_months:
        return False
    recent, before = _trend_means(reading, trend.months)
    missed_before = reading.missed_by(before)
    if not edges.above(missed_before, 0):
        return False
    return edges.at_most(reading.missed_by(recent), trend.improving_share * missed_before)


def is_adverse(rules: ResultRules, kpi: Kpi, reading: Reading) -> bool:
    """The mean of the last three is worse than that of the three before, and than a year ago, beyond tolerance."""
    trend = rules.trend
    if len(reading.values) < trend.needs_months:
        return False
    if reading.months_on_target(trend.excused.of) >= trend.excused.at_least:
        return False
    recent, before = _trend_means(reading, trend.months)
    if not _worse(kpi, reading, recent, before):
        return False
    if len(reading.values) < trend.season_from:
        return True
    end = len(reading.values) - trend.season_back
    return _worse(kpi, reading, recent, _mean(reading.values[end - trend.months : end]))


def _worse(kpi: Kpi, reading: Reading, value: float, reference: float) -> bool:
    if kpi.tolerance.absolute is not None:
        tolerance = kpi.tolerance.absolute
    else:
        base = abs(reference) if reading.width is None else reading.width
        tolerance = (kpi.tolerance.relative or 0.0) * base
    return edges.above(reading.loss(reference, value), tolerance)


def _trend_means(reading: Reading, months: int) -> tuple[float, float]:
    return _mean(reading.values[-months:]), _mean(reading.values[-2 * months : -months])


def _mean(values: tuple[float, ...]) -> float:
    return sum(values) / len(values)


def _result(
    criterion: Criterion,
    state: State,
    claimed: int | None,
    supported: int | None,
    reason: Reason,
    entries: tuple[EntryScore, ...],
) -> CriterionScore:
    return CriterionScore(
        id=criterion.id,
        kind=criterion.kind,
        state=state,
        claimed=claimed,
        supported=supported,
        reason=reason,
        entries=entries,
    )
