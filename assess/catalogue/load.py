"""A framework's folder becomes a Framework, or all that is wrong with it at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import create_model

from assess.catalogue.checks import check_dimensions, check_framework
from assess.catalogue.faults import Fault, Lost
from assess.catalogue.pieces import Piece, ids_in, read_piece
from assess.catalogue.places import Collector
from assess.catalogue.rule_checks import check_rules
from assess.catalogue.strict_yaml import SIZE_LIMIT, Document, Path, read_yaml
from assess.catalogue.yaml_words import quoted
from assess.errors import FrameworkInvalid
from assess.model.framework import Dimension, Framework
from assess.model.kpi import Kpi
from assess.model.value import Value

HEAD = "framework.yaml"
OWN_KPIS = "kpis.yaml"
_STEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")


# Enough of a framework to look at its criteria, when its rules cannot be read.
_HeadWithoutRules: type[Value] = create_model(
    "Framework",
    __base__=Value,
    **{name: (field.annotation, field) for name, field in Framework.model_fields.items() if name != "rules"},
)  # type: ignore[call-overload]


def load_framework(folder: FilePath, *kpi_folders: FilePath) -> Framework:
    """Raises FrameworkInvalid with every problem of every file.

    KPIs come from `kpi_folders`, of which a later one wins over an earlier, and from the framework's own kpis.yaml,
    which wins over all.
    """
    reading = _Reading(folder, kpi_folders)
    framework = reading.framework()
    if framework is None:
        raise FrameworkInvalid(str(folder), reading.collector.problems)
    return framework


class _Reading:
    """One reading of one folder; `collector` gathers what is wrong."""

    def __init__(self, folder: FilePath, kpi_folders: tuple[FilePath, ...]) -> None:
        self.folder, self.kpi_folders = folder, kpi_folders
        self.collector = Collector()
        self.is_all_kpis = True

    def framework(self) -> Framework | None:
        if not self.folder.is_dir():
            self.collector.add_file(str(self.folder), "There is no such folder.", "Look at the spelling of the path.")
            return None
        head_document = self._document(self.folder / HEAD, HEAD)
        stems = self._stems(head_document)
        dimensions = [self._dimension(stem) for stem in stems]
        kpis = self._kpis()
        head = self._head(head_document)
        framework = self._check(head, [one for one in dimensions if one], kpis, all(dimensions))
        return None if self.collector.problems else framework

    # ---- files --------------------------------------------------------------------------------------

    def _document(self, file: FilePath, name: str) -> Document | None:
        """None when nothing could be read; the problems are collected."""
        self.collector.expect(name)
        try:
            if file.exists() and not file.is_file():  # a pipe would be waited for without end
                self.collector.add_file(name, "It is no ordinary file.", "Put a file of text in its place.")
                return None
            with file.open("rb") as stream:
                content = stream.read(SIZE_LIMIT + 1)
        except FileNotFoundError:
            self.collector.add_file(name, "The file is missing.", "Add it, or look at the spelling of its name.")
            return None
        except OSError as error:
            self.collector.add_file(name, f"The file cannot be read ({error.strerror}).", "Look at its permissions.")
            return None
        document = read_yaml(content, name)
        self.collector.add_document(document)
        if document.content is None:
            return None
        if not isinstance(document.content, dict):
            self.collector.add(document, (), "The file holds no fields.", "Write `name: value` on its lines.")
            return None
        return document

    def _stems(self, head: Document | None) -> list[str]:
        """The names of the dimension files; all there are, when framework.yaml does not tell."""
        present = sorted(file.stem for file in self.folder.glob("*.yaml") if file.name not in (HEAD, OWN_KPIS))
        if head is None:
            return present
        listed = head.content.get("dimensions")
        if not isinstance(listed, list) or not listed:
            self.collector.add(
                head,
                ("dimensions",),
                "`dimensions` does not list the files of the dimensions.",
                f"Write `dimensions: [{', '.join(present) or 'strategy, people'}]`.",
            )
            return present
        stems: list[str] = []
        for index, stem in enumerate(listed):
            self._take_stem(head, ("dimensions", index), stem, stems)
        for stem in present:
            if stem not in stems:
                self.collector.add_file(
                    f"{stem}.yaml",
                    f"`dimensions` in {HEAD} does not name this file.",
                    "Name it there, or remove it.",
                )
        return stems

    def _take_stem(self, head: Document, path: Path, stem: Any, stems: list[str]) -> None:
        if not isinstance(stem, str) or not _STEM.fullmatch(stem) or f"{stem}.yaml" in (HEAD, OWN_KPIS):
            fault = f"{quoted(stem)} is not the name of a dimension's file."
            self.collector.add(head, path, fault, "Write the file's name without .yaml, such as people.")
        elif stem in stems:
            self.collector.add(head, path, f"{quoted(stem)} is named twice.", "Keep one of the two.")
        elif not (self.folder / f"{stem}.yaml").exists():
            fault = f"{quoted(stem)} is named here, and there is no file {stem}.yaml."
            self.collector.add(head, path, fault, "Add the file beside this one, or correct the name.")
            stems.append(stem)
        else:
            stems.append(stem)

    # ---- pieces -------------------------------------------------------------------------------------

    def _head(self, document: Document | None) -> Piece[Any] | None:
        if document is None:
            return None
        content = {**document.content, "dimensions": [], "kpis": []}
        if "kpis" in document.content:
            self.collector.add(document, ("kpis",), f"KPIs have no place in {HEAD}.", f"Move them to {OWN_KPIS}.")
        head: Piece[Any] = read_piece(Framework, content, document, (), self.collector)
        if head.value is None:
            content.pop("rules", None)
            head = replace(read_piece(_HeadWithoutRules, content, document, (), Collector()), is_whole=False)
        if head.value is not None:
            self._compare_with_folder(document, head.value)
        return head

    def _compare_with_folder(self, document: Document, head: Any) -> None:
        folder = self.folder.resolve()
        for name, inside, outside in (
            ("id", head.id, folder.parent.name),
            ("version", head.version, folder.name),
        ):
            if inside != outside:
                self.collector.add(
                    document,
                    (name,),
                    f"`{name}` is {quoted(inside)}, and the folder is called {quoted(outside)}.",
                    "Give both the same name.",
                )

    def _dimension(self, stem: str) -> Piece[Dimension] | None:
        file = self.folder / f"{stem}.yaml"
        if not file.exists():
            return None  # said where framework.yaml names it
        document = self._document(file, file.name)
        return read_piece(Dimension, document.content, document, (), self.collector) if document else None

    def _kpis(self) -> list[Piece[Kpi]]:
        sources = [self._kpi_files(folder) for folder in self.kpi_folders]
        if (self.folder / OWN_KPIS).exists():
            sources.append([(self.folder / OWN_KPIS, OWN_KPIS)])
        self.is_all_kpis = any(sources)
        winning: dict[str, Piece[Kpi]] = {}
        for files in sources:
            known: dict[str, Piece[Kpi]] = {}
            for file, name in files:
                self._take_kpis(file, name, known)
            winning |= known
        return list(winning.values())

    def _kpi_files(self, folder: FilePath) -> list[tuple[FilePath, str]]:
        """The files of a folder, and how they are called in a problem: of two folders the second needs its path."""
        place = folder.name if folder == self.kpi_folders[0] else str(folder)
        return [(file, f"{place}/{file.name}") for file in sorted(folder.glob("*.yaml"))]

    def _take_kpis(self, file: FilePath, name: str, known: dict[str, Piece[Kpi]]) -> None:
        document = self._document(file, name)
        for index, content in enumerate(self._kpi_list(document)):
            assert document is not None
            piece = read_piece(Kpi, content, document, ("kpis", index), self.collector)
            self.is_all_kpis &= piece.value is not None or bool(piece.lost)  # else nobody knows which KPI it was
            kpi_id = piece.value.id if piece.value else next(iter(ids_in(content)), f"{name}/{index}")
            if kpi_id in known:
                other = known[kpi_id]
                first = f"{other.document.name}, line {other.document.line(other.root)}"
                fault = f"The KPI {quoted(kpi_id)} is there twice, first in {first}."
                self.collector.add(document, piece.root, fault, "Remove one, or give it another id.")
            else:
                known[kpi_id] = piece

    def _kpi_list(self, document: Document | None) -> list[Any]:
        if document is None:
            self.is_all_kpis = False
            return []
        for name in document.content:
            if name != "kpis":
                fault = f"{quoted(name)} is not a field of a KPI file."
                self.collector.add(document, (name,), fault, "Write the KPIs as a list under `kpis`.")
        listed = document.content.get("kpis")
        if isinstance(listed, list):
            return listed
        self.collector.add(document, ("kpis",), "There is no list of `kpis`.", "Write the KPIs as a list under `kpis`.")
        self.is_all_kpis = False
        return []

    # ---- meaning ------------------------------------------------------------------------------------

    def _check(
        self,
        head: Piece[Any] | None,
        dimensions: list[Piece[Dimension]],
        kpis: list[Piece[Kpi]],
        is_all_dimensions: bool,
    ) -> Framework | None:
        """The whole framework, whatever is wrong; the caller looks at the collector."""
        read = [(piece, piece.value) for piece in dimensions if piece.value is not None]
        named = _named_kpis([dimension for _, dimension in read])
        if named and not kpis and not self.is_all_kpis:
            place = f"{self.kpi_folders[0].name}/" if self.kpi_folders else OWN_KPIS
            self.collector.add_file(place, "There is no KPI.", f"Add KPI files, or {OWN_KPIS}.")
        wanted = [(piece, piece.value) for piece in kpis if piece.value is not None and piece.value.id in named]
        pieces: list[Piece[Any]] = [*dimensions, *kpis, *([head] if head else [])]
        lost = Lost(
            ids=frozenset[str]().union(*(piece.lost for piece in pieces)),
            some_dimensions=not is_all_dimensions or any(piece.value is None for piece in dimensions),
            some_kpis=not self.is_all_kpis,
        )
        places: dict[str, list[Piece[Any]]] = {
            "dimensions": [piece for piece, _ in read],
            "kpis": [piece for piece, _ in wanted],
        }
        values = tuple(dimension for _, dimension in read)
        self._collect(check_dimensions(values, lost), head, places)
        if head is None or head.value is None:
            return None
        fields = {name: getattr(head.value, name) for name in type(head.value).model_fields}
        fields |= {"dimensions": values, "kpis": tuple(kpi for _, kpi in wanted)}
        framework = Framework.model_construct(**fields)
        self._collect(check_framework(framework, lost), head, places)
        if head.is_whole:
            self._collect(check_rules(framework, lost), head, places)
        return Framework(**fields) if head.is_whole else None

    def _collect(self, faults: Iterator[Fault], head: Piece[Any] | None, places: dict[str, list[Piece[Any]]]) -> None:
        for fault in faults:
            document, path = _stands(fault.path, head, places)
            other, other_path = _stands(fault.other, head, places) if fault.other else (document, path)
            first = f"{other.name}, line {other.line(other_path)}"
            self.collector.add(document, path, fault.fault.replace("{other}", first), fault.remedy)


def _stands(path: Path, head: Piece[Any] | None, places: dict[str, list[Piece[Any]]]) -> tuple[Document, Path]:
    """The document, and the path in it, of what the Framework holds at a path."""
    if path[0] in places and len(path) > 1:
        piece = places[str(path[0])][int(path[1])]
        return piece.document, piece.path(path[2:])
    assert head is not None
    return head.document, head.path(path)


def _named_kpis(dimensions: list[Dimension]) -> set[str]:
    return {entry.kpi for dimension in dimensions for criterion in dimension.criteria for entry in criterion.entries}
