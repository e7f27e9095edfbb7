"""What is missing, and what closing it would bring."""

from assess.model.value import Value


class Gap(Value):
    """The way of one criterion from supported to target, in two parts that are never mixed.

    `practice`: target less claimed, `proof`: claimed less supported, in steps of the ladder, never negative.
    `points` is what closing both adds to the low end of the supported index; effort is in person-days, None for
    the practice gap of a result, which is moved by its enablers.
    """

    criterion: str
    target: int
    practice: int
    proof: int
    priority: float
    points: float
    effort_practice: float | None
    effort_proof: float
    legal_gate_not_passed: bool
