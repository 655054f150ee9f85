"""A record with what is needed to show it: its accounts, its statements, and how to quote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from citydesk.base.clean import clean
from citydesk.base.quoting import quoted
from citydesk.cli.terminal import text
from citydesk.model import Account, Record, Statement
from citydesk.words import said_by, time_words

__all__ = ["Shown"]

_QUOTE = "italic"
_PLACED = {"official": 0, "agency": 0, "document": 0, "sensor": 1, "family": 1, "lawyer": 1}
"""Who is shown first: those in a position to know. The outlets themselves and others follow."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, its accounts by id, and the statements that it cites by id."""

    record: Record
    accounts: Mapping[str, Account]
    statements: Mapping[str, Statement]

    def told(self, ids: Iterable[str]) -> list[Statement]:
        """Return the statements that are at hand: best placed speakers first, copies last."""
        held = [self.statements[i] for i in ids if i in self.statements]
        return sorted(held, key=self._order)

    def voices(self, ids: Iterable[str], most: int = 2) -> list[Text]:
        """Return one line for each of the best statements: the words, then who says so.

        Statements of one chain of speakers are one voice. Copies are not heard but named.
        """
        told = self.told(ids)
        own = [s for s in told if not self._copy(s)] or told
        voices = {said_by(s.attribution): s for s in reversed(own)}
        heard = dict.fromkeys(said_by(s.attribution) for s in own)
        lines = [self.voice(voices[said]) for said in list(heard)[:most]]
        rest = [f"and {len(heard) - most} more"] if len(heard) > most else []
        copies = {self.accounts[s.account].outlet for s in told if s not in own}
        rest += [f"also carried by {', '.join(sorted(copies))}"] if copies else []
        return [*lines, text("; ".join(rest), "dim")] if rest else lines

    def voice(self, statement: Statement) -> Text:
        """Return the words of a statement in their sentence, and the chain of speakers."""
        found = quoted(statement, self.accounts, edge=40)
        out = Text()
        if found:
            out.append("“", "dim")
            out.append(_inner(found.before), f"dim {_QUOTE}")
            out.append(_inner(found.words), _QUOTE)
            out.append(_inner(found.after), f"dim {_QUOTE}")
            out.append("”", "dim")
            out.append(" — ", "dim")
        out.append_text(text(said_by(statement.attribution)))
        if statement.certainty not in ("asserted", "unknown"):
            out.append(f" [{statement.certainty}]", "yellow")
        if statement.id in self.record.parties:
            out.append(" [a party to the incident]", "yellow")
        return out

    def outlets(self, ids: Sequence[str]) -> str:
        """Return the outlets that tell these statements, in the order of publication."""
        told = sorted(self.told(ids), key=self._published)
        names = (a.outlet for s in told if (a := self.accounts.get(s.account)))
        return ", ".join(dict.fromkeys(names))

    def first_told(self, ids: Iterable[str]) -> str:
        """Return what sorts values by when they were told first."""
        return min((self._published(s) for s in self.told(ids)), default="")

    def when_told(self, ids: Iterable[str]) -> str:
        """Return when the first of these statements was published: "Sat Aug 5, 2023, 8:00 a.m."."""
        told = sorted(self.told(ids), key=self._published)
        account = self.accounts.get(told[0].account) if told else None
        return time_words(account.published) if account and account.published else "no date"

    def _order(self, statement: Statement) -> tuple[bool, int, str, float, str]:
        placed = _PLACED.get(statement.attribution.speaker.kind, len(_PLACED))
        when = self._published(statement)
        return self._copy(statement), placed, when, -statement.probability, statement.id

    def _copy(self, statement: Statement) -> bool:
        return any(t.copy_of for t in self.record.tellings if t.account == statement.account)

    def _published(self, statement: Statement) -> str:
        account = self.accounts.get(statement.account)
        return account.published.start.isoformat() if account and account.published else ""


def _inner(words: str) -> str:
    return clean(words).replace("\n", " ").replace("“", "‘").replace("”", "’").replace('"', "'")
