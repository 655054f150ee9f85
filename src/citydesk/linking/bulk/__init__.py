"""A whole table of reports becomes incidents at once: what `link` does, for a million of them.

    table ─▶ columns ─▶ candidate pairs ─▶ scores ─▶ cells ─▶ clusters

No object is made of a report, pairs are scored some hundred thousand at a time and in several
processes, and a pair that cannot reach what is asked for is dropped before the costly evidence is
looked at. No reasons are made: `compare` gives them for a pair that a person looks at.
"""

from __future__ import annotations

from citydesk.linking.bulk.gathering import Gathering, gather
from citydesk.linking.bulk.tables import columns_of_table, link_table

__all__ = ["Gathering", "columns_of_table", "gather", "link_table"]
