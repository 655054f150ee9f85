"""The block of an archived reply becomes its status, its media type and the body as it was meant.

Archives keep replies as they came over the wire: in chunks, and packed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.base.errors import CaptureError
from citydesk.sources.unpacking import unpacked

__all__ = ["Reply", "reply_of"]

LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered: `body` without chunks and packing."""

    status: int
    media_type: str
    body: bytes


def reply_of(block: bytes, most: int, *, cut: bool = False) -> Reply:
    """Return the reply that a block holds; raise `CaptureError` where there is none.

    Of one that is `cut` short, and not packed, the body is what there is.
    """
    head, gap, body = block.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = block.partition(b"\n\n")
    first, *lines = head.replace(b"\r\n", b"\n").split(b"\n")
    words = first.split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        raise CaptureError("an archived reply without a status")
    told: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        told.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("latin-1"))
    if "chunked" in told.get("transfer-encoding", "").lower():
        body = b"".join(_unchunked(body))
    codings = [c.strip().lower() for c in told.get("content-encoding", "").split(",")]
    try:
        if codings[-1:] == ["br"]:
            body, codings = _unbrotlied(body, most), codings[:-1]
        body = b"".join(unpacked([body], codings, most))
    except CaptureError as error:
        if not _is_markup(body):  # some crawlers unpack, and keep the header
            raise CaptureError(f"an archived page that {error}") from error
    return Reply(status=int(words[1][:3]), media_type=told.get("content-type", ""), body=body)


def _unbrotlied(body: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError as error:
        raise CaptureError(
            "is packed as brotli, which needs a library: pip install 'citydesk[archives]'"
        ) from error
    machine, made = brotli.Decompressor(), b""
    try:
        made = machine.process(body, output_buffer_limit=most)
    except brotli.error as error:
        raise CaptureError("is packed, and damaged") from error
    if not machine.is_finished():
        raise CaptureError("is packed, and cut off or too long")
    return bytes(made)


def _is_markup(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"


def _unchunked(body: bytes) -> Iterator[bytes]:
    """Yield the chunks of a body; of one that is in none, the body as it is."""
    at = 0
    while at < len(body):
        end = body.find(b"\n", at, at + LONGEST_LINE)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            yield body[at:]  # the crawler undid the chunks, or they are broken: the words count
            return
        if length <= 0:
            return
        yield body[end + 1 : end + 1 + length]
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
