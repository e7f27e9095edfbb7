"""The `assess` command: 0 when it did its work, 1 for a wrong input, 2 for wrong usage; errors on standard error."""

import errno
import io
import json
import os
import re
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assess import __version__
from assess.catalogue import kpi_folders, load_framework
from assess.cli.application import LAST_PORT, run_application
from assess.cli.files import read_bytes, write_bytes
from assess.errors import AssessError, FrameworkInvalid
from assess.exchange.assessment_file import read_assessment, write_assessment
from assess.exchange.framework_file import framework_document
from assess.exchange.scorecard_file import scorecard_document
from assess.i18n import Language
from assess.model.assessment import Assessment
from assess.model.framework import Framework
from assess.model.people import LOCAL_OWNER
from assess.presentation.plain import scorecard_lines
from assess.presentation.sentences import damage_sentence
from assess.scoring import score_assessment
from assess.services import assessing, demonstration, finishing, frameworks, installation, reporting, safekeeping
from assess.settings import content_folder, read_settings
from assess.workspace import Workspace, now, open_workspace

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
framework_app = typer.Typer(no_args_is_help=True, help="List, show and check frameworks.")
app.add_typer(framework_app, name="frameworks")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Output = Annotated[Path, typer.Option("--output", help="The file to write.")]


def run() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:  # None where it was closed from the start
                sys.stdout.flush()  # here, where it can still be told that it cannot be written
    except AssessError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        if error.filename is not None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try again at the end
        if error.errno != errno.EPIPE:  # whoever reads the output may stop, as `head` does
            typer.echo(f"The output cannot be written ({error.strerror}). Send it to another place.", err=True)
        sys.exit(1)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def _port(given: str | int) -> int:
    text = str(given)  # the default comes as the number that it is
    if not re.fullmatch("[0-9]{1,5}", text) or not 1 <= int(text) <= LAST_PORT:
        raise typer.BadParameter(f'"{text}" is no port. Give a number from 1 to {LAST_PORT}, such as 8501.')
    return int(text)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Assess a contact centre against a framework: what is claimed, what is proven, what to do next."""


@app.command("app")
def run_app(
    port: Annotated[
        int, typer.Option(parser=_port, metavar="N", help="The port to listen on, on this machine only.")
    ] = 8501,
    demo: Annotated[bool, typer.Option("--demo", help="Put in the demo centre when the database is empty.")] = False,
) -> None:
    """Start the application, say where it is, and open it in the browser where there is a screen."""
    sys.exit(run_application(port, demo))


@app.command()
def score(file: Path, as_json: AsJson = False) -> None:
    """Score an assessment file, without any database."""
    framework, assessment = _read(file)
    scorecard = score_assessment(framework, assessment)
    document = scorecard_document(framework, assessment, scorecard)
    if as_json:
        _print_json(document)
        return
    for line in scorecard_lines(framework, scorecard):
        typer.echo(line)


@app.command()
def report(
    subject: Annotated[str, typer.Argument(metavar="FILE-or-ID", help="An assessment file, or the id of one.")],
    output: Output,
    kind: Annotated[str, typer.Option("--format", help="pdf")] = "pdf",
    language: Annotated[Language, typer.Option(help="The report's language.")] = Language.EN,
) -> None:
    """Write the gap report; of a finished assessment the one that was kept."""
    if kind != "pdf":
        raise typer.BadParameter(f'There is no format "{kind}". Use pdf.', param_hint="--format")
    today = date.today()
    if _is_a_file(subject):
        framework, assessment = _read(Path(subject))
        file = reporting.export_report(reporting.report_on(framework, assessment, today), "pdf", language)
    else:
        file = finishing.current_report(_workspace(), LOCAL_OWNER, subject, language, today)
    write_bytes(output, file.content)


def _is_a_file(subject: str) -> bool:
    """An id holds neither: whoever writes one of these means a file, there or not."""
    return subject.lower().endswith(".json") or Path(subject).name != subject or Path(subject).is_file()


@app.command("import")
def import_file(
    file: Path,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only; change nothing.")] = False,
) -> None:
    """Take an assessment file into the database."""
    _, assessment = _read(file)
    if dry_run:
        answered = sum(answer.score is not None for answer in assessment.answers)
        typer.echo(f"{file} is in order: {answered} scores, {len(assessment.series)} series. Nothing was changed.")
        return
    typer.echo(assessing.import_assessment(_workspace(), LOCAL_OWNER, assessment))


@app.command()
def export(assessment_id: Annotated[str, typer.Argument(metavar="ID")], output: Output) -> None:
    """Write an assessment to a file that can be imported again."""
    assessment = assessing.export_assessment(_workspace(), LOCAL_OWNER, assessment_id)
    write_bytes(output, write_assessment(assessment))


@app.command("list")
def list_assessments(as_json: AsJson = False) -> None:
    """The assessments in the database."""
    summaries = assessing.list_assessments(_workspace(), LOCAL_OWNER)
    if as_json:
        _print_json([summary.model_dump(mode="json") for summary in summaries])
        return
    if not summaries:
        typer.echo("No assessments yet; try `assess demo`.", err=True)
    for summary in summaries:
        typer.echo(f"{summary.id}  {summary.assessed_on}  {summary.scope.value:7}  {summary.centre}")


@app.command()
def demo(language: Annotated[Language, typer.Option(help="The demo's language.")] = Language.EN) -> None:
    """Put the demo centre into the database."""
    typer.echo(demonstration.put_in_demo(_workspace(), LOCAL_OWNER, language))


@app.command()
def check() -> None:
    """Look over the installation, the database and the frameworks."""
    lines = installation.look_over(read_settings())
    for line in lines:
        typer.echo(f"{'ok     ' if line.ok else 'NOT OK '} {line.name}: {line.sentence}")
    if not all(line.ok for line in lines):
        sys.exit(1)


@app.command()
def backup(path: Path) -> None:
    """Copy the whole database to a file, or into a folder, while others go on working."""
    typer.echo(str(safekeeping.take_backup(_workspace(), LOCAL_OWNER, path)))


@app.command()
def verify(path: Annotated[Path | None, typer.Argument(help="A copy; the database if left out.")] = None) -> None:
    """Look for anything in the database, or in a copy, that is not as it was written."""
    verified = safekeeping.verify_backup(path) if path else safekeeping.verify_database(_workspace(), LOCAL_OWNER)
    _tell(verified, str(path or _workspace().database.name))


@app.command()
def restore(
    path: Path,
    drill: Annotated[bool, typer.Option("--drill", help="Try it aside; change nothing.")] = False,
) -> None:
    """Put a copy in place of everything in the database; what stands there is copied before."""
    if drill:
        _tell(safekeeping.verify_backup(path), str(path))
        return
    restored = safekeeping.restore_backup(read_settings(), LOCAL_OWNER, path, now())
    if restored.before:
        typer.echo(f"What stood there before is in {restored.before}")
    if restored.aside:
        typer.echo(f"The damaged database was put aside: {restored.aside}")
    _tell(restored.verified, str(path))


def _tell(verified: safekeeping.Verified, name: str) -> None:
    """Raises AssessError where something is not as it was written."""
    counts = f"{verified.assessments} assessments, {verified.answers} answers, {verified.acts} acts"
    if verified.damages:
        listing = "\n".join(f"  {damage_sentence(one, Language.EN)}" for one in verified.damages)
        remedy = "Put back a copy from before: assess restore FILE."
        raise AssessError(f"{name} is not as it was written:\n{listing}\n{remedy}")
    typer.echo(f"{name} is sound: {counts}.")


@framework_app.command("list")
def list_frameworks(as_json: AsJson = False) -> None:
    """The frameworks that can be used."""
    found = frameworks.list_frameworks(read_settings())
    if as_json:
        _print_json([{"id": one.id, "version": one.version} for one in found])
        return
    for one in found:
        typer.echo(f"{one.id} {one.version}")


@framework_app.command("show")
def show_framework(
    framework_id: Annotated[str, typer.Argument(metavar="ID")],
    version: Annotated[str | None, typer.Option(help="The newest one if left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """One framework: its criteria, or with --json the whole."""
    framework = frameworks.get_framework(read_settings(), framework_id, version)
    if as_json:
        _print_json(framework_document(framework))
        return
    typer.echo(f"{framework.title.en} ({framework.id} {framework.version})")
    for criterion in framework.criteria.values():
        typer.echo(f"{criterion.id:6} {criterion.title.en}")


@framework_app.command("check")
def check_framework(path: Path, as_json: AsJson = False) -> None:
    """Check a framework's folder; every problem with its place."""
    try:
        framework = load_framework(path, *kpi_folders(path, content_folder("frameworks") / "kpis"))
    except FrameworkInvalid as error:
        if as_json:
            _print_json({"problems": [asdict(problem) for problem in error.problems]})
        raise
    if as_json:
        _print_json({"id": framework.id, "version": framework.version, "problems": []})
        return
    typer.echo(f"{framework.id} {framework.version} is in order: {len(framework.criteria)} criteria.")


def _workspace() -> Workspace:
    return open_workspace(read_settings())


def _read(file: Path) -> tuple[Framework, Assessment]:
    used: list[Framework] = []

    def find(framework_id: str, version: str) -> Framework:
        used.append(frameworks.get_framework(read_settings(), framework_id, version))
        return used[-1]

    assessment = read_assessment(read_bytes(file), str(file), find)
    return used[-1], assessment


def _print_json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
