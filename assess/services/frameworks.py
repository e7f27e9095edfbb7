"""What can be assessed against."""

from assess.catalogue import FoundFramework, find_frameworks
from assess.model.framework import Framework
from assess.settings import Settings
from assess.workspace import shelved_framework


def list_frameworks(settings: Settings) -> tuple[FoundFramework, ...]:
    return find_frameworks(settings.framework_folders)


def get_framework(settings: Settings, framework_id: str, version: str | None = None) -> Framework:
    """The newest version if none is named. Raises NotFound or FrameworkInvalid."""
    return shelved_framework(settings, framework_id, version)
