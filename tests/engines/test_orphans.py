"""The law: however the process that was started ends, the workers that it started end as well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POOL = """
import os, time
from citydesk.engines import Processes

def told(number):
    print(os.getpid(), flush=True)
    if number > 3:
        time.sleep(3600)
    time.sleep(0.3)

if __name__ == "__main__":
    list(Processes(2, chunk=1).map(told, range(100)))
"""
FORKED = """
import os, signal, threading
from citydesk.linking.bulk.parallel import spread

def told(number):
    print(os.getpid(), flush=True)
    return b"x" * 10_000_000  # more than a pipe takes in while nobody reads

if __name__ == "__main__":
    stop = threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGSTOP))  # so that nobody reads
    stop.start()
    spread(told, range(400), 3)
"""


def alive(process: int) -> bool:
    """Tell whether a process is there, and more than the shell of one."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("script", [POOL, FORKED], ids=["pool", "forked"])
def test_no_worker_outlives_a_killed_parent(tmp_path: Path, script: str) -> None:
    main, told = tmp_path / "main.py", tmp_path / "told"
    main.write_text(script)
    with told.open("w") as out:
        path = os.pathsep.join([str(tmp_path), str(ROOT), *sys.path])
        parent = subprocess.Popen(
            [sys.executable, str(main)], stdout=out, env={**os.environ, "PYTHONPATH": path}
        )
        latest = time.monotonic() + 60
        while len(set(told.read_text().split())) < 2 and time.monotonic() < latest:
            time.sleep(0.1)
        time.sleep(2)  # by now they are in the middle of it, or wait for a parent that is stopped
        workers = {int(word) for word in told.read_text().split()}
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert len(workers) >= 2
    latest = time.monotonic() + 20
    while (left := [w for w in workers if alive(w)]) and time.monotonic() < latest:
        time.sleep(0.1)
    for worker in left:
        os.kill(worker, signal.SIGKILL)
    assert left == []
