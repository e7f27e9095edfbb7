"""Frameworks on disk become Framework values, or a list of all that is wrong with them."""

from assess.catalogue.find import FoundFramework, find_frameworks, kpi_folders
from assess.catalogue.load import load_framework

__all__ = ["FoundFramework", "find_frameworks", "kpi_folders", "load_framework"]
