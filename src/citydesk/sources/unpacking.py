"""What a server packed is unpacked step by step, and no step may give more than one account holds.

A reply may be packed several times over; a few kilobytes then stand for gigabytes, at the end or in
the middle. So each step gives small pieces to the next, and counts what it gives.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from citydesk.base.errors import CaptureError

__all__ = ["unpacked"]

PIECE = 65_536  # bytes that a step gives at once
MOST_STEPS = 3
_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls window bits


def unpacked(pieces: Iterable[bytes], codings: Iterable[str], most: int) -> Iterator[bytes]:
    """Return the pieces of a body without its content codings, which are in order of packing.

    Raises `CaptureError` where a step gives more than `most` bytes, where a coding was not asked
    for, and where what is packed is damaged or cut off.
    """
    steps = [c.strip().lower() for c in codings if c.strip().lower() not in ("", "identity")]
    if len(steps) > MOST_STEPS:
        raise CaptureError(f"is packed {len(steps)} times over")
    made = _within(pieces, most)
    for coding in reversed(steps):
        if coding in ("gzip", "x-gzip"):
            made = _within(_inflated(made, _GZIP), most)
        elif coding == "deflate":
            made = _within(_deflated(made), most)
        else:
            raise CaptureError(f"is packed as {coding[:30]!r}, which was not asked for")
    return made


def _within(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise CaptureError(f"more than {most // 1_000_000} MB: too long for one account")
        yield piece


def _inflated(pieces: Iterable[bytes], bits: int) -> Iterator[bytes]:
    """Yield what is packed, at most `PIECE` bytes at once; gzip may have several members.

    What follows the last member and begins none is filling, as some servers send it.
    """
    machine, begun = zlib.decompressobj(bits), False
    try:
        for piece in pieces:
            waiting = piece
            while waiting:
                if machine.eof:
                    if bits != _GZIP or not waiting.startswith(b"\x1f"):
                        return
                    machine = zlib.decompressobj(bits)
                begun = True
                while made := machine.decompress(waiting, PIECE):
                    yield made
                    waiting = machine.unconsumed_tail
                waiting = machine.unused_data
    except zlib.error as error:
        raise CaptureError("is packed, and damaged") from error
    if begun and not machine.eof:
        raise CaptureError("is packed, and cut off")


def _deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what "deflate" packed: in a zlib frame, as it should be, or bare, as some send it."""
    rest, head = iter(pieces), b""
    while len(head) < 2 and (piece := next(rest, None)) is not None:
        head += piece
    framed = head[:1] and head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0
    yield from _inflated(_joined(head, rest), _ZLIB if framed else _RAW)


def _joined(head: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest
