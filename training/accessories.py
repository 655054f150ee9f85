"""Make `people_accessory`: who of the accused did not fire.

Rows are the persons of folds 0-3 whom a careful reader, or the archive where nobody read the
article, holds for suspects or accessories. There are few accessories, so each counts for several.

    python -m training accessories        write the weights
"""

from __future__ import annotations

from pathlib import Path

from citydesk.reading.people.accessories import features
from training.linear import fit, write
from training.people import FOLDS, read_stories

FEW = 4.0
STRENGTH = 1.0


def train(corpus: Path) -> None:
    """Write the weights."""
    accused = [
        (features(person, story.page), label)
        for story in read_stories(corpus, FOLDS)
        for person, label in zip(story.page.people, story.labels, strict=True)
        if label in ("suspect", "accessory")
    ]
    wanted = [int(label == "accessory") for _, label in accused]
    weights = [FEW if one else 1.0 for one in wanted]
    rows = [row for row, _ in accused]
    bias, found = fit(rows, wanted, weights=weights, strength=STRENGTH, min_count=4)
    made_from = f"{len(wanted)} persons accused in folds 0-3, {sum(wanted)} of them accessories"
    write("people_accessory", bias, found, made_from)
