"""What can be changed of an answer by itself, and what becomes of two changes."""

from assess.model.assessment import Answer

Part = tuple[str, ...]
# Score and reason are one thing to change, for either rules the other out.
PARTS: tuple[Part, ...] = (("score", "not_applicable"), ("note",), ("evidence",), ("plan",))


def changed_parts(before: Answer, after: Answer) -> tuple[Part, ...]:
    """Those of PARTS that are not as before."""
    return tuple(names for names in PARTS if any(getattr(before, name) != getattr(after, name) for name in names))


def upon(stands: Answer, base: Answer, mine: Answer) -> Answer:
    """What stands, with what `mine` has otherwise than `base`."""
    changed = changed_parts(base, mine)
    return stands.model_copy(update={name: getattr(mine, name) for names in changed for name in names})


def together(base: Answer, mine: Answer, theirs: Answer) -> Answer | None:
    """Two changes of one answer as one; None where both changed the same and differently.

    `base` is what both were made upon.
    """
    for names in set(changed_parts(base, mine)) & set(changed_parts(base, theirs)):
        if any(getattr(mine, name) != getattr(theirs, name) for name in names):
            return None
    return upon(theirs, base, mine)
