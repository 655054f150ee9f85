"""What slips through the masks of real articles, and how much is masked in vain.

    python -m benchmarks.privacy [--articles 400]

Over articles of the bench, each read alone: a child is somebody younger than 18 whom the hand-made
record of the article's incident names, and whose given name the article has. A slip is one whose
given name stands in the public text all the same. A run is masked in vain where no part of it is
the name of a child or of a suspect of the record. Ordinary words are those that are nobody's name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from pathlib import Path
from typing import Any

from citydesk.accounts import account_of_json
from citydesk.base.names import plain
from citydesk.model import Reading
from citydesk.privacy.mask import Mask
from citydesk.privacy.policy import mask_of_reading
from citydesk.privacy.unseen import unseen
from citydesk.reading import read
from citydesk.reading.people.lexicon import lexicon
from citydesk.settings import Policy

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    asked = parser.parse_args()
    gold = {a: row for row in _rows("gold.jsonl.gz") for a in row["articles"]}
    articles = [row for row in _rows("articles.jsonl.gz") if row["id"] in gold]
    random.Random(7).shuffle(articles)
    counts = dict.fromkeys(
        ("children", "slip without unseen", "slip", "unseen runs", "in vain", "words",
         "ordinary words masked", "masked runs"), 0,
    )  # fmt: skip
    spent = {"mask": 0.0, "unseen": 0.0}
    some = articles[: asked.articles]
    for row, reading in zip(some, read(map(account_of_json, some)), strict=True):
        _count(reading, gold[row["id"]]["people"], counts, spent)
    for name, number in counts.items():
        print(f"{name:>24} {number:>8,}")
    for name, seconds in spent.items():
        print(f"{name:>24} {1000 * seconds / asked.articles:>8.2f} ms an article")


def _count(
    reading: Reading, people: list[dict[str, Any]], counts: dict[str, int], spent: dict[str, float]
) -> None:
    text, started = reading.account.text, time.process_time()
    mask = mask_of_reading(reading, Mask(), Policy())
    cuts = [(c.start, c.end) for c in mask.cuts(text)]
    between = time.process_time()
    runs = [(s.start, s.end) for s in unseen(reading) if s.part == "text"]
    spent["mask"] += between - started
    spent["unseen"] += time.process_time() - between
    named = [
        p for p in people if p["name"] and plain(p["name"]).split()[-1:] and len(p["name"]) > 3
    ]
    children = {plain(p["name"]).split()[0] for p in named if (p["age"] or 99) < 18}
    children &= set(plain(text).split())
    counts["children"] += len(children)
    counts["slip without unseen"] += len(children & _left(text, cuts))
    counts["slip"] += len(children & _left(text, [*cuts, *runs]))
    sought = {w for p in named for w in plain(p["name"]).split() if p["role"] == "suspect"}
    sought |= {w for p in named for w in plain(p["name"]).split() if (p["age"] or 99) < 18}
    counts["unseen runs"] += len(runs)
    counts["in vain"] += sum(not sought & set(plain(text[a:b]).split()) for a, b in runs)
    counts["masked runs"] += len(cuts)
    counts["words"] += len(plain(text).split())
    common = lexicon().ordinary
    counts["ordinary words masked"] += sum(
        word in common for a, b in cuts for word in plain(text[a:b]).split()
    )


def _left(text: str, cuts: list[tuple[int, int]]) -> set[str]:
    kept, last = list[str](), 0
    for start, end in sorted(cuts):
        kept.append(text[last:start])
        last = max(last, end)
    return set(plain(" ".join([*kept, text[last:]])).split())


def _rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(CORPUS / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


if __name__ == "__main__":
    main()
