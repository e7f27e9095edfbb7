"""Codes and facts of scoring become sentences."""

from collections.abc import Sequence

from assess.i18n import Language, counted_word, word, words
from assess.model.damage import Damage
from assess.model.framework import EvidenceKind, Framework, GateKind
from assess.model.gap import Gap
from assess.model.scorecard import BandRange, Cap, Cause, GateState, Reason, SeriesScore, Unmet
from assess.presentation import formats

AREA = "sentences"
MINUTES_A_CRITERION = 3  # 180 criteria with proof take 9 to 12 hours of sittings


def reason_sentence(framework: Framework, reason: Reason, language: Language) -> str:
    """Why a criterion has its score, and what the next one wants; a KPI is named first."""
    text = _reason(framework, reason, language)
    if "kpi" in reason.facts:
        kpi = framework.kpis_by_id[str(reason.facts["kpi"])].abbreviation
        return word(AREA, "reason_of", language, kpi=kpi, reason=text)
    return _begun(text)


def series_sentence(framework: Framework, series: SeriesScore, language: Language) -> str:
    """Why a series has its score, and what the next one wants, without its name."""
    return _begun(_reason(framework, series.reason, language))


def _reason(framework: Framework, reason: Reason, language: Language) -> str:
    facts: dict[str, object] = dict(reason.facts)
    code = reason.code
    if "kinds" in facts:
        kinds = [EvidenceKind(kind) for kind in str(facts["kinds"]).split(",") if kind]
        facts["kinds"] = kinds_of_evidence(kinds, language)
        facts["next"] = int(str(facts["supported"])) + 1
        code = code if kinds else f"{code}_bare"
    if "reason" in facts:
        facts["reason"] = framework.reason(str(facts["reason"])).title.written_in(language)
    if "kpis" in facts:
        names = [framework.kpis_by_id[kpi].abbreviation for kpi in str(facts["kpis"]).split(",")]
        facts["kpis"] = enumeration(names, language)
    if code == "needs_coverage":
        facts["have"] = formats.share(100 * float(reason.facts["have"] or 0))
        facts["need"] = formats.share(100 * float(reason.facts["need"] or 0))
    if code == "needs_on_target" and facts["have"] == 0:
        code = "needs_on_target_none"
    if code == "needs_months":
        return counted_word(AREA, "reason.needs_months", language, int(str(facts["have"])), **facts)
    return word(AREA, f"reason.{code}", language, **facts)


def kinds_of_evidence(kinds: Sequence[EvidenceKind], language: Language) -> str:
    return enumeration([word(AREA, f"kinds.{kind.value}", language) for kind in kinds], language)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def unmet_sentence(framework: Framework, unmet: Unmet, language: Language) -> str:
    """A demand of the next better verdict that is not met."""
    value, required = unmet.value, unmet.required
    if unmet.code in ("completion", "criteria_at", "results_at"):
        facts = {"value": formats.share(float(value), 1), "required": formats.share(float(required))}
    elif unmet.code in ("index", "dimension", "category"):
        facts = {"value": formats.number(float(value)), "required": formats.number(float(required), 0)}
    else:
        facts = {"value": _plain(value), "required": _plain(required)}
    facts["subject"] = title_of(framework, unmet.subject, language) if unmet.subject else ""
    if unmet.code in ("criteria_at", "results_at"):
        facts["at"] = str(framework.rules.verdicts.at)
    if unmet.code in ("other_gates", "gates"):
        return counted_word(AREA, f"unmet.{unmet.code}", language, float(value), **facts)
    return word(AREA, f"unmet.{unmet.code}", language, **facts)


def unmet_sentences(framework: Framework, unmet: Sequence[Unmet], language: Language) -> list[str]:
    """All demands that are not met; those of one kind that name a subject as one sentence."""
    kinds: dict[tuple[str, float | str], list[Unmet]] = {}
    for one in unmet:
        kinds.setdefault((one.code, one.required), []).append(one)
    return [_together(framework, alike, language) for alike in kinds.values()]


def _together(framework: Framework, alike: Sequence[Unmet], language: Language) -> str:
    code = f"unmet.{alike[0].code}_many"
    if len(alike) == 1 or code not in words(AREA):
        return in_a_row([unmet_sentence(framework, one, language) for one in alike], language)
    subjects = [
        word(
            AREA,
            "unmet.with_value",
            language,
            subject=title_of(framework, one.subject or "", language),
            value=_plain(one.value),
        )
        for one in alike
    ]
    return word(AREA, code, language, subjects=enumeration(subjects, language), required=_plain(alike[0].required))


