"""The whole page: headline, one line that sums it up, then the sections in a reader's order."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from citydesk.base.disputes import contested_findings, open_questions
from citydesk.cli.page.disputes import disputes
from citydesk.cli.page.facts import facts
from citydesk.cli.page.people import people
from citydesk.cli.page.questions import questions
from citydesk.cli.page.shown import Shown
from citydesk.cli.page.tellings import tellings
from citydesk.cli.page.timeline import timeline
from citydesk.cli.terminal import text
from citydesk.words import counted, moment_words

__all__ = ["print_record", "summary"]


def print_record(screen: Console, shown: Shown) -> None:
    """Print a record as a page."""
    record = shown.record
    screen.print(text(record.headline or "An incident without a headline", "bold"))
    screen.print(text(summary(shown), "dim"))
    if record.as_of:
        screen.print(text(f"As of {moment_words(record.as_of)} {record.as_of:%Z}", "blue"))
    for section in (facts, disputes, timeline, people, questions, tellings):
        parts = list(section(shown))
        if parts:
            screen.print(Text())
        for part in parts:
            screen.print(part)


def summary(shown: Shown) -> str:
    """Return how much stands behind a record and how much of it is open, in one line."""
    record = shown.record
    independent = len({t.outlet for t in record.tellings if not t.copy_of})
    contested = len(contested_findings(record))
    still_open = len(open_questions(record))
    parts = [
        counted(len({t.account for t in record.tellings}), "account"),
        counted(independent, "outlet"),
        counted(contested, "dispute") if contested else "no disputes",
        counted(still_open, "open question") if still_open else "no open questions",
    ]
    return f"{record.id} · " + " · ".join(parts)
