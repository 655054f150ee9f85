"""A record with what is needed to show it: its accounts, its statements, and how to quote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from citydesk.cli.terminal import text
from citydesk.model import Account, Record, Statement
from citydesk.outputs.clean import clean
from citydesk.outputs.words import quoted, said_by

__all__ = ["Shown"]

_QUOTE = "italic"


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, its accounts by id, and the statements that it cites by id."""

    record: Record
    accounts: Mapping[str, Account]
    statements: Mapping[str, Statement]

    def told(self, ids: Iterable[str]) -> list[Statement]:
        """Return the statements that are at hand, the ones that quote a speaker first."""
        held = [self.statements[i] for i in ids if i in self.statements]
        return sorted(held, key=lambda s: (-s.probability, self._published(s), s.id))

    def voices(self, ids: Iterable[str], most: int = 2) -> list[Text]:
        """Return one line for each of the best statements: the words, then who says so.

        Statements of one outlet in the same words are one voice; the rest is counted.
        """
        lines: list[Text] = []
        seen: set[str] = set()
        rest: set[str] = set()
        for statement in self.told(ids):
            said = said_by(statement.attribution)
            if said in seen:
                continue
            if len(lines) < most:
                lines.append(self.voice(statement))
                seen.add(said)
            else:
                rest.add(said)
        if rest:
            lines.append(text(f"+ {len(rest)} more who say so", "dim"))
        return lines

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
        return out

    def outlets(self, ids: Sequence[str]) -> str:
        """Return the outlets that tell these statements, in the order of publication."""
        told = sorted(self.told(ids), key=self._published)
        names = (a.outlet for s in told if (a := self.accounts.get(s.account)))
        return ", ".join(dict.fromkeys(names))

    def _published(self, statement: Statement) -> str:
        account = self.accounts.get(statement.account)
        return account.published.start.isoformat() if account and account.published else ""


def _inner(words: str) -> str:
    return clean(words).replace("\n", " ").replace("“", "‘").replace("”", "’").replace('"', "'")
