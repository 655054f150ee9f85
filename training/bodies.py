"""Make `bodies`: whether a page's text tells the story of its title.

Made from folds 0-3: the pages that careful readers found to be boilerplate, or to tell of nothing,
against all others. Round-ups are left out.

    python -m training bodies        write the weights
    python -m training.bodies        cross-validate by fold
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from citydesk.accounts import account_of_json
from citydesk.base.linear import Linear
from citydesk.reading.bodies import EMPTY, features
from citydesk.reading.furniture import furniture
from citydesk.reading.parsed import parse
from training.linear import fit, write
from training.truth import truths

Rows = list[tuple[int, dict[str, float], int]]


def rows_of(corpus: Path) -> Rows:
    """Return fold, features and 1 for an empty page, of each article of the training folds."""
    known = truths(corpus)
    rows: Rows = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            truth = known[row["id"]]
            if row["fold"] < 4 and truth.kind != "roundup":
                parsed = parse(account_of_json(row))
                found = features(parsed, furniture(parsed.sentences))
                if not found:
                    continue
                rows.append((row["fold"], found, int(truth.kind in ("junk", "none"))))
    return rows


def train(corpus: Path) -> None:
    """Write the weights."""
    rows = rows_of(corpus)
    bias, weights = fit([found for _, found, _ in rows], [empty for *_, empty in rows])
    write(
        "bodies",
        bias,
        weights,
        f"{len(rows)} articles of folds 0-3, {sum(e for *_, e in rows)} empty",
    )


def check(corpus: Path) -> None:
    """Print how many empty pages are found, and how many others are taken for them."""
    rows = rows_of(corpus)
    tally = {(empty, told): 0 for empty in (0, 1) for told in (False, True)}
    for fold in range(4):
        kept = [row for row in rows if row[0] != fold]
        model = Linear(*fit([found for _, found, _ in kept], [empty for *_, empty in kept]))
        for _, found, empty in (row for row in rows if row[0] == fold):
            tally[empty, model.probability(found) >= EMPTY] += 1
    print(f"empty: {tally[1, True]} found, {tally[1, False]} missed")
    print(f"others: {tally[0, True]} taken for empty of {tally[0, True] + tally[0, False]}")


if __name__ == "__main__":
    check(Path("../shared/corpus"))
