"""The cover: whose report this is, how finished, and how far to trust it."""

from dataclasses import dataclass

from assess.model.assessment import Verification
from assess.presentation import formats
from assess.reports.edition import Edition, isolated


@dataclass(frozen=True)
class Cover:
    centre: str
    title: str | None
    draft: str | None
    final: str | None
    facts: tuple[tuple[str, str], ...]


def cover_of(edition: Edition) -> Cover:
    assessment, done = edition.assessment, edition.card.completion
    day = edition.language
    counts = {"count": done.applicable, "answered": done.answered}
    facts = [
        (edition.say("cover.by"), independence(edition, assessment.verification)),
        (edition.say("cover.scope"), scope_sentence(edition)),
        (edition.say("cover.centre"), _profile(edition)),
        (edition.say("cover.framework"), framework_name(edition)),
        (edition.say("cover.assessed_on"), formats.day(assessment.assessed_on, day)),
        (
            edition.say("cover.finished_on" if edition.is_final else "cover.printed_on"),
            formats.day(edition.report.printed_on, day),
        ),
    ]
    if not edition.is_draft and not edition.is_final:
        facts.insert(0, (edition.say("cover.status"), edition.count("cover.complete", **counts)))
    return Cover(
        centre=assessment.centre.name,
        title=assessment.title,
        draft=edition.count("cover.draft", **counts) if edition.is_draft else None,
        final=edition.count("cover.final", **counts, revision=edition.report.revision) if edition.is_final else None,
        facts=tuple(facts),
    )


def framework_name(edition: Edition) -> str:
    framework = edition.framework
    title = framework.title.written_in(edition.language)
    return edition.say("cover.framework_is", title=title, version=framework.version)


def scope_sentence(edition: Edition) -> str:
    code = "cover.scope_express" if edition.is_express else "cover.scope_full"
    count = sum(1 for _ in edition.framework.scope(edition.is_express))
    return edition.count(code, count, all=len(edition.framework.criteria))


def independence(edition: Edition, verification: Verification | None) -> str:
    """Who assessed, and how far somebody else has looked at it."""
    if verification is None or not verification.pairs:
        return edition.say("cover.by_itself")
    text = edition.count(f"cover.by_{verification.organisation or 'unknown'}", verification.pairs)
    if verification.within_one is None:
        return text
    within = formats.share(100 * verification.within_one)
    return edition.in_a_row([text, edition.say("cover.agreement", within=within)])


def _profile(edition: Edition) -> str:
    centre = edition.assessment.centre
    parts = [isolated(part) for part in (centre.industry, centre.country) if part]
    if centre.seats is not None:
        parts.append(edition.count("cover.seats", centre.seats, seats=formats.number(centre.seats, 0)))
    parts += [edition.framework.channel(id).title.written_in(edition.language) for id in centre.channels]
    return edition.say("dot").join(parts) or formats.NONE
