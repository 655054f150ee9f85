"""Which pages may tell of a violent incident at all: a look at the words, before anything is read.

    bytes ─▶ words ─▶ hashes of words and pairs ─▶ sums of weights over windows ─▶ the highest

A linear model over hashed words and pairs of words, in numpy alone. A page is as likely to tell of
an incident as the likeliest of its windows, so that a story is found among a page's other words.
What is thought unlikely is kept as seen and not read; so the threshold is set for few misses, and
`reading/relevance.py` decides about what was read. `docs/sources.md` has its figures.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

import numpy as np
import numpy.typing as npt

__all__ = ["BUCKETS", "LEAST", "buckets_of", "page_chance", "text_chance", "windows"]

LEAST = 0.4
"""The chance from which an account is read."""
LEAST_PAGE = 0.15
"""The chance from which the article of a page is looked for; its frame makes it harder to tell."""
BITS = 17
BUCKETS = 1 << BITS
WINDOW, STRIDE = 64, 32  # words
MOST = 3_000
"""Words that are looked at."""
LONGEST = 400_000
"""Bytes of a page that are looked at."""

Numbers = npt.NDArray[np.uint64]

_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)
_HIDDEN = re.compile(rb"<(script|style|noscript|svg|template)\b", re.IGNORECASE)
_LETTERS = np.zeros(
    256, dtype=np.uint8
)  # 0 for what separates words, else the letter, in lower case
for _code in range(256):
    if chr(_code).isascii() and chr(_code).isalnum():
        _LETTERS[_code] = ord(chr(_code).lower())
    elif _code >= 128:
        _LETTERS[_code] = _code


def text_chance(title: str, text: str) -> float:
    """Return how likely it is that an account tells of a violent incident, 0 to 1."""
    whole = buckets_of(f"{title}\n{text[: 12 * MOST]}")
    return max(_chance(whole), _chance(whole[:, : buckets_of(title).shape[1]]))


def page_chance(body: bytes) -> float:
    """Return how likely it is that some stretch of an HTML page tells of a violent incident."""
    return _chance(_buckets(_visible(_shown(body[:LONGEST]))))


def buckets_of(text: str) -> npt.NDArray[np.int64]:
    """Return the bucket of each word and, in the second row, of each word with the one before."""
    return _buckets(np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8))


def windows(count: int) -> list[tuple[int, int]]:
    """Return from which to which word each window goes."""
    starts = range(0, max(1, count - STRIDE), STRIDE)
    return [(start, min(count, start + WINDOW)) for start in starts]


def _chance(buckets: npt.NDArray[np.int64]) -> float:
    if not buckets.size:
        return 0.0
    weights, bias = _model()
    sums = np.concatenate([[0.0], np.cumsum(weights[buckets].sum(axis=0))])
    bounds = np.array(windows(buckets.shape[1]))
    lengths = bounds[:, 1] - bounds[:, 0]
    scores = (sums[bounds[:, 1]] - sums[bounds[:, 0]]) / np.sqrt(lengths) + bias
    return float(1.0 / (1.0 + np.exp(-np.clip(scores.max(), -30.0, 30.0))))


@functools.cache
def _model() -> tuple[npt.NDArray[np.float64], float]:
    file = resources.files("citydesk.reading").joinpath("weights", "sifting.npz")
    with file.open("rb") as stream, np.load(stream) as kept:
        return kept["weights"].astype(np.float64) * float(kept["scale"]), float(kept["bias"])


def _shown(html: bytes) -> bytes:
    """Return a page without its scripts and styles; one that is never closed goes to the end."""
    low, pieces, done = html.lower(), [], 0
    while found := _HIDDEN.search(low, done):
        pieces.append(html[done : found.start()])
        done = low.find(b"</" + found[1], found.end())
        if done < 0:
            return b" ".join(pieces)
    return b" ".join([*pieces, html[done:]])


def _visible(html: bytes) -> npt.NDArray[np.uint8]:
    """Return the bytes of a page with its tags blanked out."""
    codes = np.frombuffer(html, dtype=np.uint8).copy()
    places = np.arange(len(codes), dtype=np.int32)
    opened = np.maximum.accumulate(np.where(codes == ord("<"), places, -1))
    closed = np.maximum.accumulate(np.where(codes == ord(">"), places, -1))
    codes[(opened > closed) | (codes == ord(">"))] = 32
    return codes


def _buckets(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return the buckets of the words in some bytes: two rows, of words and of pairs.

    A word's hash is a sum of its letters times powers of a prime, modulo 2**64: the difference of
    two running sums, brought to one power by the inverse of the prime.
    """
    letters = _LETTERS[codes]
    inside = letters > 0
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2][:MOST], edges[1::2][:MOST]
    if not len(starts):
        return np.empty((2, 0), dtype=np.int64)
    count = int(ends[-1])
    powers, inverses = _powers(LONGEST + 1)
    sums = np.zeros(count + 1, dtype=np.uint64)
    np.cumsum(letters[:count].astype(np.uint64) * powers[:count], out=sums[1:])
    words = (sums[ends] - sums[starts]) * inverses[starts]
    before = np.concatenate([words[:1] * _SECOND, words[:-1]])
    shift = np.uint64(64 - BITS)
    one = (words * _MIX) >> shift
    two = ((before * _SECOND + words) * _MIX) >> shift
    return np.stack([one, two]).astype(np.int64)


@functools.cache
def _powers(count: int) -> tuple[Numbers, Numbers]:
    """Return the powers of the prime and of its inverse modulo 2**64, from the first on."""
    inverse = np.uint64(pow(int(_PRIME), -1, 2**64))
    first = np.ones(1, dtype=np.uint64)
    powers = np.concatenate([first, np.cumprod(np.full(count - 1, _PRIME, dtype=np.uint64))])
    inverses = np.concatenate([first, np.cumprod(np.full(count - 1, inverse, dtype=np.uint64))])
    return powers, inverses
