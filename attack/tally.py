"""What was tried, how often, and what broke."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["FOUND", "Tally"]

FOUND = Path(__file__).parents[1] / "build" / "attack"


@dataclass(slots=True)
class Tally:
    """One kind of attack. `faults` are one line for each thing that broke."""

    what: str
    tried: int = 0
    note: str = ""
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def one(self, given: bytes | str, *expected: type[BaseException]) -> Iterator[None]:
        """Count one try; an error that is not expected is a fault, and what brought it is kept."""
        self.tried += 1
        try:
            yield
        except expected:
            return
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            told = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}: {error}"
            self.fault(told[:200], given, told.partition(": ")[0])

    def fault(self, told: str, given: bytes | str = b"", kind: str = "") -> None:
        """Note a fault of a kind once, and keep what brought it."""
        if any(each.startswith(kind or told) for each in self.faults):
            return
        self.faults.append(told)
        FOUND.mkdir(parents=True, exist_ok=True)
        name = f"{self.what.replace(' ', '-').replace('/', '-')}-{len(self.faults)}"
        body = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")
        (FOUND / name).write_bytes(body)
