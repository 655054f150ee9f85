"""Time expressions in the order they are told, each resolved against what was told before it.

A bare "at 4:30 a.m." takes its day from its own sentence, else from the last thing that happened;
when somebody *said* something ("police said Monday") is no day for what they tell. Lines such as
"Update (Feb. 20):" or "Posted: …" say when the words below them were written.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from citydesk.model import Time
from citydesk.reading.parsed import Parsed, Sentence
from citydesk.reading.times.expressions import Phrase, phrases
from citydesk.reading.times.intervals import span as days
from citydesk.reading.times.resolve import resolve
from citydesk.reading.times.told import Told
from citydesk.reading.times.words import cues

Use = Literal["event", "speech", "ahead", "stamp", "post"]

AHEAD = re.compile(
    r"\b(?:will|scheduled|expected|slated|due(?: back)? (?:in|for|to)|is set|are set|set for|next"
    r"|upcoming|continued to|rescheduled|postponed"
    r"|planned|plans to|hoping|tune in|begins? at|supposed to|ends|beginning"
    r"|to (?:appear|be held|begin|return|attend)|(?:when|until) (?:he|she|they) (?:is|are))\b"
)
AHEAD_AFTER = re.compile(r"^[^.;]{0,3}\s*(?:there will|he will|she will|will be)\b")
STAMP = re.compile(
    r"(?:posted|updated?|published|modified|created|original story|copyright|©|last update)"
    r"(?:\s+(?:on|at))?[\s:;,|(]{0,4}$"
)
STAMP_AFTER = re.compile(r"^[\s,|]{0,3}(?:UPDATED?\b|Updated\b)")
DATE_LINE = re.compile(r"^\s*date\s$")
POSTED = re.compile(r"\b(?:Posted|POSTED)\W{1,3}$")
A_SEASON = 90
SECTION = re.compile(r"^\W{0,3}(?:update|updated|original story|original)\W{0,3}$", re.I)
POST = re.compile(r"\(@\w{1,30}\)\s*$|pic\.twitter\.com/\w+\s*$")
WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*")
CRIME_AFTER = re.compile(
    r"\s(?:shootings?|killings?|slayings?|homicides?|attack|incident|murders?|robbery|stabbing)\b"
)
SAYS_THAT = re.compile(r"\s*that\b")
NEAR = 70
JUST_BEFORE, LOOK = 1, 40


class Heard(NamedTuple):
    """An expression with its sentence, the words before and after it there, and its use.

    `shared` counts the words around it that stand in the title too.
    """

    phrase: Phrase
    sentence: Sentence
    before: str
    after: str
    use: Use
    shared: int


class Found(NamedTuple):
    """A resolved expression: the phrase, its time, its sentence and what it is the time of.

    `dated` words name their own day; `assumed` ones found no day in their own sentence;
    `shared` counts the words that the sentence shares with the title.
    """

    phrase: Phrase
    time: Time
    sentence: Sentence
    use: Use
    before: str
    after: str
    dated: bool
    assumed: bool
    shared: int


def published_day(parsed: Parsed) -> dt.date | None:
    """Return the day of publication, where it is known."""
    published = parsed.account.published
    return published.start.date() if published else None


def gather(parsed: Parsed) -> list[Heard]:
    """Return the time expressions of the title and of the text, not yet resolved."""
    account = parsed.account
    heard: list[Heard] = []
    title = _stems(account.title)
    parts: tuple[tuple[Literal["title", "text"], str], ...] = (
        ("title", account.title),
        ("text", account.text),
    )
    for part, text in parts:
        for phrase in phrases(text, part):
            at = bisect.bisect_right(parsed.starts, phrase.start, *parsed.bounds(part)) - 1
            if at < parsed.bounds(part)[0]:
                continue
            sentence = parsed.sentences[at]
            before = text[max(sentence.start, phrase.start - 200) : phrase.start]
            after = text[phrase.end : min(sentence.end, phrase.end + 200)]
            use = _use(phrase, before, after)
            near = part == "text" and title
            shared = len(title & _stems(f"{before} {after}")) if near else 0
            heard.append(Heard(phrase, sentence, before, after, use, shared))
    return heard


def tell(
    parsed: Parsed, main: dt.date | None = None, *, raw: Sequence[Heard] | None = None
) -> list[Found]:
    """Return the account's time expressions, the title's first, resolved in their order.

    `raw` are its expressions, where they have been looked for already. `main` is the day of the
    main incident, where it is known: a bare hour is of that day, unless another was told just
    before.
    """
    heard = gather(parsed) if raw is None else raw
    now = _written(heard, published_day(parsed))
    if now is None:
        heard = [each for each in heard if _needs_no_day(each.phrase.told)]
        now = next(filter(None, map(_full_date, heard)), None)
    if now is None:
        return []
    behind = any(_lies_behind(each, now) for each in heard)
    found: list[Found] = []
    for number, (phrase, sentence, before, after, use, shared) in enumerate(heard):
        told = phrase.told
        if behind and use == "event" and _names_tomorrow(told, now):
            told = told._replace(strict=-1)
        if use == "stamp" and SECTION.match(before):
            stamp = resolve(told, now, None)
            now = stamp.start.date() if stamp and stamp.granularity != "month" else now
        same = _then(found, sentence, same=True)
        if same is not None and _counts_back(told, after):
            told = told._replace(shift=-(told.shift or 0), side=None)
            phrase = phrase._replace(told=told)
        then = None
        if not _own(told):
            then = same or _then(found, sentence, main=main)
            then = then or _coming(heard, number, now, main)
        time = resolve(told, now, then, ahead=use == "ahead")
        if time is not None:
            found.append(
                Found(
                    phrase,
                    time,
                    sentence,
                    use,
                    before,
                    after,
                    dated=_own(told),
                    assumed=same is None,
                    shared=shared,
                )
            )
    return found


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words: near enough to tell a headline's own story."""
    return {word[:5].lower() for word in WORDS.findall(text[:400]) if len(word) > 3}


