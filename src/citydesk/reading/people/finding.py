"""Finds the people of an account: who they are, what they are in the story, what became of them.

words → names → persons → roles → mentions. A grammar finds every name; trained weights say who of
them is a victim or a suspect of the incident; rules read ages, outcomes and those without a name.
"""

from __future__ import annotations

from citydesk.model import Mention
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.people.accessories import with_accessories
from citydesk.reading.people.mentions import mentions_of
from citydesk.reading.people.reading import page_of_account
from citydesk.reading.people.roles import roles_of
from citydesk.reading.people.settling import settled
from citydesk.reading.people.shooters import with_shooters
from citydesk.reading.people.unhurt import without_unhurt

__all__ = ["find", "settled"]


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return the persons that an account tells of, and what became of them."""
    page, places = page_of_account(parsed, context)
    roles = without_unhurt(page, with_shooters(page, roles_of(page)))
    roles = with_accessories(page, roles)
    return mentions_of(page, places, roles)
