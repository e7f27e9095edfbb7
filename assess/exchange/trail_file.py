"""The audit trail as a file that somebody else can check: a JSON object a line, with every column."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from assess.model.audit import AuditRow


def write_trail(rows: Iterable[AuditRow]) -> bytes:
    """The way from a line to its hash is told in docs/trust.md."""
    lines = [
        json.dumps(asdict(row), sort_keys=True, ensure_ascii=False, default=datetime.isoformat) + "\n" for row in rows
    ]
    return "".join(lines).encode("utf-8")
