"""A watch over two thousand feeds in one process: how long a round takes, and how much memory.

    python -m benchmarks.watching [--feeds 2000] [--stories 3]

The feeds stand on a server of our own, in another process on this machine: each names some pages;
one feed in ten tells of a shooting, in a town of its own. The first round fetches and reads every
page; in the second all is as it was (304); before the third every feed has a new story and every
tenth of them another toll.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import uvicorn

from citydesk.flow.pipeline import How
from citydesk.flow.watching import Told, Watch
from citydesk.reading.places.gazetteer import every_city
from citydesk.store import SqliteStore
from citydesk.watching import Asker, Manners, source_of

VIOLENT = 10  # one page in so many


class World:
    """The server's side: `edition` is part of what the pages say."""

    def __init__(self, stories: int) -> None:
        self.edition, self.stories = 0, stories
        cities = sorted(every_city(), key=lambda city: -city.people)
        self.towns = [(city.name, city.state) for city in cities]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one question (ASGI)."""
        kind, body = self._body(scope["path"])
        etag = f'"{self.edition}-{scope["path"]}"'.encode()
        known = dict(scope["headers"]).get(b"if-none-match") == etag
        same = known or (
            kind == "html" and self.edition and self._fixed(scope["path"], etag, scope)
        )
        status, body = (304, b"") if same else (200, body)
        if not kind:
            status = 404
        head = [(b"content-type", f"text/{kind or 'plain'}".encode()), (b"etag", etag)]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": body})

    def _fixed(self, path: str, etag: bytes, scope: Any) -> bool:
        """Tell whether a page that is known stays as it was in this edition."""
        number = int(path.rpartition("/")[2].partition("-")[0])
        return b"if-none-match" in dict(scope["headers"]) and number % VIOLENT != 0

    def _body(self, path: str) -> tuple[str, bytes]:
        name, _, rest = path.strip("/").partition("/")
        if name == "next":
            self.edition += 1
            return "plain", b"ok"
        if name == "feed":
            return "xml", self._feed(int(rest))
        if name == "page":
            number, _, place = rest.partition("-")
            return "html", self._page(int(number), int(place))
        return "", b""

    def _feed(self, number: int) -> bytes:
        last = self.stories + self.edition // 2
        items = "".join(
            f"<item><link>/page/{number}-{place}</link><guid>{number}-{place}</guid>"
            f"<title>Story {place} of {number}</title></item>"
            for place in range(self.edition // 2, last)
        )
        head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>'
        return f"{head}{items}</channel></rss>".encode()

    def _page(self, number: int, place: int) -> bytes:
        town, state = self.towns[number % len(self.towns)]
        if number % VIOLENT == 0 and place == 0:
            told = ("One person was", "Two people were", "Three people were")
            dead = told[self.edition // 2 % 3]
            title = f"Shooting in {town}"
            words = (
                f"<p>A man opened fire in the {number % 90 + 1}00 block of Oak Street in {town},"
                f" {state}, on Friday night, police said.</p><p>{dead} killed, Sgt. Lena Orr said."
                f"</p><p>Officers were called at about 11:{number % 50 + 10} p.m. and nobody has"
                " been arrested, she said.</p>"
            )
        else:
            title = f"The council of {town} meets about item {number * 7 + place}"
            words = "".join(
                f"<p>Item {number * 31 + place * 7 + n} was spoken about for {n + 3} minutes; the"
                f" members of the council of {town} will come back to it in week {n + 2}.</p>"
                for n in range(12)
            )
        head = f"<title>{title}</title><meta property='article:published_time'"
        return (
            f"<!doctype html><html><head>{head} content='2024-05-04T08:10:00-05:00'></head><body>"
            f"<article><h1>{title}</h1>{words}</article></body></html>"
        ).encode()


def serve(pipe: Connection, stories: int) -> None:
    """Serve the world on a free port; the port goes into the pipe."""
    config = uvicorn.Config(
        World(stories), host="127.0.0.1", port=0, log_level="error", lifespan="off"
    )
    server = uvicorn.Server(config)

    async def told() -> None:
        while not server.started:
            await asyncio.sleep(0.01)
        pipe.send(server.servers[0].sockets[0].getsockname()[1])

    async def both() -> None:
        await asyncio.gather(server.serve(), told())

    asyncio.run(both())


def rounds(port: int, feeds: int, path: Path) -> Iterator[tuple[str, float, dict[str, int]]]:
    """Yield what each round was, its seconds, and what it brought."""
    told: list[Told] = []
    at = f"http://127.0.0.1:{port}"
    sources = [
        source_of(
            f"feed-{n}",
            {"kind": "feed", "address": f"{at}/feed/{n}", "every": "5s", "private": True},
        )
        for n in range(feeds)
    ]
    asker = Asker(Manners(contact="bench@citydesk.example", gap=0.0))
    with SqliteStore(path) as store:
        watch = Watch(store, sources, asker, How(), tell=told.append)
        for name in ("first", "all as it was", "a new story each"):
            if name.startswith("a new"):
                asker.get(f"{at}/next", inside=True)
                asker.get(f"{at}/next", inside=True)
            store._db.run("UPDATE watched SET due = NULL")
            if name != "first":
                store._db.run("UPDATE followed SET due = '2000-01-01T00:00:00+00:00'")
            told.clear()
            begun = time.perf_counter()
            watch.once()
            seconds = time.perf_counter() - begun
            counts: dict[str, int] = {"failed": sum(each.failed for each in told)}
            for each in told:
                for word, many in each.counts.items():
                    counts[word] = counts.get(word, 0) + many
            yield name, seconds, counts


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--stories", type=int, default=3)
    asked = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=serve, args=(theirs, asked.stories), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds, counts in rounds(ours.recv(), asked.feeds, Path(folder, "desk.db")):
            what = ", ".join(f"{many:,} {word}" for word, many in counts.items() if many)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{name:>18}: {seconds:7.1f} s   {what or 'nothing new'}   peak {peak:,.0f} MiB")
            sys.stdout.flush()
    server.terminate()


if __name__ == "__main__":
    main()
