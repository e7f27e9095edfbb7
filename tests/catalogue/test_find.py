from pathlib import Path

from assess.catalogue import FoundFramework, find_frameworks, kpi_folders


def put(folder: Path, name: str) -> Path:
    version = folder / name
    version.mkdir(parents=True)
    (version / "framework.yaml").write_text("id: any", encoding="utf-8")
    return version


def test_versions_are_listed_in_natural_order(tmp_path: Path) -> None:
    for name in ("centre/1.10", "centre/1.9", "centre/2.0-draft", "centre/2.0", "bank/1.0"):
        put(tmp_path, name)

    assert [(found.id, found.version) for found in find_frameworks([tmp_path])] == [
        ("bank", "1.0"),
        ("centre", "1.9"),
        ("centre", "1.10"),
        ("centre", "2.0"),
        ("centre", "2.0-draft"),
    ]


def test_kpis_files_and_empty_folders_are_no_frameworks(tmp_path: Path) -> None:
    put(tmp_path, "kpis/1.0")
    put(tmp_path, ".hidden/1.0")
    (tmp_path / "README.md").write_text("text", encoding="utf-8")
    (tmp_path / "empty" / "1.0").mkdir(parents=True)

    assert find_frameworks([tmp_path, tmp_path / "not-there"]) == ()


def test_of_two_alike_the_first_folder_counts(tmp_path: Path) -> None:
    shipped = put(tmp_path / "shipped", "centre/1.0")
    put(tmp_path / "own", "centre/1.0")
    own = put(tmp_path / "own", "centre/1.1")

    assert find_frameworks([tmp_path / "shipped", tmp_path / "own"]) == (
        FoundFramework("centre", "1.0", shipped),
        FoundFramework("centre", "1.1", own),
    )


def test_kpis_are_looked_for_among_the_shipped_ones_and_beside_ones_own_framework(tmp_path: Path) -> None:
    shipped, own = put(tmp_path / "shipped", "centre/1.0"), put(tmp_path / "own", "bank/1.0")
    kpis = tmp_path / "shipped" / "kpis"
    kpis.mkdir()
    assert kpi_folders(own, kpis) == (kpis,)
    (tmp_path / "own" / "kpis").mkdir()
    assert kpi_folders(own, kpis) == (kpis, tmp_path / "own" / "kpis")
    assert kpi_folders(shipped, kpis) == (kpis,)
