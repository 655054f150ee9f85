"""A web archive becomes captures, one for each page in it: WARC, plain or packed, and WACZ.

    file ─ packing.py ─▶ bytes ─ records.py ─▶ records ─ here ─▶ pages as their servers sent them

A page's address and the moment at which it was captured are the archive's. Pictures, scripts,
redirects, errors and records that only say "unchanged" are passed over, and counted.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from citydesk.base.errors import CaptureError
from citydesk.base.identity import sha256
from citydesk.model import Capture, Failure
from citydesk.sources.archives.http import Reply, reply_of
from citydesk.sources.archives.packing import pieces_of
from citydesk.sources.archives.records import Record, records_of
from citydesk.sources.tally import Tally

__all__ = ["is_archive_name", "pages_of", "pages_of_zip"]

MAX_BYTES = 10_000_000  # of one page, as of every capture
LONGEST_HEAD = 100_000
_PAGES = ("text/html", "application/xhtml+xml")
_ENDINGS = (".warc", ".warc.gz", ".warc.zst")

Clock = Callable[[], dt.datetime]


def is_archive_name(name: str) -> bool:
    """Tell whether a name is that of a web archive, which may be packed so that nothing shows."""
    return name.lower().endswith(_ENDINGS)


def pages_of(
    stream: BinaryIO, uri: str, clock: Clock, tally: Tally, *, packing: bytes
) -> Iterator[Capture | Failure]:
    """Yield the pages of a WARC file that begins with the bytes `packing`, and what is damaged."""
    try:
        pieces = pieces_of(stream, packing)
    except CaptureError as error:
        yield Failure(uri=uri, stage="collect", message=str(error), at=clock())
        return
    for record in records_of(pieces, _bytes_wanted):
        where = record.headers.get("warc-target-uri", "").strip("<>")
        if record.trouble:
            name = f", {where}" if where else ""
            message = f"record {record.number:,}{name}: {record.trouble}; the rest goes on"
            yield Failure(
                uri=f"{uri}#R{record.number}", stage="collect", message=message, at=clock()
            )
        try:
            made = _capture(record, where, clock, tally)
        except CaptureError as error:
            message = f"record {record.number:,}: {error}"
            yield Failure(uri=where or uri, stage="collect", message=message, at=clock())
        else:
            if made:
                yield made


def pages_of_zip(
    packed: zipfile.ZipFile, uri: str, clock: Clock, tally: Tally
) -> Iterator[Capture | Failure]:
    """Yield the pages of a WACZ: of every WARC file in its folder `archive`."""
    names = [each.filename for each in packed.infolist() if is_archive_name(each.filename)]
    for name in sorted(names):
        with packed.open(name) as stream:
            head = stream.read(4)
        with packed.open(name) as stream:
            yield from pages_of(stream, f"{uri}#{name}", clock, tally, packing=head)  # type: ignore[arg-type]


def _bytes_wanted(headers: Mapping[str, str]) -> int:
    """Return how many bytes of a record's block are worth reading."""
    kind, content = headers.get("warc-type", ""), headers.get("content-type", "").lower()
    address = headers.get("warc-target-uri", "").strip("<>")
    if not address.startswith(("http://", "https://")):
        return 0
    if kind == "response" and content.startswith("application/http"):
        return MAX_BYTES + LONGEST_HEAD
    return MAX_BYTES + 1 if kind == "resource" and content.startswith(_PAGES) else 0


def _capture(record: Record, where: str, clock: Clock, tally: Tally) -> Capture | None:
    """Return the page that a record holds, None where it holds none; raise `CaptureError`."""
    kind = record.headers.get("warc-type", "")
    if kind == "revisit":
        tally.passed["unchanged since an earlier capture"] += 1
    if not record.block:
        return None
    if kind == "resource":
        reply = Reply(status=200, media_type=record.headers["content-type"], body=record.block)
    else:
        head = record.block[:LONGEST_HEAD]
        if not _may_be_page(head):
            tally.passed["not pages"] += 1
            return None
        reply = reply_of(record.block, MAX_BYTES, cut=bool(record.trouble))
    if reply.status != 200 or not reply.media_type.lower().startswith(_PAGES):
        tally.passed["not pages"] += 1
        return None
    if len(reply.body) > MAX_BYTES:
        raise CaptureError(f"{where} has more than {MAX_BYTES // 1_000_000} MB: too long a page")
    if not reply.body.strip():
        tally.passed["not pages"] += 1
        return None
    digest = sha256(reply.body)
    cut = "; cut=1" if "warc-truncated" in record.headers or record.trouble else ""
    charset = reply.media_type.partition(";")[2]
    return Capture(
        id=digest[:16],
        sha256=digest,
        uri=where,
        media_type=f"text/html{';' + charset if charset else ''}{cut}"[:200],
        fetched=_moment(record.headers.get("warc-date", ""), clock),
        body=reply.body,
        sifted=True,
    )


def _may_be_page(head: bytes) -> bool:
    """Tell from a reply's headers whether it may be a page: most records are pictures."""
    end = head.find(b"\r\n\r\n")
    low = head[: end if end >= 0 else None].lower()
    return b"html" in low


def _moment(told: str, clock: Clock) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(told)
    except ValueError:
        return clock()
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
