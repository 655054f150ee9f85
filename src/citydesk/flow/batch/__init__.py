"""A whole archive at once, on any engine: Parquet in, Parquet out, no desk between.

`flow.py` is the flow, `chains.py` finds what hangs together, `tables.py` reads and writes.
"""

from __future__ import annotations

from citydesk.flow.batch.flow import Batch, Fused, batch
from citydesk.flow.batch.tables import TABLES, captures_of, write_tables

__all__ = ["TABLES", "Batch", "Fused", "batch", "captures_of", "write_tables"]
