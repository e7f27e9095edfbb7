"""The demo centre: made up, complete, and an assessment like any other."""

import json
from collections.abc import Iterable
from pathlib import Path

from assess.exchange.assessment_file import read_assessment
from assess.i18n import Language
from assess.model.assessment_summary import AssessmentSummary
from assess.model.people import Actor
from assess.services.assessing import import_assessment, list_assessments
from assess.settings import content_folder
from assess.workspace import Workspace

DEMO = content_folder("frameworks") / "contact-centre" / "1.0"


def demo_file(language: Language) -> Path:
    return DEMO / f"demo.{language.value}.json"


def put_in_demo(workspace: Workspace, actor: Actor, language: Language) -> str:
    """Puts the demo centre in once more and returns the assessment's id."""
    file = demo_file(language)
    return import_assessment(workspace, actor, read_assessment(file.read_bytes(), file.name, workspace.framework))


def find_demo(summaries: Iterable[AssessmentSummary], language: Language) -> str | None:
    """The id of the demo centre of a language among the assessments, the one changed last; None where it is not in."""
    name = json.loads(demo_file(language).read_bytes())["centre"]["name"]
    return next((summary.id for summary in summaries if summary.centre == name), None)


def put_in_demo_when_empty(workspace: Workspace, actor: Actor, language: Language) -> None:
    if not list_assessments(workspace, actor):
        put_in_demo(workspace, actor, language)
