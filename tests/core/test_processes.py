"""Programs are started without a shell, and stopped where they take too much."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.processes import Done, Failed, Limits, NotInstalled, SaidTooMuch, TookTooLong, run

PYTHON = sys.executable
QUICK = Limits(seconds=10)
MEGABYTE = 1024 * 1024


def python(program: str, *arguments: str, limits: Limits = QUICK, **options) -> Done:
    return run([PYTHON, "-c", program, *arguments], limits=limits, **options)


def is_alive(pid: int) -> bool:
    """A dead child that nobody has buried yet is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(ready, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not ready() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(ready())


def test_what_a_program_says_is_given():
    assert python("import sys; print('out'); print('err', file=sys.stderr)") == Done(b"out\n", b"err\n")


def test_no_shell_reads_the_arguments():
    assert python("import sys; print(sys.argv[1])", "$(id); `id` > x").output == b"$(id); `id` > x\n"


def test_nothing_of_our_environment_is_told(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    assert b"hidden" not in python("import os; print(dict(os.environ))").output


def test_an_unhappy_end_is_told_with_its_words():
    with pytest.raises(Failed, match="exit code 3: sorry") as caught:
        python("import sys; sys.stderr.write('sorry'); sys.exit(3)")
    assert caught.value.code == 3


def test_a_program_that_is_not_there():
    with pytest.raises(NotInstalled, match="no-such-program"):
        run(["no-such-program"], limits=QUICK)


class TestARunawayIsStopped:
    def test_by_the_clock_with_its_children(self, tmp_path):
        program = (
            "import subprocess, sys, time, pathlib\n"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
            "pathlib.Path(sys.argv[1]).write_text(str(child.pid))\n"
            "time.sleep(60)"
        )
        began = time.monotonic()
        with pytest.raises(TookTooLong):
            python(program, str(tmp_path / "pid"), limits=Limits(seconds=1.5))
        assert time.monotonic() - began < 8
        child = int((tmp_path / "pid").read_text())
        assert wait_for(lambda: not is_alive(child))

    def test_when_it_burns_the_processor(self):
        with pytest.raises(TookTooLong):
            python("while True: pass", limits=Limits(seconds=1, cores=1))

    def test_when_it_burns_the_processor_long_before_the_clock_runs_out(self):
        with pytest.raises(TookTooLong):
            python("while True: pass", limits=Limits(seconds=30, cores=0))

    def test_when_it_goes_on_in_silence(self):
        began = time.monotonic()
        with pytest.raises(TookTooLong):
            python("import os, time; os.close(1); os.close(2); time.sleep(30)", limits=Limits(seconds=1.5))
        assert time.monotonic() - began < 10

    def test_when_it_says_too_much(self):
        with pytest.raises(SaidTooMuch):
            python("while True: print('x' * 1000)", limits=Limits(seconds=20, output=100_000))

    def test_when_it_complains_without_end_only_the_end_is_kept(self):
        program = "import sys; [sys.stderr.write('x' * 1000) for _ in range(1000)]; sys.stderr.write('last')"
        errors = python(program, limits=Limits(seconds=10, output=5000)).errors
        assert (len(errors) <= 5000, errors[-4:]) == (True, b"last")

    def test_when_it_takes_too_much_memory(self):
        with pytest.raises(Failed, match="MemoryError"):
            python("x = bytearray(900 * 1024 * 1024)", limits=Limits(seconds=10, memory=400 * MEGABYTE))

    def test_when_it_fills_the_disk(self, tmp_path):
        program = "import sys; f = open(sys.argv[1], 'wb'); [f.write(b'x' * 65536) for _ in range(1000)]"
        file = tmp_path / "large"
        with pytest.raises(Failed):
            python(program, str(file), limits=Limits(seconds=10, file_bytes=MEGABYTE))
        assert file.stat().st_size <= MEGABYTE

    def test_when_who_watches_has_enough(self):
        class Enough(Exception):
            pass

        def watch(said: bytes) -> None:
            if b"3" in said:
                raise Enough

        with pytest.raises(Enough):
            python("import time\nfor n in range(99): print(n, flush=True); time.sleep(.05)", pulse=watch)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
    def test_when_who_started_it_is_killed(self, tmp_path):
        file = tmp_path / "pid"
        inner = f"import os, time; open({str(file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
        outer = (
            "from core.processes import Limits, run; import sys\n"
            f"run([sys.executable, '-c', {inner!r}], limits=Limits(seconds=60))"
        )
        parent = subprocess.Popen([PYTHON, "-c", outer], cwd=Path(__file__).parents[2])
        assert wait_for(lambda: file.exists() and file.read_text())
        child = int(file.read_text())
        assert is_alive(child)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        assert wait_for(lambda: not is_alive(child))
