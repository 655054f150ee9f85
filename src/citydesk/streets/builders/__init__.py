"""Files of streets become features: OpenStreetMap, TIGER, OpenAddresses, plain tables of addresses.

`add` is the verb: it looks into a file, chooses its reader, and makes an index of what it tells.
"""

from citydesk.streets.builders.adding import Progress, add, kind_of

__all__ = ["Progress", "add", "kind_of"]
