"""What each time, place and number of an account is to its incident.

    words ─ proposals ─ features of the words around ─ trained weights ─ a label each

A time is of the shots, of an arrest, of a hearing; a place is the scene, a hospital, the police's
town; a number counts the killed, the wounded, the suspects. In the terms of event extraction:
every mention is an argument of some event, and this says of which. `citydesk export mentions`
writes them; the readers of values do not need them.
"""

from __future__ import annotations

from typing import Any

from citydesk.model import Account
from citydesk.reading.arguments.label import KINDS, Labelled, label
from citydesk.reading.context import survey
from citydesk.reading.language import unreadable
from citydesk.reading.parsed import parse

__all__ = ["Labelled", "label", "mention_row"]

NAMES = {"times": "event", "places": "role", "counts": "what"}
"""What the label of each kind is called in a row."""


def mention_row(account: Account) -> dict[str, Any]:
    """Return the labelled times, places and counts of an account at offsets into its text.

    `title` marks those whose offsets are into the title. What cannot be read has none.
    """
    parsed = parse(account)
    made = {} if unreadable(parsed) else label(parsed, survey(parsed))
    row: dict[str, Any] = {"account": account.id}
    for kind in KINDS:
        row[kind] = [_plain(each, NAMES[kind]) for each in made.get(kind, ())]
    return row


def _plain(each: Labelled, name: str) -> dict[str, Any]:
    sentence = each.proposal.sentence
    told: dict[str, Any] = {
        "start": sentence.start + each.proposal.start,
        "end": sentence.start + each.proposal.end,
        name: each.label,
        "probability": round(each.probability, 4),
    }
    return told | {"title": True} if sentence.part == "title" else told
