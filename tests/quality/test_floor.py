"""Accuracy on real articles that nothing learned from may not fall without somebody saying so."""

from __future__ import annotations

import json

import pytest

from benchmarks import floor
from benchmarks.reading import SHARED

CORPUS = SHARED / "corpus/articles.jsonl.gz"


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the bench's articles in ../shared")
def test_no_figure_drops_by_more_than_half_a_point() -> None:
    held = json.loads(floor.FLOOR.read_text())
    measured = floor.measure()
    assert held, "an empty floor holds nothing"
    dropped = {
        name: (measured.get(name), value)
        for name, value in held.items()
        if measured.get(name, 0.0) < value - floor.ALLOWED
    }
    assert not dropped, "below the floor (measured, floor)"
