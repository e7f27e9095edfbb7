"""The `assess` command."""

from assess.cli.command import run

__all__ = ["run"]
