"""Which categories can be told apart by what is supported: those in which nothing is open."""

from collections.abc import Iterable

from assess.model.framework import Category
from assess.reports.edition import Edition


def answered_categories(edition: Edition, categories: Iterable[Category]) -> list[tuple[str, float]]:
    """Id and supported percentage of those that apply and are answered whole, in the framework's order."""
    found = []
    for category in categories:
        supported = edition.card.category(category.id).supported
        is_open = any(edition.card.criterion(criterion.id).is_open for criterion in category.criteria)
        if supported and not is_open:
            found.append((category.id, round(supported.low, 9)))
    return found
