"""Becomes another program, within limits. Run as a file of its own by ``core.processes``, never imported.

A limit set between fork and exec by ``preexec_fn`` may hang a process that has threads, as every web server has. Set
from outside after the start it comes too late. So the limits are set here, and then this process is the program.
"""

import ctypes
import os
import resource
import signal
import sys

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG, see prctl(2)


def main(parent: int, memory: int, cpu_seconds: int, file_bytes: int, command: list[str]) -> None:
    _die_with(parent)
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    )
    for which, most in limits:
        hard = resource.getrlimit(which)[1]
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (bounded, bounded))
    os.nice(10)  # whoever waits for a page comes first
    os.execv(command[0], command)  # noqa: S606 -- no shell is what is wanted


def _die_with(parent: int) -> None:
    """A worker that is killed must not leave a program behind that goes on for an hour. Linux alone can do this."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
