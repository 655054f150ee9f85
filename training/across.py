"""Articles of the training folds read with role weights that never saw them.

Weights read the articles that they were made from too well: whoever learns from what a reader told
must learn from what it tells of articles that are new to it. Roles are what a record claims of
people, so their weights are made anew for each fold from the three others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from benchmarks.linking import with_fingerprints
from benchmarks.reading import articles, readings
from citydesk.model import Reading
from citydesk.reading.people import roles
from citydesk.reading.people.both import Both, both_of
from citydesk.reading.people.forest import forest_of
from citydesk.reading.people.story import story, weights_of
from training.people import (
    FOLDS,
    Told,
    first_looks,
    look_from_outside,
    read_stories,
    second_look,
    story_of,
)


def read_across(corpus: Path, jobs: int = 2) -> Iterator[Reading]:
    """Yield the readings of folds 0-3, each fold's by weights of the others."""
    stories = read_stories(corpus, FOLDS)
    for held in sorted(FOLDS):
        with _weights_of([s for s in stories if s.fold != held], FOLDS - {held}):
            yield from with_fingerprints(readings(articles({held}), jobs))


@contextmanager
def _weights_of(stories: list[Told], folds: frozenset[int]) -> Iterator[None]:
    """Read with weights made from these stories, in this process and those that it starts."""
    look_from_outside(stories, folds)
    trees = {side: forest_of(made) for side, made in second_look(stories).items()}
    whole, alone = (both_of(*each) for each in first_looks(stories))
    kinds = weights_of(story_of(stories))

    def looks(suffix: str = "") -> Both:
        return alone if suffix else whole

    with ExitStack() as stack:
        for name, made in (
            ("both", looks),
            ("forest", lambda name: trees),
            ("story", lambda title, text: story(title, text, kinds)),
        ):
            stack.enter_context(patch.object(roles, name, made))
        yield
