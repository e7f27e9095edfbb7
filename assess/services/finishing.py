"""Finishing: a revision is frozen as it is, and may be opened again as the next one."""

import json
from datetime import date

from assess import __version__
from assess.errors import Finished
from assess.i18n import Language, worded
from assess.model.gap_report import GapReport
from assess.model.milestone import Milestone, MilestoneSummary
from assess.model.people import Actor
from assess.scoring import find_gaps, score_assessment
from assess.services.answering import open_for_change, reopened
from assess.services.assessing import OpenAssessment, open_assessment
from assess.services.reporting import ReportFile, export_report, report_on_opened
from assess.workspace import Workspace


def finish_assessment(workspace: Workspace, actor: Actor, seen: OpenAssessment, today: date) -> OpenAssessment:
    """Freezes answers, scorecard, framework and program version as a milestone; no more changes are taken.

    Nothing is frozen that was not `seen`. Raises Finished where somebody has changed it since, where it is finished
    already, or where answers wait for a choice between two.
    """
    at = workspace.clock()
    assessment_id = seen.id
    with workspace.unit_of_work() as work:
        stored = open_for_change(work, assessment_id, seen)
        if stored.chain != seen.chain:
            raise worded(Finished, "changed_meanwhile")
        if stored.unsettled:
            raise worded(Finished, "waiting_choices", count=len(stored.unsettled))
        frozen = work.milestones.add(
            assessment_id,
            stored.revision,
            stored.assessment,
            score_assessment(stored.framework, stored.assessment),
            stored.framework.fingerprint,
            __version__,
            actor,
            at,
            today,
        )
        work.assessments.put_status(assessment_id, stored.revision, at, at)
        told = {"revision": stored.revision, "on": today.isoformat(), "hash": frozen, "program_version": __version__}
        work.audit.write(assessment_id, actor, at, "finish", "assessment", None, json.dumps(told))
        return reopened(work, assessment_id)


def reopen_assessment(workspace: Workspace, actor: Actor, assessment_id: str) -> OpenAssessment:
    """Goes on in a new revision; the finished one stays as it is. Raises Finished where there is nothing to open."""
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = work.assessments.get(assessment_id)
        if stored.finished_at is None:
            raise worded(Finished, "not_finished")
        revision = stored.revision + 1
        work.assessments.put_status(assessment_id, revision, None, at)
        new = json.dumps({"revision": revision})
        work.audit.write(assessment_id, actor, at, "reopen", "assessment", None, new)
        return reopened(work, assessment_id)


def list_milestones(workspace: Workspace, actor: Actor, assessment_id: str) -> tuple[MilestoneSummary, ...]:
    """The newest first."""
    with workspace.look_in() as work:
        return work.milestones.list(assessment_id)


def finished_report(
    workspace: Workspace, actor: Actor, assessment_id: str, revision: int, language: Language
) -> ReportFile:
    """The report of a finished revision: printed once, and the same bytes ever after. Raises NotFound, ReportFailed."""
    with workspace.look_in() as work:
        milestone = work.milestones.get(assessment_id, revision)
        kept = work.milestones.report(assessment_id, revision, language)
    if kept is None:
        kept = _print(workspace, actor, assessment_id, milestone, language)
    return ReportFile.pdf(milestone.assessment, language, kept, revision)


def current_report(
    workspace: Workspace, actor: Actor, assessment_id: str, language: Language, today: date
) -> ReportFile:
    """The report as it stands; of a finished assessment the one that is kept. Raises NotFound, ReportFailed."""
    opened = open_assessment(workspace, actor, assessment_id)
    if opened.is_finished:
        return finished_report(workspace, actor, assessment_id, opened.revision, language)
    return export_report(report_on_opened(opened, today), "pdf", language)


def _print(workspace: Workspace, actor: Actor, assessment_id: str, milestone: Milestone, language: Language) -> bytes:
    """Printed outside the transaction; whoever comes first with it decides."""
    content = export_report(_report(milestone), "pdf", language).content
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        kept = work.milestones.report(assessment_id, milestone.revision, language)
        if kept is not None:
            return kept
        hash = work.milestones.add_report(assessment_id, milestone.revision, language, content)
        subject = f"report {milestone.revision} {language.value}"
        work.audit.write(assessment_id, actor, at, "print", subject, None, hash)
    return content


def _report(milestone: Milestone) -> GapReport:
    return GapReport(
        framework=milestone.framework,
        assessment=milestone.assessment,
        scorecard=milestone.scorecard,
        gaps=find_gaps(milestone.framework, milestone.scorecard),
        printed_on=milestone.finished_on,
        program_version=milestone.program_version,
        revision=milestone.revision,
    )
