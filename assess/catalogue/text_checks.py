"""Both languages where a screen cannot do without, and Chinese punctuation in Chinese."""

import re
from collections.abc import Iterator

from assess.catalogue.faults import Fault
from assess.catalogue.strict_yaml import Path
from assess.model.value import Text, Value

NEEDS_BOTH = frozenset({"title", "question", "name", "withheld"})
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff](?P<sign>[,?!;])[\u3400-\u9fff]")
_FULL_WIDTH = {",": "，", "?": "？", "!": "！", ";": "；"}


def check_texts(value: object, path: Path) -> Iterator[Fault]:
    for place, text in _texts(value, path):
        name = place[-1]
        if text.zh is None and (name in NEEDS_BOTH or "crosswalk_titles" in place):
            yield Fault(place, f"`{name}` has no Chinese text.", "Add it as `zh`.")
        found = _HALF_WIDTH.search(text.zh or "")
        if found:
            sign = found["sign"]
            yield Fault(
                (*place, "zh"),
                f"The half-width {sign} in `{found[0]}` stands between Chinese characters.",
                f"Write {_FULL_WIDTH[sign]} instead.",
            )


def _texts(value: object, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
