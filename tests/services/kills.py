"""A writer in a process of its own that is killed in the middle of its work."""

import subprocess
import sys
from pathlib import Path

from assess.model.people import LOCAL_OWNER
from assess.services.assessing import open_assessment
from assess.settings import CHECKOUT
from assess.storage.audit import broken_at
from assess.workspace import Workspace

WRITER = """
import sys
from pathlib import Path
from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER
from assess.services.answering import record_answer
from assess.services.assessing import open_assessment
from tests.workspaces import workspace_in
workspace = workspace_in(Path(sys.argv[1]))
version = open_assessment(workspace, LOCAL_OWNER, sys.argv[2]).version("S1.1")
while True:
    saved = record_answer(workspace, LOCAL_OWNER, sys.argv[2], Answer(criterion="S1.1", note=str(version)), version)
    version = saved.version
    print(version, flush=True)
"""


def write_until_killed(folder: Path, assessment_id: str, at_least: int) -> int:
    """The last version that was acknowledged before the kill, after so many acknowledgements."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), assessment_id], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        acknowledged = [int(writer.stdout.readline()) for _ in range(at_least)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    return max(acknowledged)


def assert_nothing_lost(workspace: Workspace, assessment_id: str, acknowledged: int) -> None:
    """Nor torn: note and version belong together, and the audit trail tells of each version."""
    opened = open_assessment(workspace, LOCAL_OWNER, assessment_id)
    version = opened.version("S1.1")
    assert version >= acknowledged
    assert opened.assessment.answer("S1.1").note == str(version - 1)
    with workspace.look_in() as work:
        rows = work.audit.read(assessment_id)
    assert broken_at(rows) is None
    assert len(rows) == version + 1
