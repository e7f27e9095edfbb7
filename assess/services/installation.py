"""Looking over the installation: libraries, fonts, database, frameworks."""

import ctypes
import hashlib
import sys

from assess.catalogue import find_frameworks
from assess.errors import AssessError
from assess.model.value import Value
from assess.services.copies import list_copies
from assess.settings import Settings, content_folder
from assess.storage.opening import inspect_database
from assess.workspace import shelved_framework

LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "PDF reports cannot be printed", "libpango-1.0-0 libpangoft2-1.0-0"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "PDF reports take three times as long", "libharfbuzz-subset0"),
}


class CheckLine(Value):
    name: str
    ok: bool
    sentence: str


def look_over(settings: Settings) -> tuple[CheckLine, ...]:
    """Installation, database and frameworks, a line each, in English."""
    return (
        CheckLine(name="Python", ok=sys.version_info >= (3, 11), sentence=sys.version.split()[0]),
        *(_library(name) for name in LIBRARIES),
        _fonts(),
        _database(settings),
        _copies(settings),
        *_frameworks(settings),
    )


def _library(name: str) -> CheckLine:
    file, consequence, package = LIBRARIES[name]
    try:
        ctypes.CDLL(file)
    except OSError:
        sentence = f"{file} is missing: {consequence}. Type: sudo apt-get install {package}"
        return CheckLine(name=name, ok=False, sentence=sentence)
    return CheckLine(name=name, ok=True, sentence=f"{file} is there")


def _fonts() -> CheckLine:
    folder = content_folder("report_templates") / "fonts"
    wrong = []
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        checksum, name = line.split()
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != checksum:
            wrong.append(name)
    sentence = f"{', '.join(wrong)} missing or changed. Check out the project again." if wrong else "as shipped"
    return CheckLine(name="Fonts", ok=not wrong, sentence=sentence)


def _database(settings: Settings) -> CheckLine:
    try:
        state = inspect_database(settings.database_url)
    except AssessError as error:
        return CheckLine(name="Database", ok=False, sentence=str(error))
    sentence = f"{state.file}: schema {state.schema}, {state.assessments} assessments"
    if state.damage is not None:
        return CheckLine(name="Database", ok=False, sentence=f"{sentence}; damaged: {state.damage}. Put back a copy.")
    if state.hindrance is not None:
        return CheckLine(name="Database", ok=False, sentence=f"{sentence}; {state.hindrance}")
    return CheckLine(name="Database", ok=True, sentence=sentence)


def _copies(settings: Settings) -> CheckLine:
    copies = list_copies(settings)
    if not copies:
        return CheckLine(name="Copies", ok=True, sentence=f"none yet in {settings.copies}")
    newest = f"{len(copies)} in {settings.copies}, the newest {copies[0].name}"
    return CheckLine(name="Copies", ok=True, sentence=newest)


def _frameworks(settings: Settings) -> tuple[CheckLine, ...]:
    lines = []
    for found in find_frameworks(settings.framework_folders):
        name = f"Framework {found.id} {found.version}"
        try:
            framework = shelved_framework(settings, found.id, found.version)
        except AssessError as error:
            lines.append(CheckLine(name=name, ok=False, sentence=str(error)))
        else:
            sentence = f"{len(framework.criteria)} criteria, fingerprint {framework.fingerprint[:12]}"
            lines.append(CheckLine(name=name, ok=True, sentence=sentence))
    return tuple(lines)
