"""A limited, killable process of our own that answers one request at a time: `python -m assess...`.

Always a plain subprocess: `multiprocessing` would run app.py again in each child, and forking a process with
threads can lock up. A message is eight bytes of length (big-endian) and so many bytes. What the child prints on
standard error is drained, so that it can never fill its pipe and stop; the last of it is kept.
"""

import atexit
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Literal

LENGTH = struct.Struct(">Q")
KEPT = 4000  # bytes of standard error
FOLDER = "ASSESS_CHILD_FOLDER"  # tells the child its folder for temporary files; it goes with the child
ROOT = Path(__file__).resolve().parent.parent


class ChildFailed(Exception):
    """The child gave no answer: it was `late` and killed, or it `ended`. `said` is the last of its standard error."""

    def __init__(self, why: Literal["late", "ended"], said: str) -> None:
        super().__init__(f"{why}: {said}")
        self.why = why
        self.said = said


class Child:
    """Started at the first request, kept for the next, started again after it was killed or ended.

    `seconds` is the wall clock that one request may take; the child limits its own memory (`limit_memory`).
    Requests wait for one another behind a lock, so a child may be shared by threads.
    """

    def __init__(self, *arguments: str, seconds: float) -> None:
        self.arguments = arguments
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._said = _Tail()
        self._stop: Callable[[], None] = lambda: None

    @property
    def pid(self) -> int | None:
        """The running child's, None where none runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def ask(self, request: bytes) -> bytes:
        """The child's answer. Raises ChildFailed; the next request starts a new child."""
        with self._lock:
            process = self._running()
            late = threading.Event()
            clock = threading.Timer(self.seconds, _kill_late, (process, late))
            clock.daemon = True
            clock.start()
            try:
                return _exchange(process, request)
            except (OSError, EOFError):
                self._end()
                raise ChildFailed("late" if late.is_set() else "ended", self._said.text()) from None
            except BaseException:
                # Whatever interrupts the wait (Ctrl-C), a half-read answer must not meet the next request.
                self._end()
                raise
            finally:
                clock.cancel()

    def close(self) -> None:
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._said = _Tail()
            folder = tempfile.mkdtemp(prefix="assess-")
            self._process = subprocess.Popen(
                [sys.executable, *self.arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=ROOT,
                env=os.environ | {FOLDER: folder},
            )
            assert self._process.stderr is not None
            self._said.follow(self._process.stderr)
            self._stop = partial(_stop, self._process, folder)
            atexit.register(self._stop)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        atexit.unregister(self._stop)
        self._stop()
        self._said.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()


class _Tail:
    """Reads a pipe to its end on a thread of its own and keeps what was said last."""

    def __init__(self) -> None:
        self._kept = b""
        self._thread: threading.Thread | None = None

    def follow(self, pipe: IO[bytes]) -> None:
        self._thread = threading.Thread(target=self._drain, args=(pipe,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        if self._thread is not None:
            self._thread.join(timeout=2)

    def text(self) -> str:
        return self._kept.decode("utf-8", "replace").strip()

    def _drain(self, pipe: IO[bytes]) -> None:
        with pipe:
            while piece := os.read(pipe.fileno(), 65536):
                self._kept = (self._kept + piece)[-KEPT:]


def _stop(process: subprocess.Popen[bytes], folder: str) -> None:
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _kill_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    write_message(process.stdin, request)
    answer = read_message(process.stdout)
    if answer is None:
        raise EOFError
    return answer


def write_message(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def read_message(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end. Raises EOFError where the end comes in the middle of one."""
    head = pipe.read(LENGTH.size)
    if not head:
        return None
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    message = pipe.read(length)
    if len(message) < length:
        raise EOFError
    return message


# ---- in the child ----------------------------------------------------------------------------------------------


def limit_memory(limit: int) -> None:
    """Bytes of address space for this process, where the system knows such a limit (Windows does not)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answers requests until the parent closes standard input or is gone, even in the middle of one.

    Standard output belongs to the answers alone: what anything else prints goes to standard error.
    """
    folder = os.environ.get(FOLDER)
    tempfile.tempdir = folder
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb")
    waiting: list[bytes] = []
    there_is_one = threading.Semaphore(0)

    def read() -> None:
        with suppress(EOFError):
            while (message := read_message(requests)) is not None:
                waiting.append(message)
                there_is_one.release()
        # Without a parent nobody wants an answer, and a request that hangs would live on for ever.
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        there_is_one.acquire()
        write_message(answers, answer(waiting.pop(0)))
