"""The law: the same accounts give the same desk, in whichever process they are read.

Python salts the hashes of text in each process, so whatever depends on the order of a set differs
between two of them: here two processes with different salts read the examples.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"

DESK = """
import json, sys
from citydesk.flow.pipeline import add
from citydesk.store import SqliteStore
from tests.desks import content
with SqliteStore(":memory:") as store:
    add(store, [sys.argv[1]])
    json.dump(content(store), sys.stdout, sort_keys=True)
"""


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no examples here")
def test_two_processes_make_the_same_desk() -> None:
    made = []
    for salt in ("1", "2"):
        path = os.pathsep.join([str(ROOT), *sys.path])
        done = subprocess.run(
            [sys.executable, "-c", DESK, str(EXAMPLES)],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": salt},
            capture_output=True,
            check=True,
        )
        made.append(json.loads(done.stdout))
    first, second = made
    for part in first:
        assert first[part] == second[part], f"{part} differ between two processes"
    assert first["records"]
