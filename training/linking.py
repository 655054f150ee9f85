"""Make the weights of linking from folds 0-3: how rare words are, and what each feature is worth.

    python -m training linking

`linking.json` comes in two steps. What articles tell is weighed on pairs of articles, as below.
What few of them can teach (metres between areas, minutes beside an alert, numbers of one street) is
weighed on the alerts of `training/alerts.py` against articles and against each other,
and on articles whose addresses an index of the archive's other incidents has placed; the weights of
the first step stay as they are.

`rarity.json`: inverse document frequencies of the words of the training articles; a word that
stands in fewer than `MIN_DOCUMENTS` of them is not listed, one that stands in more than a tenth
weighs nothing. `linking.json`: a logistic regression over the evidence of `linking/evidence.py`, on
all blocked pairs of the built-in reader's reports; right is what the archive files together.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from citydesk.accounts import account_of_json
from citydesk.accounts.copies import fingerprint
from citydesk.base.linear import Linear
from citydesk.base.names import plain
from citydesk.flow.locating import Locator
from citydesk.linking import profiles
from citydesk.linking.candidates import pairs
from citydesk.linking.scoring import features_of
from citydesk.model import Account, Reading
from citydesk.reading import read
from citydesk.streets.builders import add
from training.alerts import MAPPING, alerts_of, index_rows, read_alerts
from training.linear import write

WEIGHTS = Path(profiles.__file__).parent / "weights"
MIN_DOCUMENTS = 6
COMMON = 0.1
FOLDS = {0, 1, 2, 3}
EXACT = ("alert: ", "place: areas", "place: number")
"""How the features of the second step begin."""
OTHERS, AGAIN, SEED = 4, 0.2, 16  # alerts that hide an incident's; share heard twice
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
    bias, weights = fit_signed([_common(row) for row in rows], labels)
    exact, right = exact_examples(readings, corpus)
    known = Linear(bias, weights)
    _, learned = fit_signed(exact, right, names=is_exact, known=known)
    origin = (
        f"{len(rows)} blocked pairs of folds 0-3, {sum(labels)} of one incident; {len(exact)} pairs"
        f" with alerts or places of an index, {sum(right)} of one incident"
    )
    write("linking", bias + LEAN, {**weights, **learned}, origin, WEIGHTS)
    print(origin)


def is_exact(name: str) -> bool:
    """Tell whether a feature is one of the second step."""
    return name.startswith(EXACT)


def _common(row: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in row.items() if not is_exact(name)}


def exact_examples(
    readings: list[Reading], corpus: Path, folds: set[int] | None = None
) -> tuple[list[dict[str, float]], list[int]]:
    """Return the features of pairs that teach metres and minutes, and 1 for one incident."""
    gold = [g for g in gold_of(corpus) if g["fold"] in (folds or FOLDS)]
    label = {a: g["id"] for g in gold for a in g["articles"]}
    alerts = alerts_of(gold, corpus, others=OTHERS * len(gold), seed=SEED, again=AGAIN, days=1)
    label |= {f"{MAPPING.id}:{a.ident}": a.incident for a in alerts}
    rows: list[dict[str, float]] = []
    right: list[int] = []
    told = [(r.reports[0], r.account) for r in readings if r.account.id in label]
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        locator = index_of(corpus, gold, folder)
        placed = [(locator.report(report), account) for report, account in told]
        for articles, blocks in ((told, True), (placed, False)):
            sensed = read_alerts(alerts, folder, blocks=blocks)
            both = [*articles, *((r.reports[0], r.account) for r in sensed)]
            made = [profiles.profile(report, account) for report, account in both]
            found, labels = _features(made, label, exact=True)
            rows, right = rows + found, right + labels
    return rows, right


def index_of(corpus: Path, gold: list[dict[str, Any]], folder: Path) -> Locator:
    """Return what locates places by the points of the archive's other incidents."""
    table = folder / "points.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["address", "city", "state", "lat", "lon"])
        for r in index_rows(corpus, gold):
            lines.writerow([r["address"].strip(), r["city"], r["state"], r["lat"], r["lon"]])
    add(table, folder / "streets", name="points")
    return Locator(str(folder / "streets"))


def examples(
    made: list[profiles.Profile], gold: dict[str, str]
) -> tuple[list[dict[str, float]], list[int]]:
    """Return the features of the blocked pairs of main reports, and 1 for those of one incident.

    Pairs of far-away cities teach what another city is worth: without them the figures are a little
    better (pairwise F1 .955 for .953), and two nights alike in two towns are taken for one.
    """
    return _features([s for s in made if s.report.endswith("#0")], gold)


def _features(
    made: list[profiles.Profile], gold: dict[str, str], *, exact: bool = False
) -> tuple[list[dict[str, float]], list[int]]:
    """Return the features of blocked pairs; with `exact`, only of those that have exact ones."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    met = list(pairs(made))
    for start in range(0, len(met), TOGETHER):
        some = met[start : start + TOGETHER]
        for found, (left, right) in zip(features_of(some), some, strict=True):
            row = {name: value for name, value, _ in found}
            if not exact or any(map(is_exact, row)):
                rows.append(row)
                labels.append(int(gold[left.account] == gold[right.account]))
    return rows, labels


def fit_signed(
    rows: list[dict[str, float]],
    labels: list[int],
    *,
    strength: float = 3.0,
    min_count: int = 20,
    names: Callable[[str], bool] | None = None,
    known: Linear | None = None,
) -> tuple[float, dict[str, float]]:
    """Fit a logistic regression in which evidence for a link cannot weigh against it.

    `strength` holds the weights back the less the larger it is: pairwise F1 .945 at 1, .953 at 3
    and at 6. Without the bounds, "same city" gets a weight below zero (nearly all blocked pairs
    share a city), and the reasons cannot be read. They cost nothing that could be measured.
    With `known`, only the features that `names` tells are fitted, on top of what it scores.
    """
    base = np.array([known.score(row) for row in rows]) if known else np.zeros(len(rows))
    rows = [{n: v for n, v in row.items() if names(n)} for row in rows] if names else rows
    counts = Counter(name for row in rows for name in row)
    told = sorted(name for name, count in counts.items() if count >= min_count)
    place = {name: number for number, name in enumerate(told)}
    matrix = np.zeros((len(rows), len(told) + 1))
    matrix[:, -1] = known is None
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                matrix[number, place[name]] = value
    signs = np.asarray(labels) * 2.0 - 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        margin = signs * (base + matrix @ weights)
        pull = -signs / (1.0 + np.exp(np.clip(margin, -30, 30)))
        size = weights[:-1]
        gradient = strength * (matrix.T @ pull)
        gradient[:-1] += size
        return float(strength * np.logaddexp(0, -margin).sum() + size @ size / 2), gradient

    bounds = [*(sign_of(name) for name in told), (None, None)]
    start = np.zeros(len(told) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[-1]), dict(zip(told, map(float, found), strict=False))


def sign_of(name: str) -> tuple[float | None, float | None]:
    """Return the bounds of a feature's weight: what agrees is no evidence against a link."""
    free = name.startswith(("alert: ", "place: areas", "published: "))
    if free and name != "published: before":
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


def gold_of(corpus: Path) -> list[dict[str, Any]]:
    """Return the archive's incidents."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        return list(map(json.loads, lines))


def fold_of(corpus: Path) -> dict[str, int]:
    """Return the fold of each account."""
    with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row["fold"] for row in map(json.loads, lines)}


def incident_of(corpus: Path) -> dict[str, str]:
    """Return the archive's incident of each account."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {a: g["id"] for g in map(json.loads, lines) for a in g["articles"]}
