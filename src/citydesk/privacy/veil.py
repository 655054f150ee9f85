"""An account's words become those that may be published, and statements point into what is left.

What is withheld is replaced in the text itself, before anybody quotes, marks or counts anything in
it: a page cannot give away what it was never given.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citydesk.model import Account, Span, Statement
from citydesk.privacy.mask import Mask
from citydesk.privacy.unseen import NOT_LOOKED_AT

__all__ = ["FIELD_HIDDEN", "Veil", "veil_of"]

FIELD_HIDDEN = "[withheld by an editor]"
GAP = " ,.-"
"""What may stand between two pieces of one withheld name."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Characters `start` <= i < `end` that `words` replace."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Veil:
    """What is replaced in an account's text and in its title: cuts in order, none touching."""

    text: tuple[Cut, ...] = ()
    title: tuple[Cut, ...] = ()
    mask: Mask = dataclasses.field(default_factory=Mask)

    def account(self, account: Account) -> Account:
        """Return the account as it may be published."""
        return dataclasses.replace(
            account,
            text=_replaced(account.text, self.text),
            title=_replaced(account.title, self.title),
            outlet=self.mask.text(account.outlet),
            url=self.mask.apply(account.url, key="url") if account.url else None,
            parts=() if self.text else account.parts,  # they count characters of the whole text
        )

    def statement(self, statement: Statement) -> Statement:
        """Return a statement of that account with its spans where its words are now."""
        cue = statement.attribution.cue
        if not self.text and not self.title:
            return statement
        said = dataclasses.replace(statement.attribution, cue=self._span(cue) if cue else None)
        moved = tuple(self._span(span) for span in statement.evidence)
        return dataclasses.replace(statement, evidence=moved, attribution=said)

    def _span(self, span: Span) -> Span:
        cuts = self.title if span.part == "title" else self.text
        start, end = _moved(span.start, cuts, left=True), _moved(span.end, cuts, left=False)
        return dataclasses.replace(span, start=start, end=end)


def veil_of(
    account: Account, mask: Mask, hidden: Iterable[Span] = (), unseen: Iterable[Span] = ()
) -> Veil:
    """Return the veil of an account: withheld names, the spans of withheld fields, unseen names."""
    told = [(s, FIELD_HIDDEN) for s in hidden] + [(s, NOT_LOOKED_AT) for s in unseen]
    return Veil(
        _cuts(account.text, mask, [each for each in told if each[0].part == "text"]),
        _cuts(account.title, mask, [each for each in told if each[0].part == "title"]),
        mask,
    )


def _cuts(text: str, mask: Mask, hidden: Sequence[tuple[Span, str]]) -> tuple[Cut, ...]:
    found = [Cut(start, end, f"[name withheld: {why}]") for start, end, why in mask.cuts(text)]
    found += [Cut(span.start, span.end, why) for span, why in hidden if span.start < span.end]
    joined: list[Cut] = []
    for cut in sorted(found, key=lambda c: (c.start, -c.end)):
        last = joined[-1] if joined else None
        if last and cut.start < last.end:
            words = cut.words if last.words == NOT_LOOKED_AT else last.words
            joined[-1] = Cut(last.start, max(last.end, cut.end), words)
        elif last and cut.words == last.words and not text[last.end : cut.start].strip(GAP):
            joined[-1] = Cut(last.start, cut.end, last.words)
        else:
            joined.append(cut)
    return tuple(joined)


def _replaced(text: str, cuts: Sequence[Cut]) -> str:
    pieces, last = [], 0
    for cut in cuts:
        pieces += [text[last : cut.start], cut.words]
        last = cut.end
    return "".join([*pieces, text[last:]])


def _moved(at: int, cuts: Sequence[Cut], *, left: bool) -> int:
    """Return where a position is now; one within a cut goes to its left or right end."""
    shift = 0
    for cut in cuts:
        if at <= cut.start:
            break
        if at < cut.end:
            return cut.start + shift + (0 if left else len(cut.words))
        shift += len(cut.words) - (cut.end - cut.start)
    return at + shift
