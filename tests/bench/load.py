"""Loading a framework of 1 MB from its files; the C parser of PyYAML alone stands beside it, on the same files."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from assess.catalogue import load_framework
from tests.bench.figures import Figure, in_rounds, seconds
from tests.bench.long_framework import write_long_framework
from tests.shipped import KPIS

LIMIT = 0.5


def measured() -> Iterator[Figure]:
    with TemporaryDirectory() as temporary:
        folder = write_long_framework(Path(temporary))
        files = sorted((*folder.glob("*.yaml"), *KPIS.glob("*.yaml")))
        size = sum(file.stat().st_size for file in files) / 1e6
        load_framework(folder, KPIS)
        own, peer = in_rounds(
            lambda: seconds(lambda: load_framework(folder, KPIS)), lambda: seconds(lambda: parse(files))
        )
    yield Figure(f"Load a framework of {size:.2f} MB", "s", own, "CSafeLoader", peer, LIMIT)


def parse(files: list[Path]) -> None:
    for file in files:
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
