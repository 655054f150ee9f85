"""The views of a record on the terminal: what is known, disputed, and not known yet."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rich.console import Console
from rich.text import Text

from citydesk.cli.page.sections import accounts, brief, disputes, facts, people, questions
from citydesk.cli.page.timeline import timeline
from citydesk.cli.terminal import text
from citydesk.privacy.door import Seen
from citydesk.views.summary import summary
from citydesk.words import moment_words

__all__ = ["Section", "print_record"]


class Section(StrEnum):
    """A section of the page, in a reader's order."""

    brief = "brief"
    facts = "facts"
    disputes = "disputes"
    timeline = "timeline"
    people = "people"
    questions = "questions"
    accounts = "accounts"


_SECTIONS = {
    Section.brief: brief,
    Section.facts: facts,
    Section.disputes: disputes,
    Section.timeline: timeline,
    Section.people: people,
    Section.questions: questions,
    Section.accounts: accounts,
}


def print_record(screen: Console, seen: Seen, only: Sequence[Section] = ()) -> None:
    """Print a record as a page, or only some of its sections; the page has all but the brief."""
    record = seen.record
    screen.print(text(record.headline or "An incident without a headline", "bold"))
    screen.print(text(f"{record.id} · {summary(record)}", "dim"))
    if record.as_of:
        screen.print(text(f"As of {moment_words(record.as_of)} {record.as_of:%Z}", "blue"))
    for name, section in _SECTIONS.items():
        wanted = name in only if only else name is not Section.brief
        parts = list(section(seen)) if wanted else []
        if parts:
            screen.print(Text())
        for part in parts:
            screen.print(part)
