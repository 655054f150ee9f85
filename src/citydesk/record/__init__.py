"""The stage `fuse`: the reports of one incident become its record.

`told.py` weighs statements, `sources.py` says whose word each is, `fields/` declares how the values
of each field compare, `settling.py` prefers and says why, `fusing.py` composes them with the
people, the timeline and the questions. `asides.py`, `contradicted.py` and `overtaken.py` mark what
one field's statements say about another's.
"""

from __future__ import annotations

from citydesk.record.fusing import fuse

__all__ = ["fuse"]
