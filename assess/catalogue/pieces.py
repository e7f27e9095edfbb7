"""One mapping of a file becomes one value of the model; of a faulty one, all of it that still makes sense.

What makes no sense is mended where the meaning is plain (a misspelt name, a number where a text belongs) and
otherwise left out, so that the checks of meaning can say at once what else is wrong. Such a value is never
handed to anybody but the checks.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assess.catalogue.places import Collector
from assess.catalogue.shapes import describe, field_names, model_at, nearest, type_at
from assess.catalogue.strict_yaml import Document, Path
from assess.model.value import Text, Value

ROUNDS = 8
PROBLEM_LIMIT = 200


@dataclass(frozen=True)
class Piece[V: Value]:
    """`value` is None when nothing of it could be saved; `lost` are the ids in what was left out."""

    document: Document
    root: Path
    value: V | None
    is_sound: bool
    lost: frozenset[str] = frozenset()
    origins: Mapping[Path, Path] = field(default_factory=dict)

    def path(self, path: Path) -> Path:
        """Where in the document that stands, which the value holds at `path`."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return (*self.root, *self.origins[path[:length]], *path[length:])
        return (*self.root, *path)
