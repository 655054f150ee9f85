"""The memory of linking: reports find their place one by one, without loading the desk.

`graph.py` is what it needs of whoever keeps the desk; `memory.py` fetches profiles, `upkeep.py`
keeps the partitions true, `neighbourhoods.py` finds one from its reports outwards, `growing.py`
puts these together.
"""

from __future__ import annotations

from citydesk.linking.live.graph import Graph
from citydesk.linking.live.growing import LiveLinking

__all__ = ["Graph", "LiveLinking"]
