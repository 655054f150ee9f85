"""Make `arguments_*`: of which event each time, place and number of people is an argument.

Made from the judged expressions of `mentions.jsonl.gz` in folds 0-3. An expression that nobody
judged teaches nothing: long articles were judged in part.

    python -m training arguments        write the weights
    python -m training.arguments        cross-validate by fold within folds 0-3
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from citydesk.accounts import account_of_json
from citydesk.reading.arguments.label import KINDS, described
from citydesk.reading.arguments.propose import Kind, Proposal
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from training.attribution import load_articles
from training.linear import WEIGHTS

NAMES: dict[Kind, str] = {"times": "event", "places": "role", "counts": "what"}
STRENGTH: dict[Kind, float] = {"times": 0.15, "places": 0.15, "counts": 0.15}
RARE = 3
SMALLEST = 0.04


class Row(NamedTuple):
    """One judged expression that is proposed: its fold, its features and its label."""

    fold: int
    found: list[str]
    label: str


def rows_of(corpus: Path, folds: set[int]) -> tuple[dict[Kind, list[Row]], Counter[str]]:
    """Return the judged expressions by kind, and how many of each were judged and proposed."""
    articles = load_articles(corpus)
    rows: dict[Kind, list[Row]] = {kind: [] for kind in KINDS}
    tally: Counter[str] = Counter()
    with gzip.open(corpus / "mentions.jsonl.gz", "rt", encoding="utf-8") as lines:
        judged = [row for row in map(json.loads, lines) if row["fold"] in folds]
    for each in judged:
        parsed = parse(account_of_json(articles[each["account"]]))
        made = described(parsed, survey(parsed))
        for kind in KINDS:
            for mention in each[kind]:
                tally[f"{kind} judged"] += 1
                found = _best(mention, made[kind])
                if found is not None:
                    tally[f"{kind} proposed"] += 1
                    rows[kind].append(Row(each["fold"], found, mention[NAMES[kind]]))
    return rows, tally


def _best(mention: dict[str, Any], made: Sequence[tuple[Proposal, list[str]]]) -> list[str] | None:
    """Return the features of the proposal that shares most characters with a judged expression."""
    part = "title" if mention.get("title") else "text"
    shared: list[tuple[int, list[str]]] = []
    for proposal, found in made:
        if proposal.sentence.part == part:
            start, end = (proposal.sentence.start + at for at in (proposal.start, proposal.end))
            shared.append((min(end, mention["end"]) - max(start, mention["start"]), found))
    most, best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best if most > 0 else None


def fit(rows: Sequence[Row], strength: float) -> dict[str, Any]:
    """Fit the softmax; return it as the package reads it."""
    counts = Counter(name for row in rows for name in set(row.found))
    vectors = DictVectorizer()
    kept = [{name: 1.0 for name in row.found if counts[name] >= RARE} for row in rows]
    matrix = vectors.fit_transform(kept)
    model = LogisticRegression(C=strength, max_iter=150)
    model.fit(matrix, np.asarray([row.label for row in rows]))
    names = vectors.get_feature_names_out()
    table = {
        str(name): [round(float(v), 2) for v in column]
        for name, column in zip(names, model.coef_.T, strict=True)
        if np.abs(column).max() > SMALLEST
    }
    bias = [round(float(v), 3) for v in model.intercept_]
    return {"labels": list(map(str, model.classes_)), "bias": bias, "weights": table}


def train(corpus: Path) -> None:
    """Write the weights of each kind."""
    rows, _ = rows_of(corpus, {0, 1, 2, 3})
    for kind in KINDS:
        made_from = f"{len(rows[kind])} judged {kind} of mentions.jsonl.gz, folds 0-3"
        made = fit(rows[kind], STRENGTH[kind])
        head = json.dumps({"made_from": made_from, "labels": made["labels"], "bias": made["bias"]})
        lines = ",\n".join(f"{json.dumps(n)}: {json.dumps(v)}" for n, v in made["weights"].items())
        text = f'{head[:-1]}, "weights": {{\n{lines}\n}}}}\n'
        (WEIGHTS / f"arguments_{kind}.json").write_text(text, encoding="utf-8")


def check(corpus: Path) -> None:
    """Print how many labels are right, each fold told by weights of the others."""
    from citydesk.reading.arguments.label import Softmax

    rows, tally = rows_of(corpus, {0, 1, 2, 3})
    print(dict(tally))
    for kind in KINDS:
        for strength in (0.07, 0.15, 0.3):
            right = 0
            wrong: Counter[tuple[str, str]] = Counter()
            for fold in range(4):
                made = fit([r for r in rows[kind] if r.fold != fold], strength)
                weights = {n: tuple(v) for n, v in made["weights"].items()}
                model = Softmax(tuple(made["labels"]), tuple(made["bias"]), weights)
                for row in (r for r in rows[kind] if r.fold == fold):
                    told = model.best(row.found)[0]
                    right += told == row.label
                    wrong[row.label, told] += told != row.label
            print(kind, strength, round(right / len(rows[kind]), 4), wrong.most_common(8))


if __name__ == "__main__":
    check(Path("../shared/corpus"))
