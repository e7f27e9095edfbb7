"""Where the data is, without what nobody should read over a shoulder."""

from pathlib import Path

from assess.services.whereabouts import whereabouts
from assess.settings import Settings
from tests.workspaces import started, workspace_in


def test_the_database_is_named_with_its_version_and_the_size_of_its_file(tmp_path: Path, database_kind: str) -> None:
    workspace = workspace_in(tmp_path)
    started(workspace)
    found = whereabouts(workspace.settings, workspace)
    assert found.schema_version == "0002"
    assert found.copies == tmp_path / "backups"
    if database_kind == "sqlite":
        assert found.database == str(tmp_path / "assess.db")
        assert found.size is not None
        assert found.size >= (tmp_path / "assess.db").stat().st_size
    else:
        assert found.database.startswith("postgresql://")
        assert found.size is None


def test_an_address_is_shown_without_its_password(tmp_path: Path) -> None:
    found = whereabouts(Settings(tmp_path, "postgresql://anna:secret@host:5432/assess?sslpassword=hidden"), None)
    assert found.database == "postgresql://anna:***@host:5432/assess"
    assert (found.size, found.schema_version) == (None, None)


def test_what_is_no_address_at_all_is_shown_without_what_could_be_a_password(tmp_path: Path) -> None:
    found = whereabouts(Settings(tmp_path, "nonsense://anna:secret@host"), None)
    assert "secret" not in found.database
    assert found.size is None
