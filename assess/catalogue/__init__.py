"""Frameworks on disk become Framework values, or a list of all that is wrong with them."""

from assess.catalogue.find import FoundFramework, find_frameworks
from assess.catalogue.load import load_framework

__all__ = ["FoundFramework", "find_frameworks", "load_framework"]
