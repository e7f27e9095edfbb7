"""Many kills, flipped bits and tamperings, copies under load, a full disk: the long form of what the tests do."""

from pathlib import Path

import pytest

from tests.disks import small_disk
from tests.storage.conftest import Url
from tests.storage.small import fill, small_workspace
from tests.storage.test_backup import copies_under_load
from tests.storage.test_hindrances import full_disk
from tests.storage.test_kill_points import import_killed, restore_killed, upgrade_killed
from tests.storage.test_verify import answers_flipped, flipped, tampered

pytestmark = pytest.mark.long
KINDS = ("sqlite", "postgresql")


@pytest.mark.parametrize("kind", KINDS)
def test_an_import_is_killed_at_50_points(tmp_path: Path, url_of: Url, kind: str) -> None:
    import_killed(tmp_path, url_of, kind, 50)


@pytest.mark.parametrize("kind", KINDS)
def test_a_restore_is_killed_at_20_points(tmp_path: Path, url_of: Url, kind: str) -> None:
    restore_killed(tmp_path, url_of, kind, 20)


def test_an_upgrade_is_killed_at_20_points(tmp_path: Path) -> None:
    upgrade_killed(tmp_path, 20)


@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_edits_deletions_and_reorderings_of_the_audit_trail_are_found(
    tmp_path: Path, url_of: Url, kind: str
) -> None:
    workspace = small_workspace(tmp_path, url_of(tmp_path, kind))
    fill(workspace)
    assert tampered(workspace, 1000) == []


def test_a_thousand_flipped_bits_of_answers_are_found(tmp_path: Path) -> None:
    assert answers_flipped(tmp_path, 1000) == []


def test_of_three_thousand_flipped_bits_of_the_file_none_that_can_be_read_is_missed(tmp_path: Path) -> None:
    found, lost = flipped(tmp_path, 3000)
    assert found > 300
    assert lost == 0


@pytest.mark.parametrize("kind", KINDS)
def test_40_copies_taken_while_20_people_write_are_sound(tmp_path: Path, url_of: Url, kind: str) -> None:
    copies_under_load(tmp_path, url_of(tmp_path, kind), writers=20, copies=40)


def test_a_small_disk_that_is_full_20_times_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 3000) as disk:
        for _ in range(20):
            full_disk(disk)
            (disk / "copy").unlink()
            for file in disk.glob("assess.db*"):
                file.unlink()
