"""A wave of people comes upon a process that has just been started."""

import subprocess
import sys

CODE = """
import sys
from threading import Barrier, Thread
import msgspec
from realtime.messages import from_domain

sys.setswitchinterval(1e-6)
for number in range(150):
    inner = msgspec.defstruct(f"Inner{number}", [(f"f{at}", int, 0) for at in range(20)])
    outer = msgspec.defstruct(f"Outer{number}", [(f"f{at}", dict[str, inner], {}) for at in range(20)])
    together = Barrier(6)

    def greet():
        together.wait()
        from_domain(outer, {"f1": {"a": {"f2": 1}}})

    threads = [Thread(target=greet) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_threads_that_use_a_message_for_the_first_time_at_once_do_not_crash_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
