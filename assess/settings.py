"""Where the program finds things. A value: `read_settings` alone reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

SQLITE = "sqlite:///"
CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    home: Path
    database_url: str

    @property
    def framework_folders(self) -> tuple[Path, ...]:
        """The shipped frameworks first, then those of the user."""
        return (content_folder("frameworks"), self.home / "frameworks")

    @property
    def copies(self) -> Path:
        """Where copies of the database are kept."""
        return self.home / "backups"

    @property
    def environment(self) -> dict[str, str]:
        """What a process of ours has to be started with to read the same settings."""
        return {"ASSESS_HOME": str(self.home), "ASSESS_DATABASE_URL": self.database_url}


def content_folder(name: str) -> Path:
    """A folder of content (`frameworks`, `report_templates`) beside the package."""
    return CHECKOUT / name


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """ASSESS_HOME and ASSESS_DATABASE_URL, or the platform's user data folder and SQLite in it."""
    home = Path(environment.get("ASSESS_HOME") or platformdirs.user_data_dir("assess", appauthor=False))
    home = home.expanduser().absolute()
    url = environment.get("ASSESS_DATABASE_URL") or f"{SQLITE}{home / 'assess.db'}"
    return Settings(home, _absolute(url))


def _absolute(url: str) -> str:
    """The server has another working folder than the command that starts it."""
    file = url.removeprefix(SQLITE)
    return url if file in (url, "", ":memory:") else f"{SQLITE}{Path(file).absolute()}"
