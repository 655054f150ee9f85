"""The code book: what every field of a record and every column of the table of incidents holds.

    python -m citydesk.outputs.codebook > docs/codebook.md

The fields come from `fields.py`; a column that has no words here fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator

from citydesk.fields import FIELDS
from citydesk.outputs.tables import COLUMNS

__all__ = ["page"]

HOLDS = {
    "incident_id": "the incident; an old id leads to the one that it became part of",
    "date": "the day it happened, at the scene, ISO 8601",
    "time": "the time of day, in words",
    "edtf": "the time at its own precision, Extended Date/Time Format; `~` is about",
    "zone": "the time zone of the scene, IANA name",
    "state": "two-letter code",
    "city_or_county": "the city, or the county where no city is told",
    "address": "street, block, intersection or house, in the words of the account",
    "landmark": "a named spot",
    "lat": "degrees north, never more exact than `precision`",
    "lon": "degrees east",
    "precision": "what the point stands for: point, intersection, block … state",
    "radius_m": "metres around the point within which it happened",
    "kind": "what it was",
    "killed": "people killed, the shooter included: the least; 0 only where an account says none",
    "killed_max": "the most; empty where it is open (at least 3)",
    "injured": "people hurt who lived: the least; 0 only where an account says none",
    "injured_max": "the most; empty where it is open",
    "victims": "who is claimed: name, age, what became of them, condition",
    "suspects": "who is claimed: name, age, what became of them, charges",
    "date_status": "how the time stands: settled, single-source, contested, unknown",
    "place_status": "how the place stands",
    "killed_status": "how the toll of dead stands",
    "injured_status": "how the toll of wounded stands",
    "contested": "the fields on which accounts disagree",
    "open_questions": "how many questions nobody has answered",
    "accounts": "how many accounts tell of it",
    "sources": "how many outlets tell it in words of their own",
    "outlets": "who published them",
    "urls": "where they stand",
    "headline": "a plain headline made of the findings",
    "withheld": "what is withheld, with why; never the value",
    "revision": "a hash of the record's content",
}
INTRO = """# Code book

What the table of incidents (`citydesk export --format csv`) and the fields of a record hold.
This page is made by `python -m citydesk.outputs.codebook`.

**Empty is not nought.** An empty cell says that no account tells it; 0 says that an account tells
of none. Lists inside one cell are separated by ` | `.

In JSON `toll` has `min` and `max` of the dead and the wounded, and is null where no account tells
of them; an open range has a `max` of null. The older keys `killed` and `injured` hold the least
number, and 0 also where nobody is reported, because the bench's scorer counts so: use `toll`.
Whom the record knows of and does not claim carries `"claimed": false`; `facts` of a person holds
charges and the condition.

## The table of incidents

| column | holds |
|---|---|"""
FIELDS_INTRO = """
## The fields of a record

In JSON each stands under `findings` with its value, its status, the reason, and who said it.

| field | class | several | holds | column |
|---|---|---|---|---|"""


def page() -> str:
    """Return the page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    own = {field.column: field.means for field in FIELDS if field.column}
    yield INTRO
    for column in COLUMNS:
        yield f"| `{column}` | {own.get(column) or HOLDS[column]} |"
    yield FIELDS_INTRO
    for field in FIELDS:
        several, column = "yes" if field.many else "", f"`{field.column}`" if field.column else ""
        kind = field.holds.__name__
        yield f"| `{field.name}` | {kind} | {several} | {field.means} | {column} |"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201
