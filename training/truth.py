"""What each article tells: careful readers' labels where somebody read it, else the archive's.

`read.jsonl.gz` holds the articles in which an earlier reader and the archive differ, read blind
from the article alone; where an article is not in it, reader and archive agreed, so the archive's
record is what the article tells. An article that is a round-up, or tells of no violence (`kind`),
teaches nothing about the slots.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What one article tells; a value that it does not tell is None.

    `careful` says that somebody read it; `gold` is the archive's record of its incident. `people`
    are (name, role, age): of an article that nobody read, the archive's victims and suspects.
    """

    account: str
    fold: int
    kind: str
    careful: bool
    day: dt.date | None
    state: str | None
    city: str | None
    address: str | None
    killed: int | None
    injured: int | None
    people: tuple[tuple[str, str, int | None], ...]
    flags: frozenset[str]
    gold: dict[str, Any]

    @property
    def incident(self) -> bool:
        """Whether the article tells of one incident."""
        return self.kind == "incident"


def truths(corpus: Path) -> dict[str, Truth]:
    """Return the truth of every article of the corpus, by its id."""
    read = {row["account"]: row for row in _lines(corpus / "read.jsonl.gz")}
    found: dict[str, Truth] = {}
    for gold in _lines(corpus / "gold.jsonl.gz"):
        for account in gold["articles"]:
            row = read.get(account)
            found[account] = _read(row, gold) if row else _filed(account, gold)
    return found


def _read(row: dict[str, Any], gold: dict[str, Any]) -> Truth:
    return Truth(
        account=row["account"],
        fold=gold["fold"],
        kind=row["kind"],
        careful=True,
        day=dt.date.fromisoformat(row["day"]) if row["day"] else None,
        state=row["state"],
        city=row["city"],
        address=row["address_words"]["quote"] if row["address_words"] else None,
        killed=row["killed"],
        injured=row["injured"],
        people=tuple((p["name"], p["role"], p["age"]) for p in row["people"]),
        flags=frozenset(row["flags"]),
        gold=gold,
    )


def _filed(account: str, gold: dict[str, Any]) -> Truth:
    named = (p for p in gold["people"] if p["name"])
    return Truth(
        account=account,
        fold=gold["fold"],
        kind="incident",
        careful=False,
        day=dt.date.fromisoformat(gold["date"]),
        state=gold["state"],
        city=gold["city"],
        address=gold["address"],
        killed=gold["killed"],
        injured=gold["injured"],
        people=tuple((p["name"], p["role"], p["age"]) for p in named),
        flags=frozenset(),
        gold=gold,
    )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