def _needs_no_day(told: Told) -> bool:
    """Tell whether words can be understood though nobody knows when they were written."""
    whole = told.year is not None and (told.month is not None or told.holiday is not None)
    return whole or not told.dated


def _full_date(each: Heard) -> dt.date | None:
    """Return the day that words tell with its year."""
    told = each.phrase.told
    if told.year is None or told.month is None or told.day is None:
        return None
    time = resolve(told, dt.date(told.year, 1, 1), None)
    return time.start.date() if time else None


def _own(told: Told) -> bool:
    """Tell whether the words need no other time to be understood."""
    return told.dated


def _use(phrase: Phrase, before: str, after: str) -> Use:
    low = before[-NEAR:].lower()
    if DATE_LINE.match(before) or STAMP.search(low[-40:]) or STAMP_AFTER.match(after[:14]):
        return "stamp"
    if POST.search(before[-50:]):
        return "post"
    if phrase.told.strict == 1 or (phrase.told.shift == 1 and phrase.told.anchor == "now"):
        return "ahead"
    if AHEAD.search(low) or AHEAD_AFTER.match(after[:40].lower()):
        return "ahead"
    if CRIME_AFTER.match(after):
        return "event"
    return "speech" if _speech(before, after) else "event"


def _speech(before: str, after: str) -> bool:
    """Tell whether the nearest verb is one of saying: "police said Monday"."""
    verbs = _verbs()
    near = WORDS.findall(before[-60:])[:-8:-1]
    near += WORDS.findall(after[:60])[:5] if len(before) < 12 else ()
    return next((verbs[low] for word in near if (low := word.lower()) in verbs), False)


def _lies_behind(each: Heard, now: dt.date) -> bool:
    """Tell whether tomorrow's weekday is last week's: nobody tells of a shooting still to come.

    Of a death, a hearing or a statement a page that was changed after its date may well tell.
    """
    if each.use != "event" or not _names_tomorrow(each.phrase.told, now):
        return False
    return _nearest(_crimes(), each.before, each.after)


