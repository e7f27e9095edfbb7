"""Runs the measurements one after the other and prints a line for each; 1 when one of them is over its limit."""

import os
import platform
import sys
from datetime import datetime
from importlib.metadata import version
from statistics import median

import typer

from tests.bench import chromium, click, load, pdf, score
from tests.bench.figures import Figure

MEASUREMENTS = (score.measured, load.measured, click.measured, pdf.measured)
ROW = "{:<38} {:>22}   {:<34} {:>6} {:>7}  {}"


def main() -> int:
    typer.echo(surroundings())
    typer.echo(ROW.format("measurement", "median (least-most)", "beside it", "ratio", "limit", ""))
    is_over = False
    for measured in MEASUREMENTS:
        for figure in measured():
            typer.echo(row(figure))
            is_over |= figure.is_over
    typer.echo(f"load average at the end {load_average()}")
    return int(is_over)


def surroundings() -> str:
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {version(name.lower())}" for name in ("Streamlit", "WeasyPrint")]
    versions.append(f"Chromium {chromium.version()}")
    when = f"{datetime.now():%Y-%m-%d %H:%M}"
    return f"{when}, load average {load_average()}, {os.cpu_count()} CPUs, {', '.join(versions)}"


def load_average() -> str:
    return " ".join(f"{one:.2f}" for one in os.getloadavg())


def row(figure: Figure) -> str:
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    limit = ""
    if figure.limit is not None:
        limit = f"x {figure.limit:g}" if figure.limit_of == "ratio" else f"{figure.limit:g} {figure.unit}"
    beside = f"{figure.peer} {middle(figure.peer_rounds, figure.unit)}" if figure.peer else ""
    return ROW.format(figure.name, middle(figure.rounds, figure.unit), beside, ratio, limit, figure.verdict).rstrip()


def middle(rounds: tuple[float, ...], unit: str) -> str:
    spread = f" ({rounded(min(rounds))}-{rounded(max(rounds))})" if len(rounds) > 1 else ""
    return f"{rounded(median(rounds))} {unit}{spread}"


def rounded(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
