"""Every reader and parser is given mutated inputs for a bounded time: what it may raise is known.

Each target takes bytes and raises only what `EXPECTED` has for it; a slow answer is a fault, too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from attack.seeds import ARTICLE, SEEDS, mutated, of_kind
from attack.tally import Tally
from citydesk.accounts import prepare
from citydesk.accounts.dates import published_time
from citydesk.base.errors import CitydeskError
from citydesk.model import Capture, Record, Statement, quote
from citydesk.reading import read
from citydesk.reading.llm.claims import NoClaims, claims_of
from citydesk.serialize import from_json
from citydesk.settings import load_settings
from citydesk.sources.addresses import address_of, led_to
from citydesk.sources.streams import captures_of
from citydesk.sources.unpacking import unpacked
from citydesk.streets.grammar import parse
from citydesk.testing import account
from citydesk.web.api.paging import position
from citydesk.web.filters import filters
from citydesk.web.guard.hosts import is_known

__all__ = ["TARGETS", "fuzzed", "replayed"]

NOON = dt.datetime(2024, 5, 4, 12, tzinfo=dt.UTC)
SLOW = 10.0  # seconds of this process for one input of at most 60 kB
FOLDER = Path(tempfile.mkdtemp(prefix="citydesk-attack-"))

Target = Callable[[bytes], object]


def words(body: bytes) -> str:
    """Return bytes as text that may hold anything that is typed, halves of pairs as well."""
    return body.decode("utf-8", "surrogateescape")


def decoded(body: bytes) -> str:
    """Return bytes as the text of an account, which is whole."""
    return body.decode("utf-8", "replace")


def _stands(text: str, title: str = "") -> None:
    (made,) = read([account(text, title=title)])
    for report in made.reports:
        for statement in report.statements:
            if not all(quote(made.account, span) for span in statement.evidence):
                raise AssertionError("a statement without words")


def collected(name: str) -> Target:
    """Return the target that collects, prepares and reads a file of this name."""

    def target(body: bytes) -> None:
        for item in captures_of(io.BytesIO(body), f"file:///{name}", lambda: NOON):
            if isinstance(item, Capture):
                with contextlib.suppress(CitydeskError):
                    made = prepare(item)
                    if len(made.text) < 20_000:
                        list(read([made]))

    return target


def _settings(body: bytes) -> None:
    path = FOLDER / "citydesk.toml"
    path.write_bytes(body)
    load_settings(path)


def _address(body: bytes) -> None:
    address_of(f"http://{words(body)}")
    address_of(words(body))


def _led(body: bytes) -> None:
    address_of(led_to("http://out.example/a", body))


def _unpacked(body: bytes) -> None:
    steps = ("gzip", "deflate", "gzip, deflate", "gzip,gzip,gzip")[len(body) % 4]
    for _ in unpacked([body[:7], body[7:]], steps.split(","), 1_000_000):
        pass


def _query(body: bytes) -> None:
    names = ("text", "near", "since", "until", "radius", "kind", "status", "order", "after")
    filters({names[len(body) % len(names)]: words(body), "near": words(body[:40])})
    position(words(body), str, int)


def _held(body: bytes) -> None:
    from_json(Record if len(body) % 2 else Statement, body)


def _host(body: bytes) -> None:
    is_known(body.decode("latin-1"), frozenset({"desk.example"}))


TARGETS: dict[str, tuple[Target, list[bytes]]] = {
    "text": (lambda body: _stands(decoded(body), decoded(body[:80])), [ARTICLE.encode()]),
    **{f"file {name}": (collected(name), of_kind(name[-4:]) or [SEEDS[name]]) for name in SEEDS},
    "settings": (
        _settings,
        [b'desk = "a.db"\n[policy]\nwithhold_minors = true\n[sources]\na = "b"'],
    ),
    "address": (_address, [b"host.example:80/path?query", b"[::1]:80/", b"http://a.example/"]),
    "redirect": (_led, [b"/path", b"//other.example/", b"http://xn--bcher-kva.example/"]),
    "content codings": (_unpacked, [SEEDS["a.txt.gz"]]),
    "dates": (
        lambda b: published_time(words(b), NOON),
        [b"2024-05-03T22:00-05:00", b"May 3, 2024"],
    ),
    "filters and cursors": (_query, [b"Topeka, KS", b"38.9,-95.7", b"2024-05", b"WzEsMl0"]),
    "records as JSON": (_held, [b'{"id": "a", "headline": "x", "findings": []}', b"{}"]),
    "replies of models": (
        lambda body: claims_of(decoded(body), account(ARTICLE)),
        [b'[{"field": "killed", "quotes": ["shot and killed"], "speaker": "Wexler"}]'],
    ),
    "street addresses": (lambda b: parse(words(b)), [b"400 block of W 25 1/2 St., Marlow, KS"]),
    "host headers": (_host, [b"desk.example:80", b"[::1]:8321"]),
}
EXPECTED: dict[str, tuple[type[BaseException], ...]] = {
    "dates": (ValueError,),
    "replies of models": (NoClaims,),
    "records as JSON": (CitydeskError, UnicodeDecodeError),
}


def fuzzed(seconds: float, seed: int) -> Iterable[Tally]:
    """Give every target mutated inputs for so many seconds; yield what came of it."""
    for name, (target, seeds) in TARGETS.items():
        chance, tally = random.Random(f"{seed} {name}"), Tally(f"fuzzing: {name}")
        with contextlib.suppress(Exception):
            target(seeds[0])  # what is loaded at the first time is not what is measured
        latest = time.monotonic() + seconds
        while time.monotonic() < latest:
            body = mutated(chance, chance.choice(seeds), chance.choice(list(SEEDS.values())))
            replayed(tally, name, target, body)
        yield tally


def replayed(tally: Tally, name: str, target: Target, body: bytes) -> None:
    """Give a target one input."""
    began = time.process_time()
    with tally.one(body, *EXPECTED.get(name, (CitydeskError,))):
        target(body)
    if (taken := time.process_time() - began) > SLOW:
        tally.fault(f"{taken:.0f} seconds for {len(body):,} bytes", body)
