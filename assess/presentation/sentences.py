"""Codes and facts of scoring become sentences."""

from assess.i18n import Language, word
from assess.model.framework import Framework
from assess.model.scorecard import Cap, Cause, Gate, GateState, Reason, Unmet
from assess.presentation import formats

AREA = "sentences"


def reason_sentence(framework: Framework, reason: Reason, language: Language) -> str:
    """Why a criterion or a series has its score, and what the next one wants."""
    facts: dict[str, object] = dict(reason.facts)
    code = reason.code
    if "kinds" in facts:
        kinds = [kind for kind in str(facts["kinds"]).split(",") if kind]
        facts["kinds"] = enumeration([word(AREA, f"kinds.{kind}", language) for kind in kinds], language)
        facts["next"] = int(str(facts["supported"])) + 1
        code = code if kinds else f"{code}_bare"
    if "reason" in facts:
        facts["reason"] = framework.reason(str(facts["reason"])).title.written_in(language)
    if "kpis" in facts:
        names = [framework.kpis_by_id[kpi].abbreviation for kpi in str(facts["kpis"]).split(",")]
        facts["kpis"] = enumeration(names, language)
    if "kpi" in facts:
        facts["kpi"] = framework.kpis_by_id[str(facts["kpi"])].abbreviation
    if code == "needs_coverage":
        have = reason.facts["have"]
        facts["have"] = formats.share(100 * float(have or 0))
        facts["need"] = formats.share(100 * float(reason.facts["need"] or 0))
    text = word(AREA, f"reason.{code}", language, **facts)
    return text[0].upper() + text[1:]


def unmet_sentence(framework: Framework, unmet: Unmet, language: Language) -> str:
    """A demand of the next better verdict that is not met."""
    value, required = unmet.value, unmet.required
    if unmet.code in ("completion", "criteria_at", "results_at"):
        facts = {"value": formats.share(float(value), 1), "required": formats.share(float(required))}
    elif unmet.code in ("index", "dimension", "category"):
        facts = {"value": formats.number(float(value)), "required": formats.number(float(required), 0)}
    else:
        facts = {"value": _plain(value), "required": _plain(required)}
    subject = title_of(framework, unmet.subject, language) if unmet.subject else ""
    return word(AREA, f"unmet.{unmet.code}", language, subject=subject, **facts)


def cap_sentence(framework: Framework, cap: Cap, language: Language) -> str:
    """What limits a band, by name."""
    names = list(cap.subjects)
    if cap.cause is not Cause.CONFIDENCE:
        names = [title_of(framework, subject, language) for subject in cap.subjects]
    return word(AREA, f"cap.{cap.cause.value}", language, subjects=enumeration(names, language))


def confidence_sentence(confidence: str, language: Language) -> str:
    return word(AREA, f"confidence.{confidence}", language)


def gate_state(state: GateState, language: Language) -> str:
    return word(AREA, f"gate.{state.value}", language)


def gate_kind(gate: Gate, language: Language) -> str:
    return word(AREA, f"gate_kind.{gate.kind.value}", language)


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


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else formats.number(value, 1).removesuffix(".0")
