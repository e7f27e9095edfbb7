"""The shipped framework with every text that a criterion may have, so long that the files come to 1 MB."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from assess.catalogue.load import HEAD
from tests.shipped import CONTACT_CENTRE, KPIS

SIZE = 1_000_000
SCORES = ("0", "1", "2", "3", "4", "5")
KINDS = ("document", "record", "interview")
AROUND = 26  # bytes that a text's key, its quotes and its indentation take
ENGLISH = (
    "Teams keep a dated list and two colleagues agree on it. ",
    "Where a shift works otherwise, the reason is on paper: who agreed, and until when. ",
    "Each quarter somebody from outside the team looks at twelve cases. ",
)
CHINESE = (
    "各班组保留带日期的清单，并由两名同事共同确认。",
    "个别班次做法不同时，写明原因：谁同意、到何时为止。",
    "每季度由班组以外的人抽看十二个案例。",
)


def write_long_framework(folder: Path) -> Path:
    """Returns the framework's own folder. The KPIs stay where they are, and count."""
    target = folder / CONTACT_CENTRE.parent.name / CONTACT_CENTRE.name
    target.mkdir(parents=True)
    documents = {file.name: yaml.safe_load(file.read_bytes()) for file in CONTACT_CENTRE.glob("*.yaml")}
    short = sum(file.stat().st_size for folder in (CONTACT_CENTRE, KPIS) for file in folder.glob("*.yaml"))
    criteria = [one for name, document in documents.items() if name != HEAD for one in criteria_of(document)]
    texts = 2 * (len(SCORES) + len(KINDS) + 2)
    length = (SIZE - short) // (len(criteria) * texts) - AROUND
    for criterion in criteria:
        lengthen(criterion, length)
    for name, document in documents.items():
        written = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
        (target / name).write_text(written, encoding="utf-8")
    return target


def criteria_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (criterion for category in document["categories"] for criterion in category["criteria"])


def lengthen(criterion: dict[str, Any], length: int) -> None:
    def text(of: str) -> dict[str, str]:
        opening = f"{criterion['id']} {of}: "
        return {"en": filled(opening, ENGLISH, length), "zh": filled(opening, CHINESE, length)}

    criterion["anchors"] = {score: text(score) for score in SCORES}
    criterion["look_for"] = text("look")
    criterion["evidence"] = [{"kind": kind, "text": text(kind)} for kind in KINDS]
    criterion["action"] = text("act")


def filled(opening: str, sentences: tuple[str, ...], length: int) -> str:
    """The opening and sentences in turn, cut at so many bytes of UTF-8."""
    text = opening
    for sentence in cycle(sentences):
        text += sentence
        if len(text.encode()) >= length:
            return text.encode()[:length].decode(errors="ignore").strip()
    raise AssertionError
