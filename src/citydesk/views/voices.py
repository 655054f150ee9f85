"""Statements become voices: the words in their sentence, who said them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote as url_quote

from citydesk.base.clock import order
from citydesk.base.quoting import quoted
from citydesk.model import Statement
from citydesk.privacy.door import Seen
from citydesk.words import published_words, said_by, time_words

__all__ = [
    "Chorus",
    "Voice",
    "account_link",
    "chorus",
    "first_told",
    "published_first",
    "tellers",
    "voice_of",
]

PLACED = {"official": 0, "agency": 0, "document": 0, "sensor": 1, "family": 1, "lawyer": 1}
"""Who is heard first: those in a position to know. The outlets themselves and others follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One statement as a person reads it, with the link that lights its words in the account."""

    statement: str
    outlet: str
    said: str
    before: str
    words: str
    after: str
    link: str
    published: str
    kind: str
    certainty: str
    quoted: bool = False
    party: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chorus:
    """All who tell a thing: every voice once, best placed first; copies are named, not heard."""

    voices: tuple[Voice, ...] = ()
    copies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.voices)

    @property
    def outlets(self) -> tuple[Voice, ...]:
        """The first voice of each outlet."""
        return tuple({voice.outlet: voice for voice in reversed(self.voices)}.values())[::-1]


def chorus(seen: Seen, ids: Iterable[str]) -> Chorus:
    """Return who tells these statements."""
    held = [seen.statements[i] for i in dict.fromkeys(ids) if i in seen.statements]
    copies = {t.account for t in seen.record.tellings if t.copy_of}
    ranked = sorted(held, key=lambda s: _order(seen, s, copies))
    own = [s for s in ranked if s.account not in copies] or ranked
    first: dict[tuple[str, str], Statement] = {}
    for statement in own:
        first.setdefault((statement.account, said_by(statement.attribution)), statement)
    repeated = {seen.accounts[s.account].outlet for s in ranked if s.account in seen.accounts}
    heard = {seen.accounts[s.account].outlet for s in own if s.account in seen.accounts}
    voices = (voice_of(seen, statement) for statement in first.values())
    return Chorus(voices=tuple(v for v in voices if v), copies=tuple(sorted(repeated - heard)))


def voice_of(seen: Seen, statement: Statement) -> Voice | None:
    """Return a statement as a voice; None where its account is not at hand."""
    account = seen.accounts.get(statement.account)
    found = quoted(statement, seen.accounts)
    if account is None or found is None:
        return None
    return Voice(
        statement=statement.id,
        outlet=account.outlet,
        said=said_by(statement.attribution),
        before=_inner(found.before),
        words=_inner(found.words),
        after=_inner(found.after),
        link=account_link(statement.account, statement.id),
        published=published_words(account.published),
        kind=statement.attribution.speaker.kind,
        certainty=statement.certainty,
        party=statement.id in seen.record.parties,
        quoted=statement.attribution.quoted,
    )


def account_link(account: str, statement: str | None = None) -> str:
    """Return the address of an account's page; of the words of one statement in it."""
    return f"/accounts/{url_quote(account)}{f'#s-{statement}' if statement else ''}"


def tellers(seen: Seen, ids: Sequence[str]) -> str:
    """Return the outlets that tell these statements, each once, in the order of publication."""
    told = [seen.statements[i] for i in ids if i in seen.statements]
    names = [seen.accounts[s.account] for s in told if s.account in seen.accounts]
    return ", ".join(
        dict.fromkeys(a.outlet for a in sorted(names, key=lambda a: order(a.published)))
    )


def first_told(seen: Seen, ids: Iterable[str]) -> str:
    """Return when the first of these statements came out: "Sat Oct 19, 2024, 6:15 a.m."."""
    told = (seen.statements[i].account for i in ids if i in seen.statements)
    dates = (seen.accounts[a].published for a in told if a in seen.accounts)
    first = min((date for date in dates if date), key=order, default=None)
    return time_words(first) if first else "no date"


def published_first(seen: Seen, ids: Iterable[str]) -> str:
    """Return what sorts values by when they were first told."""
    told = (seen.statements[i].account for i in ids if i in seen.statements)
    return min((order(seen.accounts[a].published) for a in told if a in seen.accounts), default="")


def _order(seen: Seen, statement: Statement, copies: set[str]) -> tuple[bool, int, str, float, str]:
    placed = PLACED.get(statement.attribution.speaker.kind, len(PLACED))
    account = seen.accounts.get(statement.account)
    when = order(account.published) if account else ""
    return statement.account in copies, placed, when, -statement.probability, statement.id


def _inner(words: str) -> str:
    """Return words that stand inside quotation marks of ours, their own ones made single."""
    return words.replace("\n", " ").replace("“", "‘").replace("”", "’").replace('"', "'")
