"""Finds the people of an account: who they are, what they are in the story, what became of them.

words → names → persons → roles → mentions. A grammar finds every name; trained weights say who of
them is a victim or a suspect of the incident; rules read ages, outcomes and those without a name.
"""

from __future__ import annotations

from citydesk.model import Mention, Person, Role, Span
from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed
from citydesk.statements.people.chains import Someone
from citydesk.statements.people.reading import page_of_account
from citydesk.statements.people.roles import age_of, roles_of

__all__ = ["find"]


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return the persons that an account tells of, and what became of them."""
    page, places = page_of_account(parsed, context)
    roles = roles_of(page)
    return [
        _mention(person, role, probability)
        for person, (role, probability) in zip(page.people, roles, strict=True)
    ]


def _mention(person: Someone, role: Role, probability: float) -> Mention:
    best, told = person.best, age_of(person)
    spans: list[Span] = [best.words.span(best.first, best.last)]
    if told:
        spans.append(person.full[told[2]].words.span(*told[1]))
    value = Person(role=role, name=best.text, age=told[0] if told else None)
    return Mention(field="person", spans=tuple(spans), value=value, probability=probability)
