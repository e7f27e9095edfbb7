"""What is found where data is not as it was written."""

from assess.model.value import Value


class Damage(Value):
    """A place that is not as it was written: a code and facts, for `presentation.sentences.damage_sentence`."""

    code: str
    facts: dict[str, str | int] = {}
