"""What an account is about, in a few named traits: fresh news, a trial, a vigil, days told or not.

A day is weighed in the light of them: in a story headed "sentenced" the shooting is not of today,
and a story that tells no day at all mostly tells of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from citydesk.reading.parsed import Parsed
from citydesk.reading.times.candidates import COARSE, Candidate
from citydesk.reading.times.features import WORDS
from citydesk.reading.times.telling import Found
from citydesk.reading.times.words import cue_groups

LEAD = 400
"""Characters of the text that say what it is about."""
SHORT, LONG = 700, 2500


def traits(
    parsed: Parsed, found: Sequence[Found], every: Sequence[Candidate], now: dt.date
) -> list[str]:
    """Return the traits of an account that tells these times and days, in a fixed order."""
    account = parsed.account
    title = [word.lower() for word in WORDS.findall(account.title)]
    lead = [word.lower() for word in WORDS.findall(account.text[:LEAD])]
    size = len(account.text)
    names = [f"title {group}" for group in _groups(title)]
    names += [f"lead {group}" for group in _groups(lead)]
    names += [f"title: {word}" for word in dict.fromkeys(title)]
    names.append("short" if size < SHORT else "long" if size > LONG else "middling")
    coarse = {t.time.granularity for t in found if t.use == "event"} & COARSE
    names += [f"{stretch} told" for stretch in sorted(coarse)]
    return names + _days(every, now)


def _groups(words: Sequence[str]) -> list[str]:
    table = cue_groups()
    told = {group for word in words for group in table.get(word, ())}
    return sorted(told)


def _days(every: Sequence[Candidate], now: dt.date) -> list[str]:
    """Name which days just before the publication are told, and as what."""
    told = [c for c in every if not c.unsaid]
    if not told:
        return ["no day told"]
    names = ["days told"]
    events = [c for c in told if any(t.use == "event" for t in c.tellings)]
    names.append("event days told" if events else "no event day told")
    for back in (-1, 0, 1, 2):
        uses = {t.use for c in told if (now - c.day).days == back for t in c.tellings}
        names += [f"{back} told as {use}" for use in sorted(uses)]
    if any(3 <= (now - c.day).days <= 14 for c in events):
        names.append("a day of the fortnight told")
    if any((now - c.day).days > 14 for c in events):
        names.append("an older day told")
    return names
