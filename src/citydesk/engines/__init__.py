"""Where the work is done: in this process, or on several. The results are the same, in order.

`Serial` is the law; every other engine must equal it. A function given to an engine is a plain
function of its item alone, at the top of a module, so that it can be sent elsewhere.
"""

from __future__ import annotations

from citydesk.engines.processes import Processes
from citydesk.engines.protocol import Engine
from citydesk.engines.serial import Serial
from citydesk.engines.threads import Threads

__all__ = ["Engine", "Processes", "Serial", "Threads", "engine_for"]


def engine_for(jobs: int) -> Engine:
    """Return an engine for so many processes; 1 is this process alone, 0 every core."""
    return Serial() if jobs == 1 else Processes(jobs or None)
