"""Make the weights that tell a story's victims and suspects from everybody else who is named.

Every person whom the grammar finds in an article of the training folds is a row; its label is the
role that the hand-made record gives to that name, or none.

    python -m training people
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from citydesk.statements.people.chains import people_of
from citydesk.statements.people.features import describe, page_of
from citydesk.statements.people.names import names_of
from citydesk.statements.people.words import words_of

from training.linear import fit, write

Row = dict[str, Any]
FOLDS = {0, 1, 2, 3}
STRENGTH = 0.1
CLASSES = ("none", "victim", "suspect")


def train(corpus: Path) -> None:
    """Write the weights of victims and of suspects."""
    rows = corpus_rows(corpus, FOLDS)
    features = [row["features"] for row in rows]
    for number, role in enumerate(CLASSES[1:], start=1):
        labels = [int(row["label"] == number) for row in rows]
        bias, weights = fit(features, labels, strength=STRENGTH)
        write(
            f"people_{role}", bias, weights, f"{len(rows)} persons named in folds 0-3 of the bench"
        )


def corpus_rows(corpus: Path, folds: set[int]) -> list[Row]:
    """Return one row for every person named in the articles of some folds."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt") as lines:
        gold = {a: g for g in map(json.loads, lines) for a in g["articles"]}
    rows: list[Row] = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        for article in map(json.loads, lines):
            if article["fold"] in folds:
                rows += article_rows(article, gold[article["id"]])
    return rows


def article_rows(article: Row, gold: Row) -> list[Row]:
    """Return one row for every person named in an article."""
    title, text = words_of(article["title"], "title"), words_of(article["text"])
    people = people_of(names_of(title), names_of(text))
    page = page_of(title, text, people)
    rows = []
    for person in people:
        names = [" ".join(n.parts) for n in person.full]
        label = next(
            (p["role"] for p in gold["people"] if any(same_name(n, p["name"]) for n in names)), None
        )
        rows.append(
            {
                "article": article["id"], "fold": article["fold"], "name": person.best.text,
                "label": CLASSES.index(label) if label in CLASSES else 0,
                "features": describe(person, page),
            }
        )  # fmt: skip
    return rows


def name_words(name: str | None) -> list[str]:
    """Return a name's words without suffixes, as the bench compares them."""
    words = re.findall(r"[a-z0-9]+", (name or "").lower())
    return [w for w in words if w not in {"jr", "sr", "ii", "iii", "iv"}]


def same_name(one: str, other: str | None) -> bool:
    """Tell whether two names share the family name and the first initial."""
    a, b = name_words(one), name_words(other)
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and a[0][0] == b[0][0]
