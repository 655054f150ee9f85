"""Round-ups and police logs: one page, several incidents, a report for each.

    sentences ─ sections ─ each read as if it stood alone ─ together: the main report and the others

Pages whose paragraphs tell of separate incidents would otherwise add up to one that never was.
"""

from __future__ import annotations

from citydesk.reading.roundups.sections import sections, tells_its_day, without_others
from citydesk.reading.roundups.together import together

__all__ = ["sections", "tells_its_day", "together", "without_others"]
