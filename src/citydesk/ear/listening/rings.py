"""The last seconds of a sensor's sound, in memory only, never more than was asked for."""

from __future__ import annotations

from collections import deque

import numpy as np

from citydesk.ear.solving import Floats


class Ring:
    """Sound of the last `seconds` s; older sound is gone for good."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._chunks: deque[tuple[float, float, Floats]] = deque()

    def add(self, start: float, rate: float, samples: Floats) -> None:
        """Add samples (n,) that began at `start` s, and let go of what is too old."""
        self._chunks.append((start, rate, samples))
        newest = start + len(samples) / rate
        while self._chunks and self._end(0) < newest - self._seconds:
            self._chunks.popleft()

    def _end(self, at: int) -> float:
        start, rate, samples = self._chunks[at]
        return start + len(samples) / rate

    def between(self, first: float, last: float) -> tuple[Floats, float, float] | None:
        """Return samples, samples a second and start of what is held of [first, last] s."""
        parts, begin, told_rate = [], None, 0.0
        for start, rate, samples in self._chunks:
            low = max(int((first - start) * rate), 0)
            high = min(int((last - start) * rate), len(samples))
            if high > low and (not told_rate or rate == told_rate):
                begin = start + low / rate if begin is None else begin
                told_rate = rate
                parts.append(samples[low:high])
        if begin is None:
            return None
        return np.concatenate(parts), told_rate, begin

    def tail(self, seconds: float) -> tuple[Floats, float, float] | None:
        """Return the last `seconds` s."""
        if not self._chunks:
            return None
        return self.between(self._end(-1) - seconds, self._end(-1) + 1.0)
