"""Where an address is: an index of streets made from open data, and the look-up in it.

::

    extract, shapefile, table ─▶ builders ─▶ features ─▶ stage ─▶ index (one SQLite file, read-only)
    words ─▶ grammar ─▶ address ─▶ lookup (ways to place it) ─▶ trust ─▶ answer or candidates

`grammar` says what the words of an address mean, `builders` make an index of what people can get
for their city, `finding` asks the indexes of a folder. Nothing here needs the network;
`online` asks geocoders of others, and only where it is told to.
"""

from __future__ import annotations

from citydesk.streets.finding import Streets
from citydesk.streets.grammar import Address, parse
from citydesk.streets.model import Answer, Area, Candidate, Outcome, Town

__all__ = ["Address", "Answer", "Area", "Candidate", "Outcome", "Streets", "Town", "parse"]
