"""The stage `link`: reports become incidents, with a reason for each decision.

    side ─▶ keys ─▶ candidates ─▶ compare ─▶ cluster

`sides.py` makes a report comparable, `blocking.py` finds what is worth comparing, `features.py` and
`scoring.py` weigh two sides, `clustering.py` and `judging.py` decide, `linking.py` composes them.
"""

from __future__ import annotations

from citydesk.linking.blocking import CROWD, keys
from citydesk.linking.clustering import LEVELS, MOST, UNCOMPARED, joined
from citydesk.linking.company import CLOSE, COMPANY, Links, with_company
from citydesk.linking.judging import Bonds, bonds
from citydesk.linking.linking import Shape, cell_incidents, cluster, link, shape, within
from citydesk.linking.packing import packed, unpacked
from citydesk.linking.scoring import compare, score
from citydesk.linking.sides import Side, side
from citydesk.linking.sketches import at_most, sketch

__all__ = [
    "CLOSE",
    "COMPANY",
    "CROWD",
    "LEVELS",
    "MOST",
    "UNCOMPARED",
    "Bonds",
    "Links",
    "Shape",
    "Side",
    "at_most",
    "bonds",
    "cell_incidents",
    "cluster",
    "compare",
    "joined",
    "keys",
    "link",
    "packed",
    "score",
    "shape",
    "side",
    "sketch",
    "unpacked",
    "with_company",
    "within",
]
