"""`python -m tests.bench.spent COMMAND...`: the CPU seconds of a command and all that it starts, on standard output.

Chromium leaves processes behind that outlive it for a moment, and whose time would be counted nowhere. This process
takes them in as their parent, as Linux lets it, and waits for each.
"""

import ctypes
import os
import resource
import subprocess
import sys
from contextlib import suppress

PR_SET_CHILD_SUBREAPER = 36


def main(command: list[str]) -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(f"{spent.ru_utime + spent.ru_stime}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
