"""Pages a second from a web archive, end to end: `python -m benchmarks.archives`.

The archive is made up (`training/invented.py`): of a hundred pages four tell of an incident, each
in a frame of 30 kB as sites have it. Times are of the processor, in one process.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import tempfile
import time
from pathlib import Path

from citydesk.flow import pipeline
from citydesk.model import Capture
from citydesk.reading import sifting
from citydesk.sources import collect
from citydesk.store import open_store
from training.invented import calm_pages, violent_pages

__all__ = ["main"]

FRAME = 30_000  # bytes
VIOLENT = 4  # of a hundred


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        size = _write(path, options.pages)
        print(f"{options.pages:,} pages, {size / 1e6:.0f} MB unpacked")
        began = time.process_time()
        pages = [each for each in collect([str(path)]) if isinstance(each, Capture)]
        _say("unpacked and taken apart", len(pages), began, size)
        began = time.process_time()
        for each in pages:
            sifting.page_chance(each.body)
        _say("filter, pages as they are", len(pages), began, size)
        texts = list(calm_pages(options.pages))
        began = time.process_time()
        for title, text in texts:
            sifting.text_chance(title, text)
        _say("filter, articles", len(texts), began, sum(len(text) for _, text in texts))
        del pages
        with open_store(str(Path(folder) / "desk.db")) as store:  # type: ignore[attr-defined]
            began = time.process_time()
            done = pipeline.add(store, [str(path)])
            _say("end to end: filter, read, link", options.pages, began, size)
        print(f"  {done.added} read, {done.unread} left unread, {done.incidents} incidents")
    print(f"  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")


def _write(path: Path, count: int) -> int:
    calm, violent = calm_pages(count, seed=11), violent_pages(count, seed=12)
    size = 0
    with path.open("wb") as out:
        for number in range(count):
            title, text = next(violent if number % 100 < VIOLENT else calm)
            body = _framed(f"{title} {number}", text)
            size += len(body)
            out.write(gzip.compress(_record(number, body), 6))
    return size


def _framed(title: str, text: str) -> bytes:
    menu = "".join(
        f'<li class="menu-item item-{n}"><a href="/{n}">Part {n}</a></li>' for n in range(120)
    )
    page = (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1><p>{text}</p></article></body>"
    )
    script = "<script>" + "var a = 1; " * ((FRAME - len(page)) // 11) + "</script></html>"
    return (page + script).encode()


def _record(number: int, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/{number}\r\n"
        f"WARC-Date: 2024-05-03T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _say(what: str, pages: int, began: float, size: int) -> None:
    took = time.process_time() - began
    print(f"  {what}: {pages / took:,.0f} a second, {size / 1e6 / took:.0f} MB/s")


if __name__ == "__main__":
    main()
