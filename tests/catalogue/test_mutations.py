"""Whatever happens to the bytes of a framework, loading it gives a Framework or FrameworkInvalid."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assess.catalogue import load_framework
from assess.errors import FrameworkInvalid
from assess.model.framework import Framework
from tests.catalogue.conftest import SAMPLE

NAMES = sorted(str(file.relative_to(SAMPLE)) for file in SAMPLE.rglob("*.yaml"))
PIECES = [
    b"", b"\x00", b"\t", b"\n", b" ", b":", b"- ", b"[", b"]", b"{", b"}", b"&a ", b"*a", b"<<: ", b"!!int ", b"'",
    b'"', b"? ", b"| ", b"> ", b"%", b"@", b"#", b"---\n", b"...\n",
    b"\xff", b"\xe4\xb8", b"\xef\xbb\xbf", b"1e9", b".nan",
    b"0", b"-1", b"99999999999999999999", b"true", b"null", b"id", b"title", b"S1.1", b"P1", b"X01", b"\\", b"yes",
]  # fmt: skip

Mutation = tuple[str, float, int, bytes]
mutations = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.floats(0, 1),
        st.integers(0, 40),
        st.sampled_from(PIECES) | st.binary(max_size=6),
    ),
    min_size=1,
    max_size=6,
)


def loaded(changes: list[Mutation]) -> Framework | FrameworkInvalid:
    """Each change takes some bytes out at a place (0 to 1 of the file) and puts others there."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
        for name, place, taken, put in changes:
            content = (folder / name).read_bytes()
            start = int(place * len(content))
            (folder / name).write_bytes(content[:start] + put + content[start + taken :])
        try:
            return load_framework(folder / "small" / "1.0", folder / "kpis")
        except FrameworkInvalid as refused:
            return refused


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations)
@example([("small/1.0/framework.yaml", 0.0, 3000, b"")])
@example([("kpis/voice.yaml", 0.0, 3000, b"kpis: 3")])
def test_changed_bytes_give_a_framework_or_sentences(changes: list[Mutation]) -> None:
    outcome = loaded(changes)

    if isinstance(outcome, FrameworkInvalid):
        assert outcome.problems
        for problem in outcome.problems:
            assert problem.place
            assert problem.fault.endswith(".")
            assert problem.remedy.endswith((".", "?"))
            assert "pydantic" not in str(problem)
            assert "{other}" not in str(problem)
