"""Watched sources: what they are, how they are asked with manners, and what they show.

    source ─ poll (kinds/) ─▶ things as they are now, pages to look at, what the next question needs

Nothing here keeps anything: `flow/watching.py` gives the state and takes what came. A kind is one
function of `kinds/`, listed there.
"""

from citydesk.watching.asking import Answer, Asker, Manners, Unanswered
from citydesk.watching.denied import Denied
from citydesk.watching.kinds import look, poll
from citydesk.watching.model import KINDS, Named, Poll, Seen, Source
from citydesk.watching.sources import source_of

__all__ = [
    "KINDS",
    "Answer",
    "Asker",
    "Denied",
    "Manners",
    "Named",
    "Poll",
    "Seen",
    "Source",
    "Unanswered",
    "look",
    "poll",
    "source_of",
]
