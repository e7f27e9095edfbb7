"""A small framework on disk, sound until a test changes a line of it."""

import shutil
from pathlib import Path

import pytest

from assess.catalogue import load_framework
from assess.errors import FrameworkInvalid
from assess.model.framework import Framework

SAMPLE = Path(__file__).parent / "sample"


class SmallFramework:
    """The files of tests/catalogue/sample, copied; `change` swaps a text that stands in a file exactly once."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
        self.folder = folder / "small" / "1.0"
        self.kpi_folder = folder / "kpis"

    def file(self, name: str) -> Path:
        return self.kpi_folder.parent / name if name.startswith("kpis/") else self.folder / name

    def change(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.file(name).write_text(text.replace(old, new), encoding="utf-8")

    def load(self) -> Framework:
        return load_framework(self.folder, self.kpi_folder)

    def problems(self) -> list[str]:
        """The sentences in which loading it is refused."""
        with pytest.raises(FrameworkInvalid) as refused:
            self.load()
        return [str(problem) for problem in refused.value.problems]


@pytest.fixture
def small(tmp_path: Path) -> SmallFramework:
    return SmallFramework(tmp_path)
