"""The watch: sources are polled when they are due, and what they show goes into the desk.

    due ─▶ poll (threads) ─▶ things ─▶ follow, one transaction each ─▶ how far it has come
                          └▶ pages that it names ─ look (threads) ─▶ follow

Only one thread writes. How far a source has come is kept after all that it showed, so whoever is
interrupted asks again, finds what is kept, and adds nothing twice.
"""

from __future__ import annotations

import collections
import datetime as dt
import random
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any

from citydesk.base.errors import CaptureError, CitydeskError, DeskError
from citydesk.flow import pipeline
from citydesk.flow.following import follow
from citydesk.flow.pipeline import How
from citydesk.model import Capture
from citydesk.store import Followed, Store, Watched
from citydesk.watching import Asker, Denied, Poll, Seen, Source, Unanswered, look, poll
from citydesk.watching.model import Asked

__all__ = ["Told", "Watch"]

IN_BULK = frozenset({"feed", "sitemap"})
"""Kinds of sources that bring all that is published: a filter decides what of it is read."""
LOOKS = (1, 3, 12, 24, 72, 168)  # hours after which a page is looked at again, one by one
MOST_LOOKS = 30  # pages of a source at one time
SLOWEST = 6 * 3600.0  # seconds between two tries of a source that does not answer
PATIENCE = 0.5  # seconds that the watch waits before it looks at the clock again


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one poll of a source came to, for whoever watches."""

    source: str
    counts: Mapping[str, int] = field(default_factory=dict)
    message: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """A poll of a source, or a look at a page that it named."""

    source: Source
    page: Followed | None = None


@dataclass(frozen=True, slots=True)
class _Got:
    poll: Poll | None = None
    error: CaptureError | None = None


class Watch:
    """Watches sources for a desk."""

    def __init__(
        self,
        store: Store,
        sources: Iterable[Source],
        asker: Asker,
        how: How,
        *,
        denied: Denied | None = None,
        jobs: int = 8,
        tell: Callable[[Told], None] = lambda told: None,
    ) -> None:
        """`jobs` sources are asked at a time; `tell` is told of each poll, in this thread."""
        self.store, self.how, self.jobs, self.tell = store, how, jobs, tell
        self.sources = {source.id: source for source in sources}
        mappings, kept_out = how.tables.known, denied or Denied()
        self.asked = Asked(asker=asker, clock=how.clock, mappings=mappings, denied=kept_out)
        self._stopped = threading.Event()
        self._luck = random.Random()  # noqa: S311 - only so that not all ask at one time
        self._resting: dict[str, dt.datetime] = {}
        self._digested = pipeline.digester(store, how)
        self._fresh = True  # what an interrupted watch left is linked first

    def stop(self) -> None:
        """Let what is under way come to its end, and then stop."""
        self._stopped.set()

    def once(self) -> None:
        """Poll every source that is due and look at every page that is, once."""
        self._round([_Task(source) for source in self._due()])
        self._round(list(self._pages()))
        self._linked()

    def forever(self) -> None:
        """Poll sources whenever they are due, until `stop`."""
        while not self._stopped.is_set():
            asked = self._round([_Task(source) for source in self._due()])
            asked = self._round(list(self._pages())) or asked
            self._linked()
            if not asked:
                self._stopped.wait(PATIENCE)

    def _linked(self) -> None:
        """Link and fuse what is new; after a full disk that waits for the next time."""
        if not self._fresh:
            return
        try:
            pipeline.complete(self.store, self.how)
            self._fresh = False
        except DeskError as error:
            self.tell(Told(source="", message=str(error), failed=True))
            self._stopped.wait(PATIENCE)

    def _due(self) -> list[Source]:
        """Return the sources that are to be asked now, the longest due first.

        One that is due later than its own pace allows is asked: then a clock has jumped.
        """
        now, known = self.how.clock(), self.store.watched()
        due: list[tuple[dt.datetime, str]] = []
        for ident, source in self.sources.items():
            held = known.get(ident, Watched(source=ident))
            longest = dt.timedelta(seconds=2 * (SLOWEST if held.failures else source.every))
            rests = self._resting.get(ident)
            if rests and now < rests <= now + longest:
                continue
            if held.due is None or held.due <= now or held.due > now + longest:
                due.append((held.due or now, ident))
        return [self.sources[ident] for _, ident in sorted(due)]

    def _pages(self) -> Iterator[_Task]:
        now = self.how.clock()
        for source in self.sources.values():
            if source.kind in ("feed", "sitemap"):
                for page in self.store.due_pages(source.id, now, limit=MOST_LOOKS):
                    yield _Task(source, page)

    def _round(self, tasks: list[_Task]) -> bool:
        """Do these, as many at a time as there are jobs; return whether there were any."""
        if not tasks:
            return False
        waiting, known = collections.deque(tasks), self.store.watched()
        with ThreadPoolExecutor(self.jobs, thread_name_prefix="watch") as pool:
            running: dict[Future[_Got], _Task] = {}
            while True:
                while waiting and len(running) < 2 * self.jobs and not self._stopped.is_set():
                    task = waiting.popleft()
                    held = task.page or known.get(task.source.id)
                    running[pool.submit(self._got, task, held.state if held else {})] = task
                if not running:
                    return True
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    task = running.pop(done)
                    self._taken(task, done.result(), known.get(task.source.id))

    def _got(self, task: _Task, state: Mapping[str, Any]) -> _Got:
        """Ask a source or a page, in a thread of its own, without the desk."""
        try:
            if task.page is None:
                return _Got(poll(task.source, state, self.asked))
            seen, kept = look(task.source, task.page.thing, state, self.asked)
            return _Got(Poll(seen=(seen,) if seen else (), state=kept))
        except CaptureError as error:
            return _Got(error=error)
        except Exception as error:  # whatever one source answers, the others must not suffer
            known = isinstance(error, CitydeskError)
            words = str(error) if known else f"{type(error).__name__}: {error}"
            return _Got(error=CaptureError(" ".join(words.split())[:300]))

    def _taken(self, task: _Task, got: _Got, held: Watched | None) -> None:
        """Keep what came of asking; after a full disk the source is asked again later."""
        try:
            if task.page is not None:
                told = self._page_taken(task.source, task.page, got)
            else:
                told = self._poll_taken(task.source, got, held or Watched(source=task.source.id))
        except DeskError as error:
            self._resting[task.source.id] = self._later(task.source, 1, None)
            told = Told(source=task.source.id, message=str(error), failed=True)
        self.tell(told)

    def _poll_taken(self, source: Source, got: _Got, held: Watched) -> Told:
        now = self.how.clock()
        if got.poll is None:
            failures, message = held.failures + 1, str(got.error)
            due = self._later(source, failures, got.error)
            self.store.put_watched(replace(held, failures=failures, message=message, due=due))
            return Told(source=source.id, message=message, failed=True)
        counts = self._followed(source, got.poll.seen)
        if got.poll.whole is not None:
            gone = sorted(self.store.standing(source.id) - got.poll.whole)
            counts += self._followed(source, [_gone(source, thing) for thing in gone])
        counts += collections.Counter({"kept out": got.poll.kept_out})
        total = collections.Counter(held.counts) + counts
        pace = dt.timedelta(seconds=source.every * self._luck.uniform(0.95, 1.05))
        with self.store.transaction():
            self._named(source, got.poll, now)
            self.store.put_watched(
                Watched(
                    source=source.id, seen=now, due=now + pace, counts=total,
                    message="; ".join(got.poll.notes), state=got.poll.state,
                )
            )  # fmt: skip
        return Told(source=source.id, counts=counts, message="; ".join(got.poll.notes))

    def _page_taken(self, source: Source, page: Followed, got: _Got) -> Told:
        now = self.how.clock()
        if got.poll is None:
            wait = getattr(got.error, "wait", None) or 3600.0
            due = now + dt.timedelta(seconds=wait) if page.step < len(LOOKS) else None
            failed = replace(page, due=due, step=page.step + 1)
            self.store.put_followed(failed)
            message = f"{page.thing}: {got.error}"
            return Told(source=source.id, counts={"failed": 1}, message=message, failed=True)
        counts = self._followed(source, got.poll.seen)
        hours = LOOKS[page.step] if page.step < len(LOOKS) else None
        due = now + dt.timedelta(hours=hours) if hours else None
        with self.store.transaction():
            self.store.put_followed(
                replace(page, due=due, step=page.step + 1, state=got.poll.state)
            )
            held = self.store.watched().get(source.id)
            if held:
                total = collections.Counter(held.counts) + counts
                self.store.put_watched(replace(held, counts=total))
        return Told(source=source.id, counts=counts)

    def _followed(self, source: Source, seen: Iterable[Seen]) -> collections.Counter[str]:
        counts = collections.Counter[str]()
        for each in seen:
            came = follow(
                self.store,
                _sifted(each) if source.kind in IN_BULK else each,
                self._digested,
                clock=self.how.clock,
                mappings=self.how.tables.known,
            )
            counts[came.outcome] += 1
            self._fresh = self._fresh or came.outcome in ("new", "changed")
        del counts["same"]
        return counts

    def _named(self, source: Source, made: Poll, now: dt.datetime) -> None:
        """Remember the pages that a source named: what is new, or told otherwise, is due now."""
        known = self.store.followed(source.id, [page.thing for page in made.pages])
        for page in made.pages:
            held = known.get(page.thing)
            if held is None or held.mark != page.mark:
                state = held.state if held else {}
                self.store.put_followed(
                    Followed(
                        source=source.id, thing=page.thing, mark=page.mark, due=now, state=state
                    )
                )

    def _later(self, source: Source, failures: int, error: CaptureError | None) -> dt.datetime:
        """Return when a source that did not answer is asked again: not before it asks for."""
        told = error.wait if isinstance(error, Unanswered) else None
        slower = min(source.every * 2.0 ** min(failures, 12), max(SLOWEST, source.every))
        seconds = max(slower * self._luck.uniform(0.5, 1.0), told or 0.0)
        return self.how.clock() + dt.timedelta(seconds=seconds)


def _sifted(seen: Seen) -> Seen:
    """Return what a source shows, to be read only where it may tell of a violent incident."""
    if not isinstance(seen.found, Capture):
        return seen
    return replace(seen, found=replace(seen.found, sifted=True))


def _gone(source: Source, thing: str) -> Seen:
    return Seen(thing=thing, source=source.id, found=None)
