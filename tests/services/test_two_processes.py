"""The application and the command may write one file at the same time."""

import subprocess
import sys
from pathlib import Path

from assess.i18n import Language
from assess.model.people import LOCAL_OWNER
from assess.services.assessing import list_assessments, open_assessment
from assess.services.demonstration import demo_file
from assess.settings import CHECKOUT
from assess.storage.audit import broken_at
from tests.workspaces import started, workspace_in

WRITES = 20
APPLICATION = """
import sys
from pathlib import Path
from assess.model.assessment import Answer
from assess.model.people import LOCAL_OWNER
from assess.services.answering import record_answer
from tests.workspaces import workspace_in
workspace = workspace_in(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for version in range(int(sys.argv[4])):
    record_answer(workspace, LOCAL_OWNER, sys.argv[2], Answer(criterion=sys.argv[3], note=str(version)), version)
"""
COMMAND = """
import sys
from pathlib import Path
from assess.exchange.assessment_file import read_assessment
from assess.model.people import LOCAL_OWNER
from assess.services.assessing import import_assessment
from tests.workspaces import workspace_in
workspace = workspace_in(Path(sys.argv[1]))
assessment = read_assessment(Path(sys.argv[2]).read_bytes(), "demo", workspace.framework)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    import_assessment(workspace, LOCAL_OWNER, assessment)
"""


def run_together(*commands: list[str]) -> list[str]:
    """Starts them all, lets them go at once, and gives back what each said on standard error."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", *command],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[1] for process in running]


def test_two_processes_that_answer_at_once_lose_nothing(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    arguments = [APPLICATION, str(tmp_path), assessment_id]
    said = run_together([*arguments, "S1.1", str(WRITES)], [*arguments, "S1.2", str(WRITES)])
    assert said == ["", ""]
    opened = open_assessment(workspace, LOCAL_OWNER, assessment_id)
    assert opened.versions == {"S1.1": WRITES, "S1.2": WRITES}
    assert [answer.note for answer in opened.assessment.answers] == [str(WRITES - 1)] * 2
    with workspace.look_in() as work:
        rows = work.audit.read(assessment_id)
    assert (len(rows), broken_at(rows)) == (2 * WRITES + 1, None)


def test_the_command_imports_while_the_application_answers(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    assessment_id = started(workspace)
    said = run_together(
        [APPLICATION, str(tmp_path), assessment_id, "S1.1", str(WRITES)],
        [COMMAND, str(tmp_path), str(demo_file(Language.EN)), str(WRITES)],
    )
    assert said == ["", ""]
    assert open_assessment(workspace, LOCAL_OWNER, assessment_id).version("S1.1") == WRITES
    assert len(list_assessments(workspace, LOCAL_OWNER)) == WRITES + 1
