"""Whether a sentence is said by somebody else than the outlet: weights for `attribution.decide`.

Made from the hand-annotated articles of folds 0-3 (`annotated.jsonl`): one row a sentence of the
text, positive where a gold passage covers it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citydesk.accounts import account_of_json
from citydesk.reading.attribution.cast import Cast
from citydesk.reading.attribution.decide import THRESHOLD, features
from citydesk.reading.attribution.passages import Look, assign, look
from citydesk.reading.furniture import furniture
from citydesk.reading.parsed import parse
from citydesk.reading.weights import Linear
from training.linear import fit, write

STRENGTH = 0.3


def train(corpus: Path) -> None:
    """Fit the weights on folds 0-3 and write them; print how well each fold is told by the rest."""
    articles = load_articles(corpus)
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    folds: list[int] = []
    for gold in annotated(corpus, {0, 1, 2, 3}):
        for each, before, after in looks(articles[gold["account"]]):
            rows.append(features(each, before, after))
            labels.append(int(wanted(gold, each) is not None))
            folds.append(gold["fold"])
    bias, weights = fit(rows, labels, strength=STRENGTH, min_count=3)
    made_from = "annotated.jsonl, folds 0-3; python -m training attribution"
    write("attribution", bias, weights, made_from)
    print(f"{len(rows)} sentences, {sum(labels)} attributed, {len(weights)} features")
    print(f"attributed F1, each fold told by the others: {held_out(rows, labels, folds):.3f}")


def held_out(rows: list[dict[str, float]], labels: list[int], folds: list[int]) -> float:
    """Return the F1 of sentences of each fold under weights made from the other folds."""
    right = told = 0
    for fold in sorted(set(folds)):
        kept = [k for k, other in enumerate(folds) if other != fold]
        fitted = fit(
            [rows[k] for k in kept], [labels[k] for k in kept], strength=STRENGTH, min_count=3
        )
        model = Linear(*fitted)
        for row, label, other in zip(rows, labels, folds, strict=True):
            yes = other == fold and model.probability(row) >= THRESHOLD
            told += yes
            right += yes and label
    return 2 * right / (told + sum(labels))


def load_articles(corpus: Path) -> dict[str, dict[str, Any]]:
    """Return the corpus's articles by id."""
    with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def annotated(corpus: Path, folds: set[int]) -> list[dict[str, Any]]:
    """Return the hand-annotated articles of some folds."""
    with open(corpus / "annotated.jsonl", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["fold"] in folds]


def looks(article: dict[str, Any]) -> Iterator[tuple[Look, Look | None, Look | None]]:
    """Yield what each sentence of an article's text shows, with its neighbours."""
    parsed = parse(account_of_json(article))
    page = furniture(parsed.sentences)
    cast = Cast(f"{article['title']}\n{article['text']}")
    assign(look(parsed, "title", page), cast)
    found = look(parsed, "text", page)
    assign(found, cast)
    yield from zip(found, [None, *found], [*found[1:], None], strict=False)


def wanted(gold: dict[str, Any], each: Look) -> dict[str, Any] | None:
    """Return the gold passage that covers a sentence, or that it covers by 30 %."""
    start, end = each.sentence.start, each.sentence.end
    shared = [(min(end, s["end"]) - max(start, s["start"]), s) for s in gold["said"]]
    best, passage = max(shared, key=lambda pair: pair[0], default=(0, None))
    if passage is None or best <= 0:
        return None
    enough = best >= 0.5 * (end - start) or best >= 0.3 * (passage["end"] - passage["start"])
    return passage if enough else None
