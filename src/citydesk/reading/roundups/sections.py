"""Round-ups and police logs: pages whose paragraphs each tell of another incident become sections.

A page is a round-up where its headline or lead says so ("three separate shootings", "weekend
violence") and at least two paragraphs open an incident of their own: with an hour, a day or "the
second shooting", with somebody hit, and with a scene. Sentences before the first of these belong to
no part: they add the incidents up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from citydesk.model import Account
from citydesk.reading.parsed import Parsed, Sentence

__all__ = ["sections", "tells_its_day", "without_others"]

DATELINE = re.compile(r"\s*[A-Z][^.!?\n]{2,50}?(?:\.,? )?(?:\([^()\n]{2,40}\) ?)?(?:-{1,2}|–|—)\s")
HEAD = 4  # sentences of the text, beside the title, that may say that it is a round-up
LONGEST = 400  # characters of a sentence that are looked at
LEAST, MOST = 2, 30  # parts of a round-up; the last one holds whatever follows
KINDS = "shootings|homicides|incidents|attacks|slayings|killings|stabbings"
SAYS_SO = re.compile(
    rf"\b(?:separate|unrelated|multiple|several|string of|series of|spate of|rash of|number of"
    rf"|at least \w{{2,9}}|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}})"
    rf"(?: [a-z-]{{4,14}}){{0,2}} (?:{KINDS})\b"
    rf"|\b(?:{KINDS}) (?:\w{{2,10}} ){{0,3}}(?:over|across|throughout) (?:\w{{2,10}} ){{0,3}}"
    r"(?:weekend|city|night)\b"
    r"|\b(?:weekend|overnight|holiday)(?: \w{2,9})? (?:violence|shootings)\b"
    r"|\bviolent (?:\w{2,9} )?(?:weekend|night)\b"
    r"|\b(?:police|crime) (?:blotter|log|beat|briefs|roundup|round-up)\b"
)
HINTS = (
    "ings", "homicides", "incidents", "attacks", "violen", " blotter", " log", " beat", " briefs",
    " roundup", " round-up",
)  # fmt: skip
"""Pieces of words, of which whatever `SAYS_SO` finds holds one."""
DAY = (
    r"(?:(?:early |late )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:morning|afternoon|evening|night))?(?!['’]))"
)
CLOCK = r"(?:\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|noon|midnight)"
ABOUT = r"(?:(?:at|about|around|just|shortly|before|after|approximately|on|in|earlier|later) ){0,4}"
ONE = r"(?:shooting|homicide|incident|attack|stabbing|killing)"
NTH = r"(?:first|second|third|fourth|fifth|sixth|latest|most recent|next|final|last)"
HOUR = re.compile(CLOCK)
DAYS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday"
    r"|(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})\b"
)
OPENS = re.compile(
    rf"[•*\-– ]{{0,3}}(?:{ABOUT}(?:{CLOCK}|{DAY})"
    rf"|(?:in )?the {NTH} (?:of the )?(?:\w{{3,9}} )?{ONE}s?\b"
    r"|(?:(?:about|nearly|less than|more than) )?(?:an?|\w{2,10}) (?:minutes?|hours?)"
    r" (?:earlier|later|before|after)\b"
    r"|(?:earlier|later|meanwhile),? in the\b"
    rf"|{ABOUT}(?:an? )?(?:separate|unrelated|different|another|second|third)"
    rf" (?:\w{{3,9}} ){{0,2}}{ONE}\b)"
)
HIT = re.compile(
    r"\b(?:shot|killed|wounded|stabbed|grazed|gunshot|shooting|died|dead|struck|injured|slain"
    r"|gunfire)\b"
)
SCENE = re.compile(
    r"\bblock of\b|\b[A-Z0-9][\w'’.]{0,15} (?:Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place"
    r"|Way|Highway|Parkway|St\.|Ave\.|Rd\.|Dr\.|Blvd\.)|\b\d{1,3}(?:st|nd|rd|th) (?:and|St|Ave)\b"
)


def sections(
    sentences: Sequence[Sentence], furniture: Collection[int]
) -> tuple[frozenset[int], ...]:
    """Return the sentences of each incident of a round-up by their index, or nothing for others."""
    body = [s for s in sentences if s.part == "text" and s.index not in furniture]
    head = [s for s in sentences if s.part == "title"] + body[:HEAD]
    if not body or not any(_says_so(s.low[:LONGEST]) for s in head):
        return ()
    before, opened = _opened(body)
    found = [before] if _tells_all(before) else []
    for part in opened:
        if len(found) == MOST or (found and not _tells(part)):
            found[-1] += part
        elif _tells(part):
            found.append(part)
    if len(found) - bool(found and found[0] is before) < LEAST:
        return ()
    return tuple(frozenset(s.index for s in part) for part in found)


def _says_so(low: str) -> bool:
    """Tell whether a sentence says that its page is a round-up; few hold what all that do hold."""
    return any(map(low.__contains__, HINTS)) and SAYS_SO.search(low) is not None


def _opened(body: Sequence[Sentence]) -> tuple[list[Sentence], list[list[Sentence]]]:
    """Return what stands before the first paragraph that opens something, and what each opens.

    The first paragraph is left out of what stands before: it adds up.
    """
    before: list[Sentence] = []
    found: list[list[Sentence]] = []
    first = paragraph = body[0].paragraph
    for sentence in body:
        if sentence.paragraph != paragraph and OPENS.match(sentence.low[:LONGEST]):
            found.append([])
        paragraph = sentence.paragraph
        if found:
            found[-1].append(sentence)
        elif paragraph != first:
            before.append(sentence)
    return before, found


def _tells_all(part: Sequence[Sentence]) -> bool:
    """Tell whether the beginning of a page tells of an incident of its own: who, where and when."""
    texts = [s.text[:LONGEST] for s in part]
    timed = any(HOUR.search(s.low[:LONGEST]) for s in part)
    return timed and any(map(HIT.search, texts)) and any(map(SCENE.search, texts))


def _tells(part: Sequence[Sentence]) -> bool:
    """Tell whether a part says where somebody was hit, in its first sentences."""
    near = [s.text[:LONGEST] for s in part[:3]]
    return any(map(HIT.search, near)) and any(map(SCENE.search, near))


def tells_its_day(parsed: Parsed, part: Collection[int]) -> bool:
    """Tell whether a part of a round-up names a day, so that its hours need no other."""
    return any(DAYS.search(parsed.sentences[index].low[:LONGEST]) for index in part)


def without_others(parsed: Parsed, part: Collection[int], *, lead: bool = False) -> Account:
    """Return the account with one part of a round-up and its dateline, the rest blanked out.

    With `lead`, the first sentences of the text are left as well. What is left stands where it
    stood, so the spans found in it hold for the whole account.
    """
    account = parsed.account
    text = parsed.of("text")
    own = [(s.start, s.end) for s in text if s.index in part]
    if lead:
        own += [(s.start, s.end) for s in text[:HEAD] if s.index < min(part)]
    elif dateline := DATELINE.match(account.text, text[0].start):
        own.append(dateline.span())
    letters = [" "] * len(account.text)
    for start, end in own:
        letters[start:end] = account.text[start:end]
    for match in re.finditer(r"[\r\n]", account.text):
        letters[match.start()] = match.group()
    return replace(account, title="", text="".join(letters))
