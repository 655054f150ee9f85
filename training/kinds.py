"""Weights of the incident kinds: a linear model over the phrases that tell a kind.

Made from folds 0-3: the archive's characteristics of the article's incident say which kinds are
right (distant supervision). Kinds that the archive does not file (burglary, stabbing, assault) are
left to the features that all kinds share.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from citydesk.accounts import account_of_json
from citydesk.reading import things
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.things.kinds import Hit, features, hits
from training.linear import fit, write

FILED = {
    "accidental shooting": ("Accidental Shooting", "Accidental/Negligent Discharge"),
    "suicide": ("Suicide^", "Murder/Suicide"),
    "murder-suicide": ("Murder/Suicide",),
    "officer-involved": ("Officer Involved",),
    "officer shot": (
        "Officer Involved Shooting - Officer shot",
        "Officer Involved Shooting - Officer killed",
    ),
    "domestic": ("Domestic Violence",),
    "robbery": ("Armed robbery",),
    "drive-by": ("Drive-by",),
    "home invasion": ("Home Invasion",),
    "carjacking": ("Car-jacking",),
    "mass shooting": ("Mass Shooting", "Mass Murder"),
}  # fmt: skip
STRENGTH = 0.5


def train(corpus: Path) -> None:
    """Write `kinds.json` and print each kind's precision and recall in cross-validation."""
    rows, labels, names, folds = examples(corpus)
    guessed: dict[int, float] = {}
    for fold in (0, 1, 2, 3):
        kept = [i for i, f in enumerate(folds) if f != fold]
        bias, weights = fit([rows[i] for i in kept], [labels[i] for i in kept], strength=STRENGTH)
        for i in (i for i, f in enumerate(folds) if f == fold):
            guessed[i] = bias + sum(weights.get(n, 0.0) * v for n, v in rows[i].items())
    tally: Counter[tuple[str, bool, int]] = Counter()
    for i, score in guessed.items():
        tally[names[i], score > 0, labels[i]] += 1
    for kind in sorted(set(names)):
        hit, wrong, missed = tally[kind, True, 1], tally[kind, True, 0], tally[kind, False, 1]
        print(f"{kind:20} right {hit} wrong {wrong} missed where words were {missed}")
    bias, weights = fit(rows, labels, strength=STRENGTH)
    write("kinds", bias, weights, "corpus/gold.jsonl.gz characteristics, folds 0-3, by article")


def examples(
    corpus: Path,
) -> tuple[list[dict[str, float]], list[int], list[str], list[int]]:
    """Return features, label, kind and fold of every kind that has words in an article."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt") as lines:
        gold = {a: g for g in map(json.loads, lines) for a in g["articles"]}
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    names: list[str] = []
    folds: list[int] = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as articles:
        for article in map(json.loads, articles):
            if article["fold"] > 3:
                continue
            parsed = parse(account_of_json(article))
            found: dict[str, list[Hit]] = {}
            for hit in hits(things.main_lines(parsed, survey(parsed))):
                found.setdefault(hit.kind, []).append(hit)
            for kind, told in found.items():
                truth = label(kind, gold[article["id"]])
                if truth is not None:
                    rows.append(features(told, frozenset(found)))
                    labels.append(truth)
                    names.append(kind)
                    folds.append(article["fold"])
    return rows, labels, names, folds


def label(kind: str, gold: dict[str, Any]) -> int | None:
    """Return whether the archive files this kind, or None where it cannot tell."""
    filed = gold["characteristics"]
    if kind in FILED:
        return int(any(c.startswith(FILED[kind]) for c in filed))
    if kind == "homicide":
        apart = ("Accidental", "Suicide^")
        return int(gold["killed"] > 0 and not any(c.startswith(apart) for c in filed))
    if kind == "shooting":
        return int(any(c.startswith("Shot -") for c in filed))
    if kind == "shots fired":
        return int(gold["killed"] + gold["injured"] == 0)
    return None
