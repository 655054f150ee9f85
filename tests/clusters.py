"""A Spark cluster of two workers on this machine, started once for all the tests that ask for it.

It needs PySpark (in the development group) and Java 17 or newer (`apt-get install
openjdk-17-jre-headless`); without them its tests are skipped and say so.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
from pathlib import Path

import pytest

from citydesk.engines import Engine

MASTER = "local-cluster[2,1,1024]"  # two workers of one core and 1 GiB, processes of their own


def spark() -> Engine:
    """Return the engine, or skip the test that asks for it."""
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("no Java: apt-get install openjdk-17-jre-headless")
    return _started()


@functools.cache
def _started() -> Engine:
    from citydesk.engines.spark import Spark

    # the workers are sent functions of these tests
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    engine = Spark.connect(MASTER, partitions=2)
    atexit.register(engine.session.stop)
    return engine
