"""Accounts become quotations, and shared quotations tell which account rewrites which.

A copy repeats an account's wording, which `copies.py` sees. A rewrite keeps the quotations, puts
the rest partly in other words, and adds nothing: it is no independent source either. Shared
quotations alone do not show it: two reporters at one press conference share the chief's words, and
each has been there. So one account rewrites another where all three hold:

* most of what it quotes, counted in words, stands in quotations of that one account;
* they share a quotation of eight words, or three shorter ones: nobody says those twice alike;
* its own wording is half the other's too, or it names the other's outlet as where it has it from.

Only what came later can be a rewrite; of two of one day either may be. One who puts together the
quotations of several accounts rewrites none of them, and one who finds other words throughout and
names nobody cannot be told from one who was there: both are counted as independent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citydesk.base.clock import order
from citydesk.model import Account

__all__ = ["rewrites"]

QUOTED = 0.75  # share of an account's quoted words that stand in quotations of the other
WORDED = 0.5  # share of its own runs of words that stand in the other, quoted or not
RUN = 4
LONG = 8  # words of a quotation that two do not hear alike by chance
SEVERAL = 3  # shorter quotations that weigh as much as a long one
MOST = 8  # accounts that one is held against: what everybody quotes costs no more than that
NAME = 4  # characters of an outlet's name, below which it may be any word

# A quotation that nobody closes ends with its paragraph; a line that is only folded goes on small.
_QUOTATION = re.compile(r'“((?:[^“”\n]|\n(?=[a-z]))*+)|"((?:[^"\n]|\n(?=[a-z]))*+)"?+')
_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"[’']")

Words = list[str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An account as its quotations, in words, and the texts that stand between them."""

    account: Account
    quoted: list[Words]
    between: list[str]

    @property
    def keys(self) -> set[Key]:
        """What another account may share: runs of a long quotation, or a short one as a whole."""
        short = {tuple(words) for words in self.quoted if len(words) < LONG}
        return short | _runs(self.quoted, LONG)

    @property
    def own(self) -> list[Words]:
        """The account's own words, piece by piece: asked only of those that share quotations."""
        return [_words(piece) for piece in self.between]


def rewrites(ordered: Sequence[Account]) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids of which one account rewrites the other, the earlier one first.

    `ordered` are the accounts of an incident by publication. The time it takes grows with their
    length and their number alone. Accounts of one outlet are left out: they are one source anyway,
    and the later one corrects the earlier.
    """
    holders: dict[Key, list[_Told]] = defaultdict(list)
    for told in _with_quotations(ordered):
        shared: Counter[str] = Counter()
        met: dict[str, _Told] = {}
        for key in told.keys:
            for other in holders[key]:
                shared[other.account.id] += SEVERAL if len(key) == LONG else 1
                met[other.account.id] = other
            if len(holders[key]) < MOST:
                holders[key].append(told)
        enough = [each for each in met if shared[each] >= SEVERAL]
        nearest = sorted(enough, key=lambda each: (-shared[each], each))[:MOST]
        yield from ((each, told.account.id) for each in nearest if _one_rewrites(met[each], told))


def _with_quotations(accounts: Sequence[Account]) -> Iterator[_Told]:
    if len(accounts) > 1:
        for account in accounts:
            told = _split(account)
            if told.quoted:
                yield told


def _split(account: Account) -> _Told:
    quoted, between, last = [], [], 0
    for found in _QUOTATION.finditer(account.text):
        words = _words(found[1] or found[2] or "")
        if len(words) >= RUN:
            quoted.append(words)
            between.append(account.text[last : found.start()])
            last = found.end()
    between.append(account.text[last:])
    return _Told(account=account, quoted=quoted, between=between)


def _words(text: str) -> Words:
    return _WORD.findall(_APOSTROPHE.sub("", text.lower()))


def _one_rewrites(earlier: _Told, later: _Told) -> bool:
    source = later.account.source
    if source == earlier.account.source and source not in ("", "unknown"):
        return False
    days = {order(each.account.published)[:10] for each in (earlier, later)}
    return _rewritten(later, earlier) or (len(days) == 1 and _rewritten(earlier, later))


def _rewritten(told: _Told, other: _Told) -> bool:
    """Tell whether an account has from another one what it quotes, and how it tells the rest."""
    heard = _runs(other.quoted, RUN)
    if _covered(told.quoted, heard) < QUOTED * sum(map(len, told.quoted)):
        return False
    own = _runs(told.own, RUN)
    alike = own & (heard | _runs(other.own, RUN))
    return len(alike) >= WORDED * len(own) or _names(told, other.account)


def _names(told: _Told, other: Account) -> bool:
    """Tell whether an account names another's outlet in its own words, and not as itself."""
    itself = _spaced(_words(f"{told.account.outlet} {told.account.source}"))
    names = {_spaced(_words(name)) for name in (other.outlet, other.source)}
    far = [name for name in names if len(name.strip()) >= NAME and name not in itself]
    return any(name in _spaced(words) for words in told.own for name in far)


def _spaced(words: Words) -> str:
    return f" {' '.join(words)} "


def _covered(texts: Sequence[Words], heard: set[Key]) -> int:
    """Return how many words stand in some run that has been heard."""
    count = 0
    for words in texts:
        end = 0
        for start in range(len(words) - RUN + 1):
            if tuple(words[start : start + RUN]) in heard:
                count += start + RUN - max(start, end)
                end = start + RUN
    return count


def _runs(texts: Sequence[Words], length: int) -> set[Key]:
    return {
        tuple(words[start : start + length])
        for words in texts
        for start in range(len(words) - length + 1)
    }
