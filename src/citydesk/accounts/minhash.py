"""A set of words becomes a few numbers, its MinHash; equal numbers estimate how alike two sets are.

Number for number what `datasketch.MinHash` makes (its scheme "affine32"): the tests hold the two
against each other. It is written out here because importing datasketch brings scipy, which alone
would be a third of the time to the first account.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from hashlib import sha1

import numpy as np
from numpy.typing import NDArray

BATCH = 20_000  # members that are worked on at once: 5 MiB at 64 numbers
Numbers = NDArray[np.uint32]


def minhash(members: Sequence[str], numbers: int, seed: int) -> tuple[int, ...]:
    """Return the MinHash of a set, of so many numbers below 2^32. Order and repetition are free."""
    factor, shift = _permutations(numbers, seed)
    least = np.full(numbers, 0xFFFFFFFF, dtype=np.uint32)
    for first in range(0, len(members), BATCH):
        part = members[first : first + BATCH]
        digests = b"".join([sha1(m.encode(), usedforsecurity=False).digest()[:4] for m in part])
        hashed = _mixed(np.frombuffer(digests, dtype="<u4").astype(np.uint32)).reshape(-1, 1)
        least = np.minimum(least, (hashed * factor + shift).min(axis=0))
    return tuple(least.tolist())


@functools.cache
def _permutations(numbers: int, seed: int) -> tuple[Numbers, Numbers]:
    """Return factors (odd, so that none maps two hashes to one) and shifts, modulo 2^32."""
    draw = np.random.RandomState(seed)
    factor = draw.randint(0, 1 << 31, numbers, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factor, draw.randint(0, 1 << 32, numbers, dtype=np.uint32)


def _mixed(hashed: Numbers) -> Numbers:
    """Return hashes with every bit depending on every other (the last step of MurmurHash3)."""
    hashed = (hashed ^ (hashed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashed = (hashed ^ (hashed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return hashed ^ (hashed >> np.uint32(16))
