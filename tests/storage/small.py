"""A small database with something in every table: a framework of four criteria, two assessments, a milestone."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from assess import __version__
from assess.i18n import Language
from assess.model.assessment import Answer, Assessment, Evidence, FrameworkReference, Scope
from assess.model.centre import Centre
from assess.model.framework import EvidenceKind
from assess.model.kpi import Month, Series, Source
from assess.model.people import LOCAL_OWNER, Actor
from assess.scoring import score_assessment
from assess.services.answering import keep_unsettled, mark_for_review, record_answer
from assess.services.finishing import reopen_assessment
from assess.services.history import last_change, undo
from assess.settings import Settings
from assess.storage.database import Database
from assess.storage.rows import rows_of
from assess.workspace import Workspace, open_workspace
from tests.reports.frameworks import small_framework
from tests.workspaces import finished

ANNA = Actor(id="anna", name="Anna 安娜")
ONE, TWO = "of-anna", "of-nobody"


def dump(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """Every row with its table, in one order on either kind."""
    with database.reading() as connection:
        return list(rows_of(connection))


def small_workspace(folder: Path, url: str) -> Workspace:
    seconds = count()
    return open_workspace(
        Settings(folder, url), clock=lambda: datetime(2026, 11, 15, 9, 0, 0, 250) + timedelta(seconds=next(seconds))
    )


def fill(workspace: Workspace) -> None:
    """Something in every table."""
    framework = small_framework()
    kpi = framework.kpis[0]
    figures = (Month(month="2026-10", value=0.1 + 0.2),)
    one_series = Series(kpi=kpi.id, variant=kpi.variants[0].id, source=Source.TYPED, months=figures)
    for id in (ONE, TWO):
        assessment = Assessment(
            framework=FrameworkReference(id=framework.id, version=framework.version),
            centre=Centre(name="Corner shop 街角", channels=tuple(one.id for one in framework.channels), seats=3),
            scope=Scope.FULL,
            assessed_on=date(2026, 11, 1),
            series=(one_series,),
        )
        at = workspace.clock()
        with workspace.unit_of_work() as work:
            work.assessments.add(id, assessment, work.frameworks.freeze(framework), at)
            work.assessments.put_scorecard(id, score_assessment(framework, assessment), __version__)
            work.audit.write(id, ANNA, at, "start", "assessment", None, assessment.model_dump_json())
    first, second = list(framework.criteria)[:2]
    seen = Evidence(kind=EvidenceKind.RECORD, reference="Rosters 排班表 🙂", dated=date(2026, 10, 1))
    record_answer(workspace, ANNA, ONE, Answer(criterion=first, score=2, note="a\tb\nc", evidence=(seen,)), 0)
    record_answer(workspace, LOCAL_OWNER, ONE, Answer(criterion=first, score=3), 1)
    record_answer(workspace, ANNA, ONE, Answer(criterion=second, score=1, note="质检校准 " * 20), 0)
    change = last_change(workspace, LOCAL_OWNER, ONE)
    assert change is not None
    undo(workspace, LOCAL_OWNER, ONE, change)
    finished(workspace, ANNA, ONE, date(2026, 11, 15))
    with workspace.unit_of_work() as work:
        hash = work.milestones.add_report(ONE, 1, Language.EN, b"%PDF-1.7 \x00\xff printed once")
        work.audit.write(ONE, ANNA, workspace.clock(), "print", "report 1 en", None, hash)
    reopen_assessment(workspace, ANNA, ONE)
    mark_for_review(workspace, ANNA, ONE, second, True)
    keep_unsettled(workspace, LOCAL_OWNER, ONE, Answer(criterion=second, score=3))
