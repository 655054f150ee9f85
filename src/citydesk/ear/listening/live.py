"""The loop of `listen`: look at every feed, hear, keep, tell; twice a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from citydesk.ear.listening.config import Config
from citydesk.ear.listening.feeds import Folder, Stream
from citydesk.ear.listening.keeping import keep
from citydesk.ear.listening.listener import Listener

PAUSE = 0.5
LOOK = 1.0

Told = tuple[list[dict[str, Any]], list[str]]


def live(
    config: Config, *, once: bool = False, clock: Callable[[], float] = time.time
) -> Iterator[Told]:
    """Yield what was heard (lines of accounts) and what is wrong, as it happens.

    With `once`, take what the folders hold now and end.
    """
    listener, looked = Listener(config), 0.0
    feeds = [Stream(feed) if feed.url else Folder(feed) for feed in config.feeds]
    try:
        while True:
            faults: list[str] = []
            now = clock() + (3600 if once else 0)  # with `once` no file is still being written
            chunks = sorted(
                (chunk for feed in feeds for chunk in feed.chunks(now, faults)),
                key=lambda chunk: chunk[1],
            )
            lines = []
            for chunk in chunks:
                faults += listener.feed(*chunk)
                if chunk[1] - looked >= LOOK:
                    looked = chunk[1]
                    lines += _keep(listener, config, faults)
            if not once:
                faults += listener.clocks.silent(clock())
            lines += _keep(listener, config, faults, last=once)
            yield lines, faults
            if once:
                return
            time.sleep(PAUSE)
    finally:
        for feed in feeds:
            if isinstance(feed, Stream):
                feed.close()


def _keep(
    listener: Listener, config: Config, faults: list[str], *, last: bool = False
) -> list[dict[str, Any]]:
    lines = []
    for one in listener.due(last=last):
        faults += one.faults
        if (kept := keep(one, config)) is not None:
            lines.append(kept)
    return lines
