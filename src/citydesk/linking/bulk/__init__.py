"""Many sides become incidents by the column: what `link` does, for a million reports at once.

    sides ─▶ columns ─▶ candidate pairs ─▶ scores ─▶ components ─▶ clusters

The keys, the features, the weights and the clustering are those of the room; only the arithmetic is
done on arrays (numpy), some hundred thousand pairs at a time, and a pair whose score cannot reach
what is asked for is dropped before the costly features are looked at. Tests hold every score to
`compare` and the clusters to `link`. No reasons are made: `compare` gives them for a pair that a
person looks at.
"""

from __future__ import annotations

from citydesk.linking.bulk.columns import Columns, columns_of, joined
from citydesk.linking.bulk.linking import Gathering, gather
from citydesk.linking.bulk.scores import Scores
from citydesk.linking.bulk.tables import columns_of_table, link_table

__all__ = [
    "Columns",
    "Gathering",
    "Scores",
    "columns_of",
    "columns_of_table",
    "gather",
    "joined",
    "link_table",
]
