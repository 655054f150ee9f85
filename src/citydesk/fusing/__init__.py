"""The stage `fuse`: the reports of one incident become its record.

`testimony.py` weighs statements, `sources.py` says whose word each is, and `marks.py` lists what
speaks for or against using each. `fields/` declares how the values of each field compare, `case.py`
groups what is told, `settling.py` prefers and says why, and `fusing.py` composes the findings with
the people, the timeline and the questions; `hearing.py` says whom of thousands it asks.
`history.py` tells what changed from one state of a record to the next.
"""

from __future__ import annotations

from citydesk.fusing.fusing import fuse
from citydesk.fusing.hearing import MOST as ALL_HEARD
from citydesk.fusing.hearing import heard, people_told, telling
from citydesk.fusing.history import Difference, changes, differences

__all__ = [
    "ALL_HEARD",
    "Difference",
    "changes",
    "differences",
    "fuse",
    "heard",
    "people_told",
    "telling",
]
