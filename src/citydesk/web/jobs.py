"""Work that takes longer than an answer may: done aside, watched from a page, bounded in number.

A job has the name of what it is about; who starts one that is under way already gets that one. Jobs
are kept in memory: a server that ends loses the results and none of the work that was kept.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from citydesk.base.errors import CitydeskError
from citydesk.flow.pipeline import Step

__all__ = ["Job", "Jobs"]

KEPT = 64  # jobs whose results are remembered
AT_ONCE = 2

log = logging.getLogger("citydesk.web")
Watch = Callable[[Step], None]
Work = Callable[[Watch], Any]
_STAGES = {"add": "Reading", "compare": "Comparing", "link": "Linking"}


class Job:
    """One piece of work: how far it is, and what came of it once it is `over`."""

    def __init__(self) -> None:
        self.stage, self.done, self.total = "Waiting", 0, 0
        self.result: Any = None
        self.error = ""
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._over.is_set()

    def wait(self, seconds: float) -> None:
        """Wait for the end, but not longer."""
        self._over.wait(seconds)

    def watch(self, step: Step) -> None:
        """Note how far it is."""
        self.stage, self.done, self.total = _STAGES[step.stage], step.done, step.total or 0

    def run(self, work: Work) -> None:
        """Do the work; what goes wrong is told, and nothing else suffers."""
        try:
            self.result = work(self.watch)
        except CitydeskError as error:
            self.error = str(error)
        except Exception as error:
            log.error("a job failed", exc_info=error)
            self.error = "Something broke here. It is noted, and nothing was changed."
        finally:
            self._over.set()


class Jobs:
    """The jobs of a server, by name."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock, self._turns = threading.Lock(), threading.Semaphore(AT_ONCE)

    def start(self, name: str, work: Work) -> Job:
        """Return the job of this name that is under way, else a new one."""
        with self._lock:
            held = self._jobs.get(name)
            if held is not None and not held.over:
                return held
            job = self._jobs[name] = Job()
            self._jobs.move_to_end(name)
            while len(self._jobs) > KEPT and (old := self._first_over()):
                del self._jobs[old]
        threading.Thread(target=self._turn, args=(job, work), daemon=True).start()
        return job

    def find(self, name: str) -> Job | None:
        """Return the job of a name, None where nobody remembers one."""
        return self._jobs.get(name)

    def _turn(self, job: Job, work: Work) -> None:
        with self._turns:
            job.run(work)

    def _first_over(self) -> str | None:
        return next((name for name, job in self._jobs.items() if job.over), None)
