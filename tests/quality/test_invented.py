"""Invented stories that nothing was tuned on: the share that is read wholly right does not fall."""

from __future__ import annotations

from benchmarks.invented import figures, stories

LEAST = 0.57
"""As measured when they were written (.60), less two stories of sixty."""


def test_so_many_are_wholly_right() -> None:
    assert len(stories()) == 60
    assert figures()["all"] >= LEAST
