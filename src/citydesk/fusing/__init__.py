"""The stage `fuse`: the reports of one incident become its record.

`told.py` weighs statements, `sources.py` says whose word each is, `fields/` declares how the values
of each field compare, `settling.py` prefers and says why, `fusing.py` composes them with the
people, the timeline and the questions. `plausible.py` says what cannot be; `asides.py`,
`beforehand.py`, `contradicted.py` and `overtaken.py` mark what one field's statements say about
another's. `history.py` tells what changed from one state of a
record to the next.
"""

from __future__ import annotations

from citydesk.fusing.fusing import fuse
from citydesk.fusing.history import Difference, changes, differences

__all__ = ["Difference", "changes", "differences", "fuse"]
