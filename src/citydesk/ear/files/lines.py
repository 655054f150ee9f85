"""JSON Lines, a line at a time: memory does not grow with the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from citydesk.ear.errors import UnusableSensors

LONGEST = 100_000


def rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the number of each line and the object on it; empty lines are passed over."""
    with path.open("rb") as lines:
        at = 0
        while line := lines.readline(LONGEST):
            at += 1
            if len(line) == LONGEST:
                raise UnusableSensors(f"{path}, line {at}: longer than {LONGEST} bytes")
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnusableSensors(f"{path}, line {at}: no JSON: {error}") from error
            if not isinstance(row, dict):
                raise UnusableSensors(f"{path}, line {at}: must be an object")
            yield at, row
