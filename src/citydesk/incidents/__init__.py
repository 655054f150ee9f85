"""The stage `link`: reports become incidents, with a reason for each decision.

    side ─▶ keys ─▶ candidates ─▶ compare ─▶ cluster

`sides.py` makes a report comparable, `blocking.py` finds what is worth comparing, `features.py` and
`scoring.py` weigh two sides, `clustering.py` and `judging.py` decide, `linking.py` composes them.
"""

from __future__ import annotations

from citydesk.incidents.blocking import CROWD, keys
from citydesk.incidents.clustering import LEVELS, MOST
from citydesk.incidents.linking import cluster, link
from citydesk.incidents.scoring import compare
from citydesk.incidents.sides import Side, side

__all__ = ["CROWD", "LEVELS", "MOST", "Side", "cluster", "compare", "keys", "link", "side"]
