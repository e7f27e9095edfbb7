"""Who acts."""

from assess.model.value import Sentence, Value


class Actor(Value):
    """The person (or the command) in whose name something is done."""

    id: str
    name: Sentence


LOCAL_OWNER = Actor(id="local", name="Local owner")
