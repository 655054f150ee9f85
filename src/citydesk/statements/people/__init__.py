"""Finds the people of an account: who they are, what they are in the story, what became of them.

words → names → persons → roles → mentions. A grammar finds every name; trained weights say who of
them is a victim or a suspect of the incident; rules read ages, outcomes and those without a name.
"""

from __future__ import annotations

from citydesk.model import Mention, Person, Span
from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed
from citydesk.statements.people.chains import Someone, people_of
from citydesk.statements.people.features import Page, page_of
from citydesk.statements.people.names import names_of
from citydesk.statements.people.roles import age_of, role_of
from citydesk.statements.people.words import words_of

__all__ = ["find"]


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return the persons that an account tells of, and what became of them."""
    title, text = words_of(parsed.account.title, "title"), words_of(parsed.account.text)
    people = people_of(names_of(title), names_of(text))
    page = page_of(title, text, people)
    return [_mention(person, page) for person in people]


def _mention(person: Someone, page: Page) -> Mention:
    role, probability = role_of(person, page)
    best, told = person.best, age_of(person)
    spans: list[Span] = [best.words.span(best.first, best.last)]
    if told:
        spans.append(person.full[told[2]].words.span(*told[1]))
    value = Person(role=role, name=best.text, age=told[0] if told else None)
    return Mention(field="person", spans=tuple(spans), value=value, probability=probability)
