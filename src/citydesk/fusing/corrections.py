"""A correction takes back what was told before: it is kept, and no longer stands against the new.

Two ways to correct, both by the words around a statement:

* "An earlier version of this story said that the boy had been killed" retracts that death, and what
  the same outlet has told so before.
* "Three people were killed, not four, the coroner said, correcting an earlier count" replaces every
  other count that was told before it, by whomever. It is believed of an official or of the outlet
  that told the other count itself; for anybody else it is one more voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from citydesk.fusing.testimony import Testimony
from citydesk.model import Account, Count, Span, Value
from citydesk.words import NOT_REPORTED

__all__ = ["corrected", "retracted"]

AROUND = (
    250  # characters before and after a statement's words within which its sentence is looked for
)
DEATHS = frozenset({"killed", "outcome", "kind"})
"""What is retracted as a whole; of other fields such a sentence may correct some other part."""
OFFICIAL = frozenset({"official", "agency", "document"})
_RETRACTS = re.compile(
    r"(?i)\b(?:earlier|previous|prior) (?:version|edition)s? of (?:this|the|our) (?:story|report|"
    r"post|article|headline)\b[^.]{0,80}?\b(?:said|stated|reported|misstated|listed|told|had)\b"
)
_CORRECTS = re.compile(
    r"(?i)\b(?:correct(?:s|ed|ing|ion)\b|revis(?:es|ed|ing)\b|"
    r"(?:lower|reduc)(?:s|es|ed|ing) (?:the|its|their)|"
    r"not (?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?! of))"
)
_END = re.compile(r"[.!?][\"”’]?\s|\n")


def retracted(told: Sequence[Testimony], accounts: Mapping[str, Account]) -> set[str]:
    """Return the deaths that their own outlet has taken back, and what was told with them."""
    deaths = [t for t in told if t.statement.field in DEATHS]
    within = {t.id for t in deaths if _RETRACTS.search(_before(t, accounts))}
    again = {_said(t) for t in deaths if t.id not in within}
    back = [t for t in deaths if t.id in within and _said(t) not in again]
    if not back:
        return set()
    ids = {t.id for t in back}
    gone = [t for t in deaths if t.id in ids or any(_same_words(t, each) for each in back)]
    words = {_place(t) for t in gone}
    return {t.id for t in gone} | {t.id for t in told if _unhurt(t) and _place(t) in words}


def _unhurt(told: Testimony) -> bool:
    """Tell whether an account implies that nobody was hurt, as where it tells of a death alone."""
    return told.statement.field == "injured" and told.value == NOT_REPORTED


def _place(told: Testimony) -> tuple[str, object]:
    return told.statement.account, told.statement.evidence[0]


def corrected(told: Iterable[Testimony], accounts: Mapping[str, Account]) -> set[str]:
    """Return what is told of one count and replaced by a later correction."""
    known = list(told)
    values: set[Value] = {t.value for t in known}
    if len(values) < 2:
        return set()
    correcting = [t for t in known if _is_correction(t, accounts)]
    return {t.id for t in known if any(_replaces(c, t) for c in correcting)}


def _is_correction(told: Testimony, accounts: Mapping[str, Account]) -> bool:
    if not isinstance(told.value, Count) or told.value.high is None or told.contradicted:
        return False
    return bool(_CORRECTS.search(_sentence(told, accounts)))


def _replaces(correction: Testimony, told: Testimony) -> bool:
    """Tell whether a correction is later than a count, another one, and of somebody to be heard."""
    if told.order >= correction.order or told.value == correction.value or told.preferred:
        return False
    official = correction.statement.attribution.speaker.kind in OFFICIAL
    return official or told.voice == correction.voice


def _said(told: Testimony) -> tuple[str, str, Value]:
    return told.statement.account, told.statement.field, told.value


def _same_words(told: Testimony, back: Testimony) -> bool:
    same = told.statement.field == back.statement.field and told.value == back.value
    return same and told.voice == back.voice and told.order <= back.order


def _sentence(told: Testimony, accounts: Mapping[str, Account]) -> str:
    """Return the sentence that the words of a statement stand in."""
    span, account = told.statement.evidence[0], accounts.get(told.statement.account)
    if account is None or not isinstance(span, Span):
        return ""
    text = account.title if span.part == "title" else account.text
    after = text[span.end : span.end + AROUND]
    end = _END.search(after)
    return (
        _before(told, accounts)
        + text[span.start : span.end]
        + after[: end.start() if end else None]
    )


def _before(told: Testimony, accounts: Mapping[str, Account]) -> str:
    """Return what stands before the words of a statement in its sentence."""
    span, account = told.statement.evidence[0], accounts.get(told.statement.account)
    if account is None or not isinstance(span, Span):
        return ""
    text = account.title if span.part == "title" else account.text
    before = text[max(0, span.start - AROUND) : span.start]
    ends = [found.end() for found in _END.finditer(before)]
    return before[ends[-1] :] if ends else before
