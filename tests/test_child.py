"""A child process: limited, killable, and never alone."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from assess.child import Child, ChildFailed
from assess.settings import CHECKOUT

ECHO = """
import os, sys, time
from assess.child import limit_memory, serve

def answer(request):
    if request == b"sleep":
        time.sleep(60)
    if request == b"chatter":
        print("x" * 2_000_000)
        sys.stderr.write("y" * 2_000_000)
    if request == b"fall":
        sys.stderr.write("out of luck")
        sys.stderr.flush()
        os._exit(3)
    if request == b"eat":
        limit_memory(300 * 1024**2)
        bytearray(10**9)
    return request + b" from " + str(os.getpid()).encode()

serve(answer)
"""


@pytest.fixture
def child() -> Child:
    return Child("-c", ECHO, seconds=30)


def test_one_child_answers_one_request_after_the_other(child: Child) -> None:
    first, second = child.ask(b"a"), child.ask(b"b" * 3_000_000)
    assert first == f"a from {child.pid}".encode()
    assert second == b"b" * 3_000_000 + f" from {child.pid}".encode()
    child.close()
    assert child.pid is None


def test_what_is_printed_never_meets_the_answer_nor_stops_the_child(child: Child) -> None:
    assert child.ask(b"chatter").startswith(b"chatter from ")
    child.close()


def test_a_child_that_takes_too_long_is_killed_and_the_next_request_has_a_new_one() -> None:
    child = Child("-c", ECHO, seconds=3)
    child.ask(b"a")
    before = child.pid
    with pytest.raises(ChildFailed) as failed:
        child.ask(b"sleep")
    assert failed.value.why == "late"
    assert child.pid is None
    assert child.ask(b"a").startswith(b"a from ")
    assert child.pid not in (None, before)
    child.close()


@pytest.mark.parametrize(("request_", "said"), [(b"fall", "out of luck"), (b"eat", "MemoryError")])
def test_a_child_that_falls_says_its_last_words_and_is_replaced(child: Child, request_: bytes, said: str) -> None:
    with pytest.raises(ChildFailed) as failed:
        child.ask(request_)
    assert failed.value.why == "ended"
    assert said in failed.value.said
    assert child.ask(b"a").startswith(b"a from ")
    child.close()


@pytest.mark.parametrize("last_request", ["a", "sleep"])
def test_a_child_ends_with_its_parent_even_in_the_middle_of_a_request(last_request: str) -> None:
    script = f"""
import threading, time
from assess.child import Child
child = Child("-c", {ECHO!r}, seconds=60)
child.ask(b"a")
threading.Thread(target=child.ask, args=({last_request!r}.encode(),), daemon=True).start()
time.sleep(0.5)
print(child.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=CHECKOUT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert is_there(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_there(pid)


def is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def test_what_a_child_puts_into_its_temporary_folder_goes_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    child = Child("-c", ECHO, seconds=30)
    child.ask(b"a")
    assert len(list(tmp_path.iterdir())) == 1
    child.close()
    assert list(tmp_path.iterdir()) == []
