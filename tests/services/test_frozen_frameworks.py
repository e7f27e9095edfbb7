"""An assessment keeps the framework that it was made with, whatever becomes of the files."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from assess.errors import FrameworkInvalid, StorageUnavailable
from assess.model.assessment import Scope
from assess.model.centre import Centre
from assess.model.people import LOCAL_OWNER
from assess.services.assessing import open_assessment, start_assessment
from assess.workspace import Workspace
from tests.catalogue.conftest import SAMPLE
from tests.workspaces import ASSESSED_ON, workspace_in


def own_framework(home: Path) -> Path:
    """The small framework in a person's own folder, with the KPIs that it names beside it."""
    shutil.copytree(SAMPLE, home / "frameworks")
    return home / "frameworks" / "small" / "1.0" / "people.yaml"


def start(workspace: Workspace) -> str:
    centre = Centre(name="Riverside", channels=("voice",))
    return start_assessment(workspace, LOCAL_OWNER, "small", centre, Scope.FULL, ASSESSED_ON)


def title_in(workspace: Workspace, assessment_id: str) -> str:
    return open_assessment(workspace, LOCAL_OWNER, assessment_id).framework.criteria["P1.1"].title.en


def test_an_own_framework_names_own_kpis_and_shipped_ones(tmp_path: Path) -> None:
    own_framework(tmp_path)
    (tmp_path / "frameworks" / "kpis" / "voice.yaml").unlink()
    results = tmp_path / "frameworks" / "small" / "1.0" / "performance.yaml"
    results.write_text(
        results.read_text(encoding="utf-8").replace("answered_of_offered", "answered_of_queue_offered"),
        encoding="utf-8",
    )
    kpis = workspace_in(tmp_path).framework("small").kpis_by_id
    assert kpis["V01"].name.en == "Answer rate"  # shipped
    assert len(kpis["X01"].variants) == 2  # its own


def test_a_fault_in_own_kpis_is_told_and_leaves_the_shipped_framework_alone(tmp_path: Path) -> None:
    own_framework(tmp_path)
    (tmp_path / "frameworks" / "kpis" / "voice.yaml").write_text("kpis: 3", encoding="utf-8")
    workspace = workspace_in(tmp_path)
    with pytest.raises(FrameworkInvalid, match=f"{tmp_path}/frameworks/kpis/voice.yaml, line 1"):
        workspace.framework("small")
    assert len(workspace.framework("contact-centre").criteria) == 180


def test_a_kept_framework_opens_with_its_own_text_after_the_file_was_changed(tmp_path: Path) -> None:
    file = own_framework(tmp_path)
    before = start(workspace_in(tmp_path))
    file.write_text(file.read_text(encoding="utf-8").replace('"Working time"', '"Working hours"'), encoding="utf-8")
    workspace = workspace_in(tmp_path)
    after = start(workspace)
    assert (title_in(workspace, before), title_in(workspace, after)) == ("Working time", "Working hours")


def test_a_kept_framework_opens_when_its_files_are_gone(tmp_path: Path) -> None:
    own_framework(tmp_path)
    assessment_id = start(workspace_in(tmp_path))
    shutil.rmtree(tmp_path / "frameworks")
    assert title_in(workspace_in(tmp_path), assessment_id) == "Working time"


def test_a_framework_kept_by_another_program_is_refused_in_a_sentence(tmp_path: Path) -> None:
    own_framework(tmp_path)
    workspace = workspace_in(tmp_path)
    assessment_id = start(workspace)
    with workspace.database.engine.begin() as connection:
        connection.execute(text("UPDATE frameworks SET schema = 99"))
    with pytest.raises(StorageUnavailable) as caught:
        open_assessment(workspace, LOCAL_OWNER, assessment_id)
    assert str(caught.value) == (
        "The framework kept with this assessment was written by another version of the program (schema 99). "
        "Update the program."
    )
