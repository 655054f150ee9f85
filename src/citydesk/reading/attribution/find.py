"""Sentences become passages: spans that somebody other than the outlet says, with the chain."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal

from citydesk.model import Account, Certainty, Span, Speaker
from citydesk.reading.attribution.anonymity import HINTS, would_not_be_named
from citydesk.reading.attribution.cast import Cast, Who
from citydesk.reading.attribution.chain import relayed
from citydesk.reading.attribution.cues import Cue
from citydesk.reading.attribution.decide import THRESHOLD, probability
from citydesk.reading.attribution.leftward import OBTAINED, before
from citydesk.reading.attribution.passages import Look, assign, look
from citydesk.reading.attribution.phrase import Source, Tokens
from citydesk.reading.attribution.posts import posts
from citydesk.reading.attribution.rightward import after
from citydesk.reading.attribution.said import Said
from citydesk.reading.attribution.words import lexicon
from citydesk.reading.parsed import Parsed, Sentence
from citydesk.reading.sure import sure

ALLEGED = frozenset(
    {
        "alleged",
        "alleges",
        "allege",
        "alleging",
        "claimed",
        "claims",
        "claim",
        "claiming",
        "accused",
        "allegedly",
    }
)
DENIED = frozenset({"denied", "denies", "deny", "disputed", "disputes"})
CHARGING = re.compile(r"complaint|affidavit|indictment|lawsuit|warrant|charging|charges")
RELAYING = frozenset(
    {"said", "says", "say", "according", "stated", "states", "reported", "reports", "shows", "show"}
)
THE_PRESS = frozenset({"reporters", "journalists", "media", "press", "outlets"})
SIGNED, NARROWER = 0.94, 0.4  # how sure posts and passages within a sentence are: rules find them
TURN = 4  # words before "and according to …" that make the rest of a sentence a passage of its own


def find(parsed: Parsed, furniture: Collection[int]) -> list[Said]:
    """Return the passages of an account in text order, a narrower one after the one it is in."""
    account = parsed.account
    cast = Cast(f"{account.title}\n{account.text}")
    found: list[Said] = []
    parts: tuple[tuple[Literal["title", "text"], str], ...] = (
        ("title", account.title),
        ("text", account.text),
    )
    for part, text in parts:
        looks = look(parsed, part, furniture)
        signed = _signed(text, parsed.of(part))
        cast.begin()
        assign(looks, cast)
        for place, each in enumerate(looks):
            if place in signed:
                found.append(_post(account, each.sentence, signed[place]))
                continue
            before = looks[place - 1] if place else None
            after = looks[place + 1] if place + 1 < len(looks) else None
            chance = probability(each, before, after) if each.who else 0.0
            if each.who and chance >= THRESHOLD:
                sureness = sure("passage", chance, signs(each))
                found.append(_passage(account, each, each.who, cast, chance=sureness))
                found.extend(_narrower(account, each, cast))
    return found


def signs(each: Look) -> tuple[str, ...]:
    """Return what makes it more or less sure who says a sentence: how the speaker was found."""
    pronoun = each.main is not None and each.main.source.pronoun
    return (f"found by {each.how}", *(["a pronoun"] if pronoun else []))


def _signed(text: str, sentences: Sequence[Sentence]) -> dict[int, str]:
    return {
        place: author
        for first, last, author in posts(text, sentences)
        for place in range(first, last + 1)
    }


def _post(account: Account, sentence: Sentence, author: str) -> Said:
    parts = author.split()
    while len(parts) > 1 and parts[0].lower() in lexicon().titles:
        del parts[0]
    speaker = Speaker(name=" ".join(parts), kind="social")
    span = Span(start=sentence.start, end=sentence.end, part=sentence.part)
    return Said(span, relayed(account, [speaker], quoted=True, cue=None), probability=SIGNED)


def _passage(account: Account, each: Look, who: Who, cast: Cast, *, chance: float) -> Said:
    """Return the passage of a whole sentence, or of its part after "and according to …"."""
    sentence, cue = each.sentence, each.main
    start = sentence.start
    outer: list[Speaker] = []
    where = None
    if cue is not None and each.how == "cue":
        where = sentence.span(*_letters(each, cue))
        outer = _relays(each, cue, cast)
        start += _turn(each, cue)
    chain = [_as_named(each, who, cast), *outer]
    span = Span(start=start, end=sentence.end, part=sentence.part)
    quoted = each.quotation >= 0 and (
        start == sentence.start or "“" in sentence.text[start - sentence.start :]
    )
    attribution = relayed(account, chain, quoted=quoted, cue=where)
    return Said(span, attribution, certainty_of(cue, who.speaker), chance)


def _as_named(each: Look, who: Who, cast: Cast) -> Speaker:
    """Return the speaker, anonymous where the sentence says that he would not be named."""
    nameless = who.person and not who.plural and who.speaker.name not in cast.known
    if nameless and not HINTS.isdisjoint(each.sentence.words):
        told = would_not_be_named(each.sentence.text)
        return replace(who.speaker, anonymous=told or who.speaker.anonymous)
    return who.speaker


def _letters(each: Look, cue: Cue) -> tuple[int, int]:
    """Return the offsets of a cue's words in its sentence."""
    if each.tokens is None:
        return 0, 0
    starts, texts = each.tokens.starts, each.tokens.texts
    return starts[cue.first], starts[cue.last] + len(texts[cue.last])


