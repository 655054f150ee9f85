"""The stage `link`: reports become incidents, with a reason for each decision.

    profile ─▶ folding ─▶ keys ─▶ candidates ─▶ scores ─▶ cells ─▶ clusters

`profiles.py` makes a report comparable, `blocking.py` finds what is worth comparing, `evidence.py`
declares what is weighed and `scoring.py` weighs it, `cells.py`, `clustering.py` and `judging.py`
decide, `linking.py` composes them. `live/` does the same on a desk that grows, `bulk/` on tables.
"""

from __future__ import annotations

from citydesk.linking.blocking import CROWD, keys
from citydesk.linking.candidates import pairs
from citydesk.linking.cells import LEVELS, MOST
from citydesk.linking.clustering import UNCOMPARED
from citydesk.linking.codec import packed, unpacked
from citydesk.linking.columns import row_of
from citydesk.linking.folding import LEADERS, Alike, echoes, signed
from citydesk.linking.judging import Bonds, bonds
from citydesk.linking.linking import Shape, cluster, incidents, link, shape
from citydesk.linking.profiles import Profile, profile
from citydesk.linking.scoring import at_most, compare
from citydesk.linking.weighing import Match, Weigher, Weighing, matches_of

__all__ = [
    "CROWD",
    "LEADERS",
    "LEVELS",
    "MOST",
    "UNCOMPARED",
    "Alike",
    "Bonds",
    "Match",
    "Profile",
    "Shape",
    "Weigher",
    "Weighing",
    "at_most",
    "bonds",
    "cluster",
    "compare",
    "echoes",
    "incidents",
    "keys",
    "link",
    "matches_of",
    "packed",
    "pairs",
    "profile",
    "row_of",
    "shape",
    "signed",
    "unpacked",
]