def _counts_back(told: Told, after: str) -> bool:
    """Tell whether the words count from the crime: "Wednesday, two days after he was shot"."""
    counts = told.side == "after" and told.unit == "day" and told.anchor == "then" and told.shift
    return bool(counts) and _nearest(_crimes(), "", after)


def _names_tomorrow(told: Told, now: dt.date) -> bool:
    tomorrow = (now.weekday() + 1) % 7
    return told.weekday == tomorrow and told.month is None and told.strict is None


def _nearest(table: Mapping[str, bool], before: str, after: str) -> bool:
    """Return what a table says of the nearest of its words, or no where there is none."""
    near = [*WORDS.findall(before[-60:])[:-8:-1], *WORDS.findall(after[:60])[:5]]
    return next((table[low] for word in near if (low := word.lower()) in table), False)


@functools.cache
def _crimes() -> dict[str, bool]:
    """Return the verbs of doing and saying, and of each if it is of the crime itself."""
    groups = cues()
    own = {word for group in ("shoot", "happen", "found") for word in groups[group]}
    return {word: word in own for group in groups.values() for word in group}


@functools.cache
def _verbs() -> dict[str, bool]:
    """Return the verbs of doing and those of saying, and of each if it is of saying."""
    groups = cues()
    table = dict.fromkeys(groups["speech"], True)
    for group in ("shoot", "happen", "died", "found", "arrest"):
        table |= dict.fromkeys(groups[group], False)
    return table


def _written(heard: Sequence[Heard], published: dt.date | None) -> dt.date | None:
    """Return the day the account was written: a "Posted: ..." line knows it better than the page.

    Pages carry the day of their last change; other date lines serve only where there is no day.
    """
    for phrase, _, before, _, use, _ in heard[:LOOK]:
        told = phrase.told
        if use not in {"stamp", "post"} or not (told.year and told.month and told.day):
            continue
        if published is None or POSTED.search(before):
            time = resolve(told, dt.date(told.year, 1, 1), None)
            day = time.start.date() if time else None
            if day and (published is None or 0 <= (published - day).days <= A_SEASON):
                return day
    return published


def _then(
    found: Sequence[Found], sentence: Sentence, *, same: bool = False, main: dt.date | None = None
) -> Time | None:
    """Return the last thing told that happened; in the same sentence any time will do."""
    last: Time | None = None
    for each in reversed(found[-LOOK:]):
        if each.time.granularity in {"week", "month", "year"}:
            continue
        if each.sentence.index == sentence.index and each.use != "stamp":
            if each.use == "speech" and SAYS_THAT.match(each.after):
                continue  # "police said Sunday that he was shot at 11 p.m."
            return each.time
        if same:
            return None
        if each.use != "event":
            continue
        near = sentence.index - each.sentence.index <= JUST_BEFORE
        if main is None or near or _about(each.time, main):
            return each.time
        last = last or each.time
    return None if main is not None else last


def _about(time: Time, day: dt.date) -> bool:
    """Tell whether a time is of a day or of the night that ends in it."""
    return time.start.date() <= day < time.end.date() + dt.timedelta(days=1)


def _coming(heard: Sequence[Heard], number: int, now: dt.date, main: dt.date | None) -> Time | None:
    """Return the first dated event still to come (on the main day, if known), or publication."""
    for phrase, _, _, _, use, _ in heard[number + 1 : number + 1 + LOOK]:
        if use == "event" and _own(phrase.told):
            time = resolve(phrase.told, now, None)
            fine = time is not None and time.granularity in {"minute", "part", "day"}
            if time is not None and fine and (main is None or _about(time, main)):
                return time
    if main is not None:
        return days(main, 1, "day")
    return resolve(Told(unit="day", shift=0, anchor="now"), now, None)
