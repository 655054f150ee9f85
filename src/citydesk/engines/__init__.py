"""Where the work is done: in this process, on several, or on a Spark cluster, with equal results.

`Serial` is the law; every other engine must equal it. A function given to an engine is a plain
function of its item alone, at the top of a module, so that it can be sent elsewhere.
"""

from __future__ import annotations

from typing import Literal

from citydesk.engines.collection import Collection, Columns, Row
from citydesk.engines.processes import Processes
from citydesk.engines.protocol import Engine
from citydesk.engines.serial import Serial
from citydesk.engines.threads import Threads

EngineName = Literal["local", "processes", "spark"]

__all__ = [
    "Collection",
    "Columns",
    "Engine",
    "EngineName",
    "Processes",
    "Row",
    "Serial",
    "Threads",
    "engine_for",
]


def engine_for(jobs: int, name: EngineName | None = None, master: str | None = None) -> Engine:
    """Return an engine by name; without one, `jobs` decides: 1 is this process, 0 every core.

    `master` is the address of a Spark cluster. Raises `UsageError` where Spark cannot be had.
    """
    if name == "spark" or (master and name is None):
        from citydesk.engines.spark import Spark  # PySpark is an extra, and slow to load

        return Spark.connect(master)
    if name == "processes":
        return Processes(jobs if jobs > 1 else None)
    return Serial() if name == "local" or jobs == 1 else Processes(jobs or None)
