"""A packed archive becomes pieces of bytes; what is damaged is passed over, and the rest goes on.

Web archives pack each record by itself, so that a damaged one need not cost those behind it: after
a break the next member that can be unpacked is looked for. A break is None among the pieces.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from citydesk.base.errors import CaptureError

__all__ = ["GZIP", "ZSTD", "Pieces", "is_zstandard", "pieces_of"]

PIECE = 262_144  # bytes that are read, and given, at once
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_MEMBER = b"\x1f\x8b\x08"
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # a skippable frame, in which .warc.zst keeps its dictionary
MOST_DICTIONARY = 20_000_000

Pieces = Iterator[bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    """How members are unpacked: what begins one, and how much is given to it at once.

    A few bytes of zstandard may stand for a hundred thousand, and it cannot be told to stop.
    """

    make: Callable[[], Any]
    mark: bytes
    given: int
    stops: bool


def is_zstandard(head: bytes) -> bool:
    """Tell whether bytes begin as zstandard does, or as its dictionary."""
    return head.startswith((ZSTD, _DICTIONARY))


def pieces_of(stream: BinaryIO, packing: bytes) -> Pieces:
    """Yield what a stream holds, unpacked where it begins as gzip or zstandard; None is a break.

    Raises `CaptureError` for zstandard where its library is not installed.
    """
    if packing.startswith(GZIP):
        make = _Machine(make=lambda: zlib.decompressobj(31), mark=_MEMBER, given=PIECE, stops=True)
        return _unpacked(stream, make)
    if is_zstandard(packing):
        return _unpacked(stream, _zstandard(stream, packing))
    return _plain(stream)


def _plain(stream: BinaryIO) -> Pieces:
    while piece := stream.read(PIECE):
        yield piece


def _zstandard(stream: BinaryIO, packing: bytes) -> _Machine:
    try:
        import zstandard
    except ImportError as error:
        raise CaptureError(
            "is packed as zstandard, which needs a library: pip install 'citydesk[archives]'"
        ) from error
    known = None
    if packing.startswith(_DICTIONARY):
        size = int.from_bytes(stream.read(8)[4:], "little")
        words = stream.read(min(size, MOST_DICTIONARY))
        if words.startswith(ZSTD):
            words = zstandard.ZstdDecompressor().decompress(words, MOST_DICTIONARY)
        known = zstandard.ZstdCompressionDict(words)
    whole = zstandard.ZstdDecompressor(dict_data=known, max_window_size=2**27)
    return _Machine(make=whole.decompressobj, mark=ZSTD, given=1024, stops=False)


def _unpacked(stream: BinaryIO, how: _Machine) -> Pieces:
    """Yield what members one after the other unpack to; what stands between them is a break."""
    machine, begun, waiting = how.make(), False, b""
    while waiting or (waiting := stream.read(how.given)):
        if not begun:
            start = _start(waiting, how.mark)
            if waiting[:start].strip(b"\0"):
                yield None
            waiting = waiting[start:]
            if len(waiting) < len(how.mark):
                more = stream.read(how.given)
                waiting = waiting + more if more else b""
                continue
        begun = True
        try:
            made = machine.decompress(waiting, *([PIECE] if how.stops else []))
        except MemoryError:
            raise
        except Exception:  # zlib.error, or that of a library which is not always there
            yield None
            machine, begun, waiting = how.make(), False, waiting[1:]
            continue
        if made:
            yield made
        waiting = machine.unused_data if machine.eof else getattr(machine, "unconsumed_tail", b"")
        if machine.eof:
            machine, begun = how.make(), False
    if begun:
        yield None  # cut off in the middle of a member


def _start(waiting: bytes, mark: bytes) -> int:
    """Return where a member begins, or where one might that is not all there."""
    found = waiting.find(mark)
    if found >= 0:
        return found
    ends = (n for n in range(len(mark) - 1, 0, -1) if waiting.endswith(mark[:n]))
    return len(waiting) - next(ends, 0)
