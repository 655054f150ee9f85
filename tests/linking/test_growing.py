"""Adding real accounts one by one, in any order, ends where linking all at once ends."""

from __future__ import annotations

import pytest

from benchmarks import growing
from benchmarks.linking import with_fingerprints
from benchmarks.reading import SHARED, articles, readings
from citydesk.model import Reading

CORPUS = SHARED / "corpus/articles.jsonl.gz"
MANY = 60  # accounts that stand together in the corpus; `benchmarks.growing` takes all of them

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="needs the articles in ../shared")


@pytest.fixture(scope="module")
def read() -> list[Reading]:
    return with_fingerprints(readings(articles({0})[:MANY], 1))


def test_three_shuffles_end_in_the_incidents_of_the_batch(read: list[Reading]) -> None:
    expected = growing.batch(read)
    grown = [growing.grow(growing.shuffled(read, seed)) for seed in range(3)]
    assert len(set(expected.values())) < len(read)
    for each in grown:
        assert each.homes == expected
        assert each.revisions == grown[0].revisions
        assert each.lost == ()
