"""Disks that are small, full, or may not be written: real ones, in memory."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of this size at a folder. Only root may mount one: others skip the test."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "assess", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def may_be_written(folder: Path, allowed: bool) -> None:
    subprocess.run(["mount", "-o", f"remount,{'rw' if allowed else 'ro'}", str(folder)], check=True)


@contextmanager
def left(folder: Path, kilobytes: int) -> Iterator[None]:
    """So much is left and no more, for as long as it lasts."""
    with filled(folder):
        with (folder / "stuffing").open("r+b") as stream:
            stream.truncate((folder / "stuffing").stat().st_size - kilobytes * 1024)
        yield


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Not a byte is left, for as long as it lasts."""
    stuffing = folder / "stuffing"
    with stuffing.open("wb", buffering=0) as stream:
        for size in (1 << 16, 1 << 10, 1):
            try:
                while True:
                    stream.write(b"\0" * size)
            except OSError:
                pass
    try:
        yield
    finally:
        stuffing.unlink()
