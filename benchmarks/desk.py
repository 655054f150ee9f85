"""How fast the web desk answers many readers while accounts come in: `make bench`.

    python -m benchmarks.desk                       100,000 incidents, 50 readers, 30 seconds
    python -m benchmarks.desk --incidents 2000      a first look

`citydesk serve` runs as it is, in a process of its own; another process adds accounts to the same
desk one by one; this one is the readers. A reader asks for a page, reads it for a while (`--pause`
seconds on average, exponentially distributed) and asks for the next. A page's time runs from the
first byte sent to the last byte received. With `--pause 0` nobody reads: then it shows how many
pages the machine can make, and each waits for the 49 others.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.big_desk import FIRST_DAY, built, invented
from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import rows
from citydesk.store import SqliteStore

HERE = Path(__file__).resolve().parents[1]
MEDIAN_MS, P99_MS, FRONT_KB = 50.0, 200.0, 300.0
WARM_SECONDS = 4.0
ADDING_EVERY = 1.0
TO_ADD = 300

ADDER = """
import sys, time
from pathlib import Path
from citydesk.flow import pipeline
from citydesk.store import open_store
desk, every, folder = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
took = []
print("ready", flush=True)
with open_store(desk) as store:
    for file in sorted(folder.glob("*.jsonl")):
        begun = time.perf_counter()
        pipeline.add(store, [str(file)])
        took.append(time.perf_counter() - begun)
        print(len(took), sorted(took)[len(took) // 2], flush=True)
        time.sleep(every)
"""


@dataclass
class Times:
    """Milliseconds of each answer by kind of page, and what was not answered well."""

    of: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    answers: int = 0

    def add(self, kind: str, milliseconds: float) -> None:
        """Note one answer."""
        self.of.setdefault(kind, []).append(milliseconds)


class Reader:
    """One connection that is kept, and a plain GET over it: a client that costs little itself."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._where = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body as it came, pressed."""
        try:
            return await self._asked(path)
        except (asyncio.IncompleteReadError, ConnectionError):  # kept too long: the desk let go
            self._streams = None
            return await self._asked(path)

    async def _asked(self, path: str) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._where)
        came, went = self._streams
        host = f"{self._where[0]}:{self._where[1]}"
        went.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = (await came.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            body = b""
            while size := int(await came.readuntil(b"\r\n"), 16):
                body += (await came.readexactly(size + 2))[:-2]
            await came.readexactly(2)
        else:
            length = re.search(r"content-length: (\d+)", head)
            body = await came.readexactly(int(length[1])) if length else b""
        if "connection: close" in head:
            went.close()
            self._streams = None
        return status, body


def pages_of(desk: Path, number: int = 400) -> list[tuple[str, str, float]]:
    """Return addresses with their kind and how often each kind is asked for."""
    rng = random.Random(1)
    with SqliteStore(desk) as store:
        incidents = [each.id for each in store.listing(limit=5_000)]
        chosen = rng.sample(incidents, min(number, len(incidents)))
        accounts = [store.record(each).tellings[0].account for each in chosen[: number // 2]]
    days = [FIRST_DAY.replace(year=FIRST_DAY.year + y, month=m) for y in range(9) for m in (3, 9)]
    searches = [f"/?since={day}" for day in days]
    searches += ["/?conflict=1", "/?question=1", "/?kind=robbery", "/?near=Chicago%2C+IL&radius=40"]
    searches += [f"/?text={word}" for word in ("Alder", "Beacon+Street", "Dayton", "robbery")]
    tables = [f"/tables/incidents?month={day:%Y-%m}" for day in days]
    tables += ["/tables/incidents", "/tables/incidents?kind=robbery&sort=killed"]
    tables += [f"/tables/incidents?state={code}&sort=disputes" for code in ("IL", "TX", "OH")]
    kinds = {
        "front page": (["/"], 0.25),
        "front page, filtered": (searches, 0.15),
        "incident": ([f"/incidents/{each}" for each in chosen], 0.35),
        "account": ([f"/accounts/{each}" for each in accounts], 0.15),
        "table": (tables, 0.05),
        "sources": (["/sources"], 0.05),
    }
    return [(kind, path, s / len(some)) for kind, (some, s) in kinds.items() for path in some]


async def reading(
    address: str, pages: Sequence[tuple[str, str, float]], *, readers: int, pause: float,
    seconds: float,
) -> Times:  # fmt: skip
    """Let readers read for so long; what the first seconds gave is not counted."""
    times, started = Times(), time.perf_counter()
    weights = [weight for *_, weight in pages]

    async def one(seed: int) -> None:
        rng, reader = random.Random(seed), Reader(address)
        await asyncio.sleep(rng.random() * max(pause, 0.1))
        while (since := time.perf_counter() - started) < WARM_SECONDS + seconds:
            kind, path, _ = rng.choices(pages, weights)[0]
            begun = time.perf_counter()
            status, _ = await reader.get(path)
            took = time.perf_counter() - begun
            times.answers += 1
            if status != 200:
                times.failed.append(f"{status} {path}")
            elif since > WARM_SECONDS:
                times.add(kind, took * 1000)
            if pause:
                await asyncio.sleep(rng.expovariate(1 / pause))

    await asyncio.gather(*(one(seed) for seed in range(readers)))
    return times


async def transfer(address: str) -> tuple[float, list[tuple[str, int]]]:
    """Return the kilobytes of the front page with what it names, the map's own files apart."""
    reader, sizes = Reader(address), list[tuple[str, int]]()
    _, body = await reader.get("/")
    sizes.append(("/", len(body)))
    html = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
    for path in dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)):
        if "/map" in path:
            continue
        _, file = await reader.get(path.replace("&amp;", "&"))
        sizes.append((path.split("?")[0], len(file)))
    return sum(size for _, size in sizes) / 1000, sizes


def computed(process: int) -> float:
    """Return the seconds of processor that a process has used; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def quantile(times: Sequence[float], share: float) -> float:
    """Return the value below which this share of the times lies."""
    ordered = sorted(times)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def table(times: Times, seconds: float) -> str:
    """Return what was measured as rows for people."""
    rows = [f"{'page':<24}{'answers':>9}{'median':>9}{'90 %':>9}{'99 %':>9}{'worst':>9}   ms"]
    everything = [t for some in times.of.values() for t in some]
    for kind, some in [*sorted(times.of.items()), ("all", everything)]:
        if some:
            figures = (quantile(some, q) for q in (0.5, 0.9, 0.99, 1.0))
            rows.append(f"{kind:<24}{len(some):>9,}" + "".join(f"{f:>9.1f}" for f in figures))
    rows.append(f"{len(everything) / seconds:.0f} pages a second; {len(times.failed)} failed")
    return "\n".join([*rows, *sorted(set(times.failed))[:5]])


def main() -> int:
    """Measure, print, and return 1 where a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args()
    desk = built(HERE / f"build/desk/{asked.incidents}.db", asked.incidents)
    pages = pages_of(desk)
    command = str(Path(sys.executable).with_name("citydesk"))
    here = [command, "--desk", str(desk), "serve", "--port", "0"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(here, stdout=subprocess.PIPE, text=True) as server,
        subprocess.Popen(_adding(desk, Path(folder)), stdout=subprocess.PIPE, text=True) as adder,
    ):
        try:
            address = _address(server)
            kilobytes, _ = asyncio.run(transfer(address))
            _line(adder)
            load, before = os.getloadavg()[0], computed(server.pid)
            times = asyncio.run(
                reading(
                    address, pages, readers=asked.readers, pause=asked.pause, seconds=asked.seconds
                )
            )
            seconds = computed(server.pid) - before
        finally:
            adder.terminate()
            server.terminate()
        added = (adder.stdout.read() if adder.stdout else "").split("\n")[-2:]
    print(f"the server computed {seconds / max(times.answers, 1) * 1000:.1f} ms for each answer")
    return _report(asked, times, kilobytes, load=load, added=added)


def _report(
    asked: argparse.Namespace, times: Times, kilobytes: float, *, load: float, added: list[str]
) -> int:
    everything = [t for some in times.of.values() for t in some]
    median, worst = quantile(everything, 0.5), quantile(everything, 0.99)
    number, _, took = (added[0] if added else "0 0").partition(" ")
    print(
        f"{asked.incidents:,} incidents, {asked.readers} readers who read for {asked.pause:g} s,"
        f" {os.cpu_count()} cores, load {load:.1f} before it began"
    )
    print(table(times, asked.seconds))
    print(f"{number} accounts added meanwhile, each in {float(took or 0) * 1000:.0f} ms (median)")
    print(f"front page without the map: {kilobytes:.0f} kB (bound {FRONT_KB:.0f})")
    kept = {
        f"median {median:.1f} ms (bound {MEDIAN_MS:.0f})": median < MEDIAN_MS,
        f"99 % {worst:.1f} ms (bound {P99_MS:.0f})": worst < P99_MS,
        f"{kilobytes:.0f} kB": kilobytes < FRONT_KB,
        f"{len(times.failed)} failed": not times.failed,
    }
    for words, good in kept.items():
        print(f"{'kept' if good else 'NOT KEPT'}: {words}")
    return 0 if all(kept.values()) else 1


def _adding(desk: Path, folder: Path) -> list[str]:
    """Return the command that adds accounts, of which no two runs have the same."""
    seed = time.time_ns() % 10**9
    told = itertools.islice(rows(invented(TO_ADD, seed), TO_ADD, seed=seed), TO_ADD)
    for number, row in enumerate(told):
        account = reading_of(row).account
        plain = {"id": f"added-{seed}-{number}", "source": account.source, "text": account.text}
        plain |= {"title": "Shooting", "published": row.published.isoformat()}
        (folder / f"{number:04}.jsonl").write_text(json.dumps(plain), encoding="utf-8")
    return [sys.executable, "-c", ADDER, str(desk), str(ADDING_EVERY), str(folder)]


def _line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""


def _address(server: subprocess.Popen[str]) -> str:
    found = re.search(r"http://\S+", _line(server))
    if not found:
        raise SystemExit("the desk did not start")
    return found[0].rstrip("/")


if __name__ == "__main__":
    sys.exit(main())
