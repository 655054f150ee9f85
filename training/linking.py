"""Make the weights of linking from folds 0-3: how rare words are, and what each feature is worth.

    python -m training linking

`rarity.json`: inverse document frequencies of the words of the training articles; a word that
stands in fewer than `MIN_DOCUMENTS` of them is not listed, one that stands in more than a tenth
weighs nothing. `linking.json`: a logistic regression over the evidence of `linking/evidence.py`, on
all blocked pairs of the built-in reader's reports; right is what the archive files together.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from citydesk.accounts import account_of_json
from citydesk.accounts.copies import fingerprint
from citydesk.base.names import plain
from citydesk.linking import profiles
from citydesk.linking.candidates import pairs
from citydesk.linking.scoring import features_of
from citydesk.model import Account
from citydesk.reading import read
from training.linear import write

WEIGHTS = Path(profiles.__file__).parent / "weights"
MIN_DOCUMENTS = 6
COMMON = 0.1
FOLDS = {0, 1, 2, 3}
TOGETHER = 5000  # pairs whose features are measured at one time
LEAN = 0.5
"""Added to the bias: clusters are cut by average scores, which errs on the side of apart. On the
training folds, each linked under weights from the others, pairwise F1 is .941 at 0, .945 at .25,
.947 at .5, .950 at .75 and at 1; from .75 on, two towns that are told of alike become one."""


def train(corpus: Path) -> None:
    """Write `rarity.json` and `linking.json`."""
    accounts = training_accounts(corpus)
    write_rarity(accounts)
    profiles._rarity.cache_clear()
    gold = incident_of(corpus)
    readings = list(read(accounts))
    made = [profiles.profile(r, each.account) for each in readings for r in each.reports]
    rows, labels = examples(made, gold)
    bias, weights = fit_signed(rows, labels)
    origin = f"{len(rows)} blocked pairs of folds 0-3, {sum(labels)} of one incident"
    write("linking", bias + LEAN, weights, origin, WEIGHTS)
    print(origin)


def examples(
    made: list[profiles.Profile], gold: dict[str, str]
) -> tuple[list[dict[str, float]], list[int]]:
    """Return the features of the blocked pairs of main reports, and 1 for those of one incident.

    Pairs of far-away cities teach what another city is worth: without them the figures are a little
    better (pairwise F1 .955 for .953), and two nights alike in two towns are taken for one.
    """
    rows: list[dict[str, float]] = []
    mains = [s for s in made if s.report.endswith("#0")]
    met = list(pairs(mains))
    for start in range(0, len(met), TOGETHER):
        for found in features_of(met[start : start + TOGETHER]):
            rows.append({name: value for name, value, _ in found})
    return rows, [int(gold[left.account] == gold[right.account]) for left, right in met]


def fit_signed(
    rows: list[dict[str, float]], labels: list[int], *, strength: float = 3.0, min_count: int = 20
) -> tuple[float, dict[str, float]]:
    """Fit a logistic regression in which evidence for a link cannot weigh against it.

    `strength` holds the weights back the less the larger it is: pairwise F1 .945 at 1, .953 at 3
    and at 6. Without the bounds, "same city" gets a weight below zero (nearly all blocked pairs
    share a city), and the reasons cannot be read. They cost nothing that could be measured.
    """
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= min_count)
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names) + 1))
    matrix[:, -1] = 1.0
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                matrix[number, place[name]] = value
    signs = np.asarray(labels) * 2.0 - 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        margin = signs * (matrix @ weights)
        pull = -signs / (1.0 + np.exp(np.clip(margin, -30, 30)))
        size = weights[:-1]
        gradient = strength * (matrix.T @ pull)
        gradient[:-1] += size
        return float(strength * np.logaddexp(0, -margin).sum() + size @ size / 2), gradient

    bounds = [*(sign_of(name) for name in names), (None, None)]
    start = np.zeros(len(names) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[-1]), dict(zip(names, map(float, found), strict=False))


def sign_of(name: str) -> tuple[float | None, float | None]:
    """Return the bounds of a feature's weight: what agrees is no evidence against a link."""
    if name.startswith("published: ") and name != "published: before":
        return (None, None)
    against = ("different", "apart", "before", "differs", "other ages", "over 180", "up to 180")
    return (None, 0.0) if any(word in name for word in against) else (0.0, None)


def write_rarity(accounts: list[Account]) -> None:
    """Write the rarity of every word that is not rare."""
    counts: Counter[str] = Counter()
    for account in accounts:
        words = profiles._WORD.findall(f"{account.title}\n{account.text}")
        counts.update({plain(w) for w in set(words)})
    total = len(accounts)
    rarity = {
        w: round(math.log(total / n), 2) if n < COMMON * total else 0.0
        for w, n in sorted(counts.items())
        if w and n >= MIN_DOCUMENTS and not (w.isdigit() and n < COMMON * total)
    }
    data = {
        "made_from": f"document frequencies in the {total} articles of folds 0-3",
        "unseen": round(math.log(total / (MIN_DOCUMENTS - 1)), 2),
        "rarity": rarity,
    }
    text = json.dumps(data, indent=0, ensure_ascii=False) + "\n"
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / "rarity.json").write_text(text, encoding="utf-8")


def training_accounts(corpus: Path, folds: set[int] | None = None) -> list[Account]:
    """Return the accounts of some folds (the training folds unless told), with fingerprints."""
    with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["fold"] in (folds or FOLDS)]
    made = map(account_of_json, rows)
    return [replace(a, fingerprint=fingerprint(a.text)) for a in made]


def fold_of(corpus: Path) -> dict[str, int]:
    """Return the fold of each account."""
    with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row["fold"] for row in map(json.loads, lines)}


def incident_of(corpus: Path) -> dict[str, str]:
    """Return the archive's incident of each account."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {a: g["id"] for g in map(json.loads, lines) for a in g["articles"]}
