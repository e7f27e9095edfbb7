"""A copy that can be tried and restored: one of the copies' folder, or one that a person has brought."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assess.errors import AssessError, BackupInvalid
from assess.i18n import word
from assess.model.kept_copy import Copy
from assess.services.copies import describe_copy
from assess.services.safekeeping import Verified, brought_in, verify_backup
from assess.ui import session
from assess.ui.screen_words import plain, say, told


@dataclass(frozen=True)
class CopySource:
    """`key` is another one for another content."""

    key: str
    name: str
    opened: Callable[[], AbstractContextManager[Path]]


@dataclass(frozen=True)
class LookedThrough:
    copy: Copy
    verified: Verified


def kept_source(copy: Copy) -> CopySource:
    return CopySource(f"{copy.name}:{copy.taken_at}:{copy.size}", copy.name, lambda: nullcontext(copy.file))


def brought_source(file: UploadedFile) -> CopySource:
    return CopySource(file.file_id, file.name, lambda: brought_in(file.name, file.getvalue()))


def looked_through(source: CopySource) -> LookedThrough | AssessError:
    """What is in a copy, or why it is none; looked through once in a session."""
    known = session.checked()
    if source.key not in known:
        with st.spinner(say("copy.looking")):
            known[source.key] = _look_through(source)
    found: LookedThrough | AssessError = known[source.key]
    return found


def was_looked_through(source: CopySource) -> bool:
    return source.key in session.checked()


def _look_through(source: CopySource) -> LookedThrough | AssessError:
    try:
        with source.opened() as file:
            return LookedThrough(describe_copy(file), verify_backup(file))
    except AssessError as error:
        return error


def told_of(name: str, error: AssessError) -> str:
    """An error about a copy, which is called by its name and not by the place where it was put to be looked at."""
    if isinstance(error, BackupInvalid):
        return plain(word("errors", error.code, session.language(), **{**error.facts, "file": name}))
    return told(error)
