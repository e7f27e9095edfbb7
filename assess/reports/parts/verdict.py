"""How near the centre is to an external assessment, and all that the next better verdict still needs."""

from dataclasses import dataclass

from assess.presentation import sentences
from assess.reports.edition import Edition


@dataclass(frozen=True)
class Verdict:
    title: str
    lead: str
    unmet: tuple[str, ...]


def verdict_of(edition: Edition) -> Verdict:
    unmet = sentences.unmet_sentences(edition.framework, edition.card.verdict.unmet, edition.language)
    return Verdict(verdict_title(edition), _lead(edition), tuple(unmet))


def verdict_title(edition: Edition) -> str:
    """The verdict at the low end, with that of the high end where it is another."""
    framework, verdict = edition.framework, edition.card.verdict
    low = sentences.verdict_title(framework, verdict.id, edition.language)
    if verdict.high == verdict.id:
        return low
    return edition.say(
        "verdict.at_best", low=low, high=sentences.verdict_title(framework, verdict.high, edition.language)
    )


def _lead(edition: Edition) -> str:
    verdicts = [one.id for one in edition.framework.rules.verdicts.verdicts]
    if edition.card.verdict.id not in verdicts:
        return edition.say("verdict.withheld")
    better = verdicts[max(0, verdicts.index(edition.card.verdict.id) - 1)]
    return edition.say("verdict.next", title=sentences.verdict_title(edition.framework, better, edition.language))
