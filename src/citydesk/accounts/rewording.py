"""Two wordings of one thing: what changed, sentence by sentence or cell by cell, and whether told.

A correction is silent where sentences or cells changed and nothing in the new wording says so. What
a page shows beside its story (the time, the number of readers) is no part of either.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass

from citydesk.accounts.copies import resemblance
from citydesk.model import Account, Time

__all__ = ["Rewording", "another_story", "reworded", "same_words"]

ANOTHER = 0.1  # resemblance below which what stands there is no later wording of what stood there
FEW = 40  # words of texts that are too short to tell
_SENTENCE = re.compile(r"[^.!?\n]{0,2000}(?:[.!?]+[\"”’)]{0,3}(?=\s|\Z)|\n|\Z|[.!?])")
_SHORT = re.compile(r"\b(?:[A-Z][a-z]{0,3}|[ap]\.m)\.\Z")
"""How a piece ends that is no sentence: "Sgt.", "Kan.", "11 p.m."."""
_TOLD = re.compile(
    r"(?i)\b(?:correct(?:ion|ed)s?\b|clarif(?:ication|ied)\b|editor[’']s note\b"
    r"|updated?\b|(?:earlier|previous|prior) version\b|was (?:revised|edited)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """What changed from one wording to the next: pairs of before and after, "" for none.

    `unit` says of what, `told` whether the new wording says itself that something was changed.
    """

    changed: tuple[tuple[str, str], ...]
    unit: str
    told: bool

    @property
    def words(self) -> str:
        """Say it in few words, without any of the account's own."""
        many = "" if len(self.changed) == 1 else "s"
        how = "and it says so" if self.told else "without a word about it"
        return f"{len(self.changed)} {self.unit}{many} changed, {how}"


def reworded(before: Account, after: Account) -> Rewording:
    """Return what changed between two wordings of one thing."""
    if before.parts and after.parts:
        cells, now = _cells(before), _cells(after)
        names = [name for name in dict.fromkeys([*cells, *now]) if cells.get(name) != now.get(name)]
        pairs = tuple((_cell(name, cells), _cell(name, now)) for name in names)
        return Rewording(changed=pairs, unit="cell", told=True)
    old, new = _sentences(before), _sentences(after)
    pairs = tuple(_pairs(old, new))
    fresh = set(new) - set(old)
    return Rewording(changed=pairs, unit="sentence", told=any(map(_TOLD.search, fresh)))


def same_words(before: Account, after: Account, columns: Collection[str] = ()) -> bool:
    """Tell whether two wordings tell the same: of rows, whether the cells of `columns` do."""
    if before.parts and after.parts and columns:
        cells, now = _cells(before), _cells(after)
        return all(cells.get(name) == now.get(name) for name in columns)
    return (before.title, before.text, _start(before.published)) == (
        after.title, after.text, _start(after.published),
    )  # fmt: skip


def another_story(before: Account, after: Account) -> bool:
    """Tell whether what stands at a place now has next to nothing of what stood there."""
    if before.parts or min(len(before.text.split()), len(after.text.split())) < FEW:
        return False
    alike = resemblance(before.fingerprint, after.fingerprint) >= ANOTHER
    return not alike and before.title != after.title


def _start(time: Time | None) -> str:
    return time.start.isoformat() if time else ""


def _cells(account: Account) -> dict[str, str]:
    return {
        s.cell: account.text[s.start : s.end] for p in account.parts for s in p.stretches if s.cell
    }


def _cell(name: str, cells: dict[str, str]) -> str:
    return f"{name}: {cells[name]}" if name in cells else ""


def _sentences(account: Account) -> list[str]:
    found = [account.title]
    goes_on = False
    for each in _SENTENCE.findall(account.text):
        words = " ".join(each.split())
        if words:
            found[-1:] = [f"{found[-1]} {words}"] if goes_on else [found[-1], words]
            goes_on = bool(_SHORT.search(words)) and not each.endswith("\n")
    return found


def _pairs(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    matched = difflib.SequenceMatcher(None, old, new, autojunk=False)
    pairs: list[tuple[str, str]] = []
    for tag, a, b, c, d in matched.get_opcodes():
        if tag != "equal":
            left, right = old[a:b], new[c:d]
            many = max(len(left), len(right))
            left += [""] * (many - len(left))
            right += [""] * (many - len(right))
            pairs += zip(left, right, strict=True)
    return pairs
