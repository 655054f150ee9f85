"""Accounts become fingerprints, and fingerprints tell which account repeats which.

A syndicated story adds an outlet to the record but no independent source, so copies must be known.
A fingerprint is a MinHash over runs of five words (`minhash.py`, fixed seed): the share of equal
numbers in two fingerprints estimates how much of their wording two accounts share. What keeps an
account's quotations and puts the rest in other words is found in `rewrites.py`.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citydesk.accounts.minhash import minhash
from citydesk.accounts.rewrites import rewrites
from citydesk.base.clock import order
from citydesk.model import Account

__all__ = ["fingerprint", "origins", "resemblance"]

NUMBERS = 64  # standard error of the resemblance: about .06 at .7
RUN = 5
SEED = 1
COPY = 0.7  # Jaccard resemblance from which one account repeats the other
CONTAINED = 0.85  # share of the shorter account's wording that stands in the longer one
CONTAINED_FLOOR = 0.2  # below this resemblance the estimate of containment is noise
BAND = 3  # numbers that must be equal together before two fingerprints are compared at all

_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the fingerprint of an account's wording; of a text without words, nothing."""
    words = _WORD.findall(text.lower())
    if not words:
        return ()
    runs = range(max(1, len(words) - RUN + 1))
    return minhash([" ".join(words[i : i + RUN]) for i in runs], NUMBERS, SEED)


def resemblance(left: Sequence[int], right: Sequence[int]) -> float:
    """Return the estimated Jaccard resemblance of two fingerprinted texts, 0 to 1."""
    if not left or len(left) != len(right):
        return 0.0
    return sum(a == b for a, b in zip(left, right, strict=True)) / len(left)


def origins(accounts: Iterable[Account]) -> dict[str, str]:
    """Return for each account the id of the account that it repeats; for an original, its own id.

    It repeats what it copies and what it rewrites. Of accounts that repeat one another the earliest
    published is the origin, ties by id. What repeats a repeat has the same origin. The order of
    `accounts` does not matter.
    """
    by_id = {account.id: account for account in accounts}
    if len(by_id) < 2:
        return {account: account for account in by_id}
    ordered = sorted(by_id.values(), key=lambda a: (order(a.published), a.id))
    rank = {account.id: place for place, account in enumerate(ordered)}
    parent = {account.id: account.id for account in ordered}
    prints = {account.id: _print_of(account) for account in ordered}
    copied = (pair for pair in _alike(prints) if _copies(by_id[pair[0]], by_id[pair[1]], prints))
    for left, right in itertools.chain(copied, rewrites(ordered)):
        a, b = _root(parent, left), _root(parent, right)
        first, second = (a, b) if rank[a] < rank[b] else (b, a)
        parent[second] = first
    return {account: _root(parent, account) for account in sorted(parent)}


def _print_of(account: Account) -> tuple[int, ...]:
    return account.fingerprint or fingerprint(account.text)


def _copies(left: Account, right: Account, prints: Mapping[str, tuple[int, ...]]) -> bool:
    share = resemblance(prints[left.id], prints[right.id])
    if share >= COPY:
        return True
    if share < CONTAINED_FLOOR:
        return False
    lengths = len(left.text), len(right.text)
    common = share / (1 + share) * sum(lengths)
    return common >= CONTAINED * min(lengths)


def _alike(prints: dict[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    """Yield pairs that have some band of numbers in common (all at .7, save one in 6,000)."""
    twins: dict[tuple[int, ...], str] = {}
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for account, numbers in prints.items():
        if not numbers:
            continue
        if numbers in twins:
            yield twins[numbers], account
            continue
        twins[numbers] = account
        for band in enumerate(zip(*[iter(numbers)] * BAND, strict=False)):
            buckets[band].append(account)
    seen: set[tuple[str, str]] = set()
    for members in buckets.values():
        for place, right in enumerate(members):
            for left in members[:place]:
                if (left, right) not in seen:
                    seen.add((left, right))
                    yield left, right


def _root(parent: dict[str, str], account: str) -> str:
    while parent[account] != account:
        parent[account] = parent[parent[account]]
        account = parent[account]
    return account
