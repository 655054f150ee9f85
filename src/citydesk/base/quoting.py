"""The words that a statement rests on, with a little of what stands around them in the account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from citydesk.base.lead import split_lead
from citydesk.model import Account, Span, Statement, quote

__all__ = ["Quoted", "quoted", "shortened", "words_of"]

_EDGE = 70
_LEAD = 4_000  # characters within which a file's own lead ends
_ENDS = re.compile(
    r"(?<!\bDr)(?<!\bLt)(?<!\bSt)(?<!\bMr)(?<!\bMs)(?<!\bSgt)(?<!\bJr)(?<![ap]\.m)(?<!\b[A-Z])"
    r"[.!?][\"”’)]{0,2}\s+(?=[A-Z“\"‘])"
)
"""Where a sentence ends, as far as a quotation's edge must know."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that a statement rests on, with a little of what stands around them."""

    before: str
    words: str
    after: str

    @property
    def inner(self) -> Quoted:
        """The same on one line, its own quotation marks made single to stand between others."""
        return Quoted(*(_inner(piece) for piece in (self.before, self.words, self.after)))


def quoted(
    statement: Statement, accounts: Mapping[str, Account], edge: int = _EDGE
) -> Quoted | None:
    """Return a statement's words with up to `edge` characters of their own line on both sides."""
    account = accounts.get(statement.account)
    span = statement.evidence[0] if statement.evidence else None
    if account is None or not isinstance(span, Span):
        return None
    text = account.title if span.part == "title" else account.text
    lead = split_lead(text[:_LEAD])[1] if span.part == "text" and span.start < _LEAD else 0
    before = text[max(min(lead, span.start), span.start - edge) : span.start].lstrip()
    after = text[span.end : span.end + edge]
    return Quoted(
        _shorten(before, span.start - lead > edge, left=True),
        text[span.start : span.end],
        _shorten(after, span.end + edge < len(text), left=False),
    )


def words_of(statement: Statement, accounts: Mapping[str, Account]) -> str:
    """Return the exact words that a statement rests on, pieces joined by an ellipsis."""
    account = accounts.get(statement.account)
    if account is None:
        return ""
    spans = [s for s in statement.evidence if isinstance(s, Span)]
    return " … ".join(quote(account, s) for s in spans)


def shortened(text: str, edge: int, *, left: bool) -> str:
    """Return the `edge` characters of a text beside the words, on their left or their right."""
    if len(text) <= edge:
        return text
    return _shorten(text[-edge:] if left else text[:edge], True, left=left)


def _shorten(text: str, cut: bool, *, left: bool) -> str:
    """Keep to the words' own sentence and line, and to whole words where the edge cut one."""
    rows = text.split("\n")
    kept = rows[-1] if left else rows[0]
    ends = list(_ENDS.finditer(kept))
    if ends:
        return kept[ends[-1].end() :] if left else kept[: ends[0].end()].rstrip()
    if len(rows) > 1 or not cut:
        return kept
    pieces = kept.split(" ", 1) if left else kept.rsplit(" ", 1)
    whole = pieces[-1] if left else pieces[0]
    return f"… {whole}" if left else f"{whole} …"


def _inner(words: str) -> str:
    return words.replace("\n", " ").replace("“", "‘").replace("”", "’").replace('"', "'")