def _relays(each: Look, cue: Cue, cast: Cast) -> list[Speaker]:
    """Return through whom the words came: a paper that was told or obtained them, a report."""
    found: list[Speaker] = []
    tokens = each.tokens
    if cue.recipient is not None and _passes_on(cue.recipient):
        told = cast.resolve(cue.recipient)
        found += [told.speaker] if told else []
    if tokens is not None and cue.source.kind == "document":
        found += _obtained(tokens, each.sentence.text, cue.source, cast)
    for other in each.cues:
        start = other.source.first if other.form == "left" else other.first
        trails = other.first > cue.last and tokens is not None and tokens.lowers[start - 1] == ","
        if trails and other.word in RELAYING and not other.source.pronoun:
            who = cast.resolve(other.source)
            found += [who.speaker] if who else []
            break
    return found


def _passes_on(recipient: Source) -> bool:
    """Tell whether somebody who was told is one through whom it came: not "told reporters"."""
    return recipient.kind in ("media", "agency", "official") and recipient.head not in THE_PRESS


def _obtained(tokens: Tokens, whole: str, paper: Source, cast: Cast) -> list[Speaker]:
    """Return who got hold of a paper: "X obtained records", "records obtained by X"."""
    for i in range(max(0, paper.first - 3), min(paper.last + 4, len(tokens.lowers) - 2)):
        if tokens.lowers[i] not in OBTAINED:
            continue
        by = tokens.lowers[i + 1] == "by"
        source = after(tokens, i + 2, whole) if by else before(tokens, i, whole)
        who = cast.resolve(source) if source and not source.pronoun else None
        if who is not None:
            return [replace(who.speaker, kind="media")] if by or who.person else [who.speaker]
    return []


def _turn(each: Look, cue: Cue) -> int:
    """Return where a passage begins in its sentence when the outlet speaks before it."""
    if cue.form not in ("according", "left") or cue.source.first < TURN or cue.relative:
        return 0
    first = cue.first if cue.form == "according" else cue.source.first
    if each.tokens is None or each.tokens.lowers[first - 1] not in ("and", "but"):
        return 0
    return each.tokens.starts[first]


def _narrower(account: Account, each: Look, cast: Cast) -> list[Said]:
    """Return passages inside a sentence: "…, which a source said was …"."""
    found: list[Said] = []
    for cue in each.cues:
        if cue is each.main or cue.form != "left" or cue.source.first == 0:
            continue
        if cue.source.pronoun:
            continue  # "she said that she saw": the speaker of the whole sentence
        lead = cue.source.first - 1
        if (
            each.tokens is None
            or each.tokens.lowers[lead] not in ("which", "who", "where", "that")
            or not each.who
        ):
            continue
        who = cast.resolve(cue.source)
        if who is None or who.speaker == each.who.speaker or _told_that(each, lead):
            continue
        start = each.sentence.start + each.tokens.starts[lead]
        span = Span(start=start, end=each.sentence.end, part=each.sentence.part)
        where = each.sentence.span(*_letters(each, cue))
        attribution = relayed(account, [who.speaker], quoted=False, cue=where)
        found.append(Said(span, attribution, certainty_of(cue, who.speaker), NARROWER))
    return found


def _told_that(each: Look, lead: int) -> bool:
    """Tell whether a "that" only begins what the sentence's own speaker says: "told her that …"."""
    main = each.main
    if main is None or each.tokens is None or each.tokens.lowers[lead] != "that":
        return False
    return lead == (main.recipient.last if main.recipient else main.last) + 1


def certainty_of(cue: Cue | None, speaker: Speaker) -> Certainty:
    """Return how sure the speaker is said to be: alleged in charges, denied by a denial."""
    if cue is not None and cue.word in DENIED:
        return "denied"
    if cue is not None and cue.word in ALLEGED:
        return "alleged"
    if speaker.kind == "document" and CHARGING.search(speaker.name.lower()):
        return "alleged"
    return "asserted"
