"""The stage `collect`: what stands at a path, at an address or on standard input becomes captures.

A target is a text, HTML, JSON or JSON Lines file, a table (CSV, TSV, a JSON list), plain or
gzipped, a folder of these, "-" for standard input, or an http(s) address. What cannot be had
becomes a `Failure` with one clear line (`Misnamed` where the target itself names nothing), and the
rest goes on. Nothing is judged here but size and kind: `prepare` reads the bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from citydesk.model import Capture, Failure, Misnamed
from citydesk.sources.files import collect_path, path_of
from citydesk.sources.streams import Tables, label
from citydesk.sources.tally import Tally

__all__ = ["Tables", "Tally", "collect", "label"]

_EMPTY = ("", "file:", "file://")


def collect(
    targets: Iterable[str],
    *,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    stdin: BinaryIO | None = None,
    tables: Tables | None = None,
    tally: Tally | None = None,
) -> Iterator[Capture | Failure]:
    """Yield what stands at each target, in order; a folder's files by name, with its sub-folders.

    `clock` tells when something was obtained, as an aware time. `stdin` stands for standard input.
    `tables` says how the rows of tables are read; by default by the mappings that ship.
    `tally` is told what is passed over, and how far a file has been read.
    """
    for target in targets:
        if target.strip().lower() in _EMPTY:  # a script's empty variable; as a path it means "here"
            message = "an empty name is neither a file nor an address"
            yield Misnamed(uri="file:", stage="collect", message=message, at=clock())
            continue
        scheme = target.partition(":")[0].lower() if "://" in target else ""
        if scheme in ("http", "https"):
            from citydesk.sources.pages import collect_page  # its HTTP client takes long to load

            yield from collect_page(target, clock, tables=tables)
        elif scheme and scheme != "file":
            message = f"only http and https addresses are fetched, not {scheme}"
            yield Misnamed(uri=target, stage="collect", message=message, at=clock())
        else:
            yield from collect_path(path_of(target), clock, stdin, tables, tally)
