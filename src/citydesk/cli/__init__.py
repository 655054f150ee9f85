"""The command `citydesk`: the only place that prints, and the only one that exits.

`main.py` holds the commands and turns errors into one line and an exit code; each other module
does one command's work. `page/` draws a record. What needs the reader is imported where it is used,
so that looking at a desk starts quickly.
"""

from citydesk.cli.main import main

__all__ = ["main"]
