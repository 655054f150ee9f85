"""The stage `read`: accounts become statements.

    account ─ parsed ─ context ─ a reader's mentions ─ solid statements, sorted into reports

`parsed.py` splits the account, `context.py` says who speaks and what is background, a reader
proposes mentions (`builtin.py` composes the finders in `places/`, `times/`, `people/`, `toll/`
and `things/`), `solid.py` believes only what has its words in the account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from citydesk.model import Account, Mention, Reading
from citydesk.statements.builtin import BuiltinReader
from citydesk.statements.context import Context, survey
from citydesk.statements.parsed import Parsed, parse
from citydesk.statements.solid import solidify

__all__ = ["Reader", "read"]


class Reader(Protocol):
    """What reads accounts: proposes mentions for batches of parsed accounts, in order."""

    name: str

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each account, in the order given."""
        ...


def read(accounts: Iterable[Account], reader: Reader | None = None) -> Iterator[Reading]:
    """Read each account: yield its reports with their statements. Holds one account at a time."""
    reader = reader or BuiltinReader()
    for account in accounts:
        parsed = parse(account)
        context = survey(parsed)
        (mentions,) = reader.mentions([(parsed, context)])
        yield solidify(account, mentions, context, reader=reader.name)
