"""The fixtures of the storage's tests, for their long form."""

from tests.storage.conftest import url_of

__all__ = ["url_of"]
