"""What the criteria of a framework must mean: ids, titles, prerequisites, kinds, and the names they use."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from assess.catalogue.faults import Fault, Lost, choose, repeated, unfit_ids
from assess.catalogue.strict_yaml import Path
from assess.catalogue.text_checks import check_texts
from assess.catalogue.yaml_words import quoted
from assess.i18n import Language
from assess.model.framework import Category, Criterion, Dimension, Entry, Framework, Kind
from assess.model.kpi import Kpi

CYCLE_LIMIT = 20
MOST_PER = 1_000_000_000

Located = tuple[Path, Criterion]


def check_dimensions(dimensions: tuple[Dimension, ...], lost: Lost) -> Iterator[Fault]:
    """All that can be said of the dimensions by themselves."""
    located_dimensions = [(("dimensions", index), one) for index, one in enumerate(dimensions)]
    categories = [
        ((*path, "categories", index), one)
        for path, dimension in located_dimensions
        for index, one in enumerate(dimension.categories)
    ]
    criteria = _criteria(dimensions)
    yield from repeated("key", [((*path, "key"), one.key) for path, one in located_dimensions])
    for level in (located_dimensions, categories, criteria):
        yield from _names(level)  # type: ignore[arg-type]
    yield from _prefixes(dimensions)
    yield from _prerequisites(criteria, lost)
    yield from _cycles(criteria)
    for path, criterion in criteria:
        yield from _result(path, criterion) if criterion.kind is Kind.RESULT else _enabler(path, criterion)
    yield from check_texts(dimensions, ("dimensions",))


def check_framework(framework: Framework, lost: Lost) -> Iterator[Fault]:
    """What the head, the KPIs and the criteria say of each other."""
    yield from _weights(framework.dimensions, lost)
    yield from _vocabulary(framework, lost)
    for path, criterion in _criteria(framework.dimensions):
        yield from _anchors(framework, path, criterion)
        for index, entry in enumerate(criterion.entries):
            yield from _entry(framework, (*path, "entries", index), entry, lost)
    for index, kpi in enumerate(framework.kpis):
        place: Path = ("kpis", index, "variants")
        variants: list[tuple[Path, str]] = [((*place, number, "id"), one.id) for number, one in enumerate(kpi.variants)]
        yield from repeated("variant", variants)
        yield from unfit_ids([(("kpis", index, "id"), kpi.id), *variants])
        if kpi.per > MOST_PER:
            fault = f"`per` is {kpi.per:g}, and must be at most {MOST_PER:,}."
            yield Fault(("kpis", index, "per"), fault, "Correct the number: 100 makes a percentage.")
    for name in Framework.model_fields:
        if name != "dimensions":
            yield from check_texts(getattr(framework, name, ()), (name,))


def _criteria(dimensions: tuple[Dimension, ...]) -> list[Located]:
    return [
        (("dimensions", first, "categories", second, "criteria", third), criterion)
        for first, dimension in enumerate(dimensions)
        for second, category in enumerate(dimension.categories)
        for third, criterion in enumerate(category.criteria)
    ]


# ---- ids, titles, weights --------------------------------------------------------------------------


def _names(located: list[tuple[Path, Dimension | Category | Criterion]]) -> Iterator[Fault]:
    yield from repeated("id", [((*path, "id"), one.id) for path, one in located])
    yield from repeated("English title", [((*path, "title"), one.title.en) for path, one in located])
    chinese = [((*path, "title"), one.title.written_in(Language.ZH)) for path, one in located if one.title.zh]
    yield from repeated("Chinese title", chinese)
    yield from unfit_ids([((*path, "id"), one.id) for path, one in located])


def _prefixes(dimensions: tuple[Dimension, ...]) -> Iterator[Fault]:
    for first, dimension in enumerate(dimensions):
        for second, category in enumerate(dimension.categories):
            path: Path = ("dimensions", first, "categories", second)
            if not category.id.startswith(dimension.id):
                fault = f"The id of the category does not begin with its dimension's, `{dimension.id}`."
                yield Fault((*path, "id"), fault, "Change it, or move the category.")
            for third, criterion in enumerate(category.criteria):
                if not criterion.id.startswith(f"{category.id}."):
                    fault = f"The id of the criterion does not begin with its category's, `{category.id}.`."
                    yield Fault((*path, "criteria", third, "id"), fault, "Change it, or move the criterion.")


def _weights(dimensions: tuple[Dimension, ...], lost: Lost) -> Iterator[Fault]:
    total = round(sum(dimension.weight for dimension in dimensions), 9)
    if dimensions and total != 100 and not lost.some_dimensions:
        weights = ", ".join(f"{dimension.id} {dimension.weight:g}" for dimension in dimensions)
        fault = f"The weights of the dimensions sum to {total:g} and not to 100 ({weights})."
        yield Fault(("dimensions",), fault, "Change `weight` in the files of the dimensions.")


# ---- prerequisites ---------------------------------------------------------------------------------


def _prerequisites(criteria: list[Located], lost: Lost) -> Iterator[Fault]:
    known = {criterion.id for _, criterion in criteria} | lost.ids
    for path, criterion in criteria:
        for index, wanted in enumerate(criterion.needs):
            if wanted not in known and not lost.some_dimensions:
                fault = f"`needs` names {quoted(wanted)}, and there is no such criterion."
                yield Fault((*path, "needs", index), fault, "Correct the id, or remove it.")


def _cycles(criteria: list[Located]) -> Iterator[Fault]:
    order = {criterion.id: index for index, (_, criterion) in reversed(list(enumerate(criteria)))}
    needs = {id_: [wanted for wanted in criteria[index][1].needs if wanted in order] for id_, index in order.items()}
    for _ in range(CYCLE_LIMIT):
        try:
            TopologicalSorter(needs).prepare()
            return
        except CycleError as error:
            circle = list(reversed(error.args[1]))[:-1]
        start = circle.index(min(circle, key=order.__getitem__))
        circle = [*circle[start:], *circle[:start]]
        path, first = criteria[order[circle[0]]]
        wanted = [*circle, circle[0]][1]
        way = " needs ".join([*circle, circle[0]])
        fault = f"Prerequisites run in a circle: {way}."
        yield Fault((*path, "needs", first.needs.index(wanted)), fault, "Remove one of these from `needs`.")
        needs[first.id] = [one for one in needs[first.id] if one != wanted]


# ---- kinds -----------------------------------------------------------------------------------------


def _result(path: Path, result: Criterion) -> Iterator[Fault]:
    if result.gate is not None:
        yield Fault((*path, "gate"), "A result cannot be a gate.", "Remove `gate`.")
    if result.effort is not None:
        yield Fault((*path, "effort"), "A result has no effort: its enablers move it.", "Remove `effort`.")
    if result.not_applicable:
        fault = "A result lists reasons not to apply, and only the profile of the centre decides that."
        yield Fault((*path, "not_applicable"), fault, "Remove `not_applicable`.")
    if not result.entries:
        yield Fault(path, "A result has no entries, so that nothing can decide it.", "Add `entries` with KPIs.")
    elif not any(entry.required or entry.when for entry in result.entries):
        fault = "No entry of the result ever counts."
        yield Fault((*path, "entries"), fault, "Give one `required: true`, or a channel as `when`.")


def _enabler(path: Path, enabler: Criterion) -> Iterator[Fault]:
    if enabler.entries:
        fault = "An enabler has entries, and only results are computed from KPIs."
        yield Fault((*path, "entries"), fault, "Remove `entries`, or write `kind: result`.")
    if enabler.effort is None:
        yield Fault(path, "An enabler has no effort.", "Add `effort: S`, M, L or XL.")


# ---- names that criteria use -----------------------------------------------------------------------


def _vocabulary(framework: Framework, lost: Lost) -> Iterator[Fault]:
    reasons = [reason.id for reason in framework.reasons]
    standards = list(framework.crosswalk_titles)
    for path, criterion in _criteria(framework.dimensions):
        for index, reason in enumerate(criterion.not_applicable):
            if reason not in reasons and reason not in lost.ids:
                fault = f"`not_applicable` names {quoted(reason)}, which is none of the framework's reasons."
                yield Fault((*path, "not_applicable", index), fault, choose(reason, reasons))
    for first, dimension in enumerate(framework.dimensions):
        for second, category in enumerate(dimension.categories):
            for standard in category.crosswalk:
                if standard not in standards:
                    fault = f"`crosswalk` names {quoted(standard)}, which `crosswalk_titles` does not."
                    path = ("dimensions", first, "categories", second, "crosswalk", standard)
                    yield Fault(path, fault, choose(standard, standards))


def _anchors(framework: Framework, path: Path, criterion: Criterion) -> Iterator[Fault]:
    scores = [str(level.score) for level in framework.scale]
    for score in criterion.anchors:
        if score not in scores:
            fault = f"The anchor {quoted(score)} is no score of the scale."
            yield Fault((*path, "anchors", score), fault, f"The scores are {', '.join(scores)}.")


def _entry(framework: Framework, path: Path, entry: Entry, lost: Lost) -> Iterator[Fault]:
    channels = [channel.id for channel in framework.channels]
    if entry.when is not None and entry.when not in channels and entry.when not in lost.ids:
        fault = f"`when` names {quoted(entry.when)}, which is none of the framework's channels."
        yield Fault((*path, "when"), fault, choose(entry.when, channels))
    kpi = framework.kpis_by_id.get(entry.kpi)
    if kpi is not None:
        yield from _variants(path, entry, kpi, lost)
    elif entry.kpi not in lost.ids and not lost.some_kpis:
        fault = f"The entry names the KPI {quoted(entry.kpi)}, which no KPI file defines."
        yield Fault((*path, "kpi"), fault, "Correct the id, or define the KPI.")


def _variants(path: Path, entry: Entry, kpi: Kpi, lost: Lost) -> Iterator[Fault]:
    known = [variant.id for variant in kpi.variants]
    places: list[Path] = [
        (*path, "variant"),
        *((*path, "accept", index) for index in range(len(entry.accept))),
    ]
    for place, variant in zip(places, entry.accepted, strict=True):
        if variant not in known and variant not in lost.ids:
            yield Fault(place, f"{quoted(variant)} is no variant of the KPI {kpi.id}.", choose(variant, known))
