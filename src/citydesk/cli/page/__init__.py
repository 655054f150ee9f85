"""A record becomes a page for the terminal: what is known, disputed, and not known yet.

Each module draws one section from a `Shown`: the record with the words behind it.
"""

from citydesk.cli.page.shown import Shown
from citydesk.cli.page.whole import print_record

__all__ = ["Shown", "print_record"]
