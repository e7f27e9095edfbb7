"""Workspaces on real databases."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from assess.model.assessment import Scope
from assess.model.centre import Centre
from assess.model.milestone import Milestone
from assess.model.people import LOCAL_OWNER, Actor
from assess.services.assessing import OpenAssessment, open_assessment, start_assessment
from assess.services.finishing import finish_assessment
from assess.settings import Settings
from assess.workspace import Workspace, open_workspace
from tests.databases import database_url

ASSESSED_ON = date(2026, 11, 15)


def workspace_in(folder: Path) -> Workspace:
    """A workspace whose clock moves on by a second at each look."""
    seconds = count()
    settings = Settings(folder, database_url(folder))
    return open_workspace(settings, clock=lambda: datetime(2026, 11, 15, 9) + timedelta(seconds=next(seconds)))


def started(workspace: Workspace, scope: Scope = Scope.FULL) -> str:
    centre = Centre(name="Riverside", channels=("voice",))
    return start_assessment(workspace, LOCAL_OWNER, "contact-centre", centre, scope, ASSESSED_ON)


def finished(workspace: Workspace, actor: Actor, assessment_id: str, on: date) -> OpenAssessment:
    """Finished as it stands."""
    return finish_assessment(workspace, actor, open_assessment(workspace, actor, assessment_id), on)


def milestone_of(workspace: Workspace, assessment_id: str, revision: int) -> Milestone:
    with workspace.look_in() as work:
        return work.milestones.get(assessment_id, revision)