def cap_sentence(framework: Framework, cap: Cap, language: Language) -> str:
    """What limits a band: by name when it is one thing, else how many."""
    count = len(cap.subjects)
    if count > 1:
        said = word(AREA, f"number.{count}", language) if count <= 10 else str(count)
        return word(AREA, f"cap.{cap.cause.value}_many", language, count=said)
    subject = cap.subjects[0] if cap.cause is Cause.CONFIDENCE else title_of(framework, cap.subjects[0], language)
    return word(AREA, f"cap.{cap.cause.value}", language, subjects=subject)


def limit_sentences(framework: Framework, band: BandRange, language: Language) -> list[str]:
    """Each limit of the band, with all that causes it by name."""
    return [_limit_sentence(framework, cap, language) for cap in band.caps]


def _limit_sentence(framework: Framework, cap: Cap, language: Language) -> str:
    cause = cap_sentence(framework, cap, language)
    if len(cap.subjects) > 1:
        names = [title_of(framework, subject, language) for subject in cap.subjects]
        cause += word(AREA, "list.colon", language) + in_a_row(names, language)
    return word(AREA, "cap.limit", language, limit=cap.limit, cause=cause)


def sitting_sentence(criteria: int, language: Language) -> str:
    """How long answering so many criteria takes, at three minutes each."""
    minutes = MINUTES_A_CRITERION * criteria
    if minutes <= 90:
        return counted_word(AREA, "sitting.minutes", language, criteria, minutes=minutes)
    return word(AREA, "sitting.hours", language, count=criteria, hours=formats.number(minutes / 60, 0))


def band_sentence(framework: Framework, band: BandRange, language: Language) -> str:
    """The band by name, and what it would be but for its limits: "Band 2, Emerging: 4 but for ..."."""
    name = band_name(framework, band.low, language)
    if band.low != band.high:
        high = band_name(framework, band.high, language)
        ends = {"low_band": band.low, "low": name, "high_band": band.high, "high": high}
        return word(AREA, "band.interval", language, **ends)
    if not band.caps:
        return word(AREA, "band.plain", language, band=band.low, name=name)
    limits = enumeration([cap_sentence(framework, cap, language) for cap in band.caps], language)
    return word(AREA, "band.capped", language, band=band.low, name=name, uncapped=band.uncapped_low, limits=limits)


def band_name(framework: Framework, number: int, language: Language) -> str:
    return next(band for band in framework.rules.bands if band.band == number).title.written_in(language)


def verdict_title(framework: Framework, verdict_id: str, language: Language) -> str:
    rules = framework.rules.verdicts
    for verdict in rules.verdicts:
        if verdict.id == verdict_id:
            return verdict.title.written_in(language)
    return rules.withheld.written_in(language)


def step_title(framework: Framework, gap: Gap, language: Language) -> str:
    """A gap as something to do."""
    code = "both" if gap.practice and gap.proof else "practice" if gap.practice else "proof"
    title = title_of(framework, gap.criterion, language)
    return word(AREA, f"step.{code}", language, title=title, claimed=gap.target - gap.practice, target=gap.target)


def step_sentence(framework: Framework, gap: Gap, language: Language) -> str:
    """A gap as something to do, with what it brings and costs."""
    text = step_title(framework, gap, language)
    text += word(AREA, "step.points", language, points=formats.gain(gap.points))
    if effort := (gap.effort_practice or 0.0) + gap.effort_proof:
        text += counted_word(AREA, "step.effort", language, effort, days=formats.person_days(effort))
    return text + word(AREA, "step.end", language)


def confidence_sentence(framework: Framework, confidence: str, language: Language) -> str:
    share = formats.share(100 * framework.rules.confidence.evidence_share)
    return word(AREA, f"confidence.{confidence}", language, share=share)


def gate_state(state: GateState, language: Language) -> str:
    return word(AREA, f"gate.{state.value}", language)


def gate_kind(kind: GateKind, language: Language) -> str:
    return word(AREA, f"gate_kind.{kind.value}", language)


def title_of(framework: Framework, id: str, language: Language) -> str:
    """The title of a criterion, a category or a dimension."""
    for known in (framework.criteria, framework.categories, {one.id: one for one in framework.dimensions}):
        if id in known:
            return known[id].title.written_in(language)
    return id


def enumeration(parts: list[str], language: Language) -> str:
    """a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return word(AREA, "list.comma", language).join(parts[:-1]) + word(AREA, "list.and", language) + parts[-1]


def in_a_row(parts: Sequence[str], language: Language) -> str:
    """a; b; c: for parts that have commas of their own."""
    return word(AREA, "list.semicolon", language).join(parts)


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else formats.plain(value)


def damage_sentence(damage: Damage, language: Language) -> str:
    """What is not as it was written."""
    code = damage.code
    if code == "trail" and not damage.facts["assessment"]:
        code = "trail_database"
    return word(AREA, f"damage.{code}", language, **damage.facts)


def remedy_sentence(damage: Damage, language: Language) -> str:
    """What to do about it."""
    return word(AREA, "remedy.scorecard" if damage.code == "row_scorecards" else "remedy.restore", language)
