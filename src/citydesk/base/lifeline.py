"""A working process ends with the one that started it, also where that one is killed.

Both ends of a pipe: the parent holds one and never writes to it, each worker waits at the other in
a thread of its own. However the parent ends, the system closes its end, and the workers see it.
This needs no signal and no process id, so it is the same on every system.
"""

from __future__ import annotations

import contextlib
import os
import threading
from multiprocessing.connection import Connection

__all__ = ["end_with"]


def end_with(parent: Connection, held: Connection | None = None) -> None:
    """End this process at once when whoever holds the other end of `parent` has ended.

    `held` is the parent's own end where it was inherited (a forked worker has it): it is closed
    here, or this process would wait for itself.
    """
    if held is not None:
        held.close()
    threading.Thread(target=_wait, args=(parent,), name="lifeline", daemon=True).start()


def _wait(parent: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        parent.recv_bytes(1)
    os._exit(1)  # not an exception: the work itself may wait for ever on queues of a dead parent
