"""A row of the audit trail: who changed what, when, from what to what."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

LATER = ("part_of", "refers_to")  # columns that came after rows had been hashed: left out of the hash where empty


@dataclass(frozen=True)
class AuditRow:
    """`old` and `new` are the values as JSON texts, None where there is none; `at` is UTC.

    Rows of one act that changed several answers share `part_of`, the number of its first row. `refers_to` is the
    number of the row that this one takes back or settles.
    """

    assessment: str
    number: int
    at: datetime
    actor: str
    actor_name: str
    act: str
    subject: str
    old: str | None
    new: str | None
    previous_hash: str
    hash: str
    part_of: int | None = None
    refers_to: int | None = None

    @property
    def expected_hash(self) -> str:
        """SHA-256 over canonical JSON of everything but the hash itself."""
        content = {
            name: value
            for name, value in asdict(self).items()
            if name != "hash" and not (name in LATER and value is None)
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=datetime.isoformat)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
