"""What a run has passed over on its way, and how far it is: for bars, and for the last line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Tally"]


@dataclass(slots=True)
class Tally:
    """`passed` counts what was not taken, by what it is; bytes of the file under way were read."""

    passed: Counter[str] = field(default_factory=Counter)
    read: int = 0
    size: int = 0

    @property
    def share(self) -> float | None:
        """Which share of the file under way has been read, None while nobody knows."""
        return min(1.0, self.read / self.size) if self.size else None
