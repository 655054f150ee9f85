"""The expressions of an account that have a label: times, places, numbers of people."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from citydesk.reading.arguments.known import Known
from citydesk.reading.parsed import Parsed, Sentence
from citydesk.reading.places.survey import Survey
from citydesk.reading.times.telling import Found
from citydesk.reading.toll.claims import Claim, claims
from citydesk.reading.toll.groups import Group, grouped
from citydesk.reading.toll.tokens import places as word_bounds

Kind = Literal["times", "places", "counts"]
LONGEST = 1500
"""Characters of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Characters `start` <= i < `end` of a sentence (counted within it), and what is known of it.

    `facts` are features of the expression itself, such as its kind.
    """

    sentence: Sentence
    start: int
    end: int
    facts: tuple[str, ...]

    @property
    def words(self) -> str:
        """The expression in small letters, with single spaces."""
        return " ".join(self.sentence.text[self.start : self.end].lower().split())


@functools.cache
def _vague() -> re.Pattern[str]:
    return re.compile(data()["times"], re.IGNORECASE)


@functools.cache
def data() -> dict[str, Any]:
    """Load the words of this room."""
    file = resources.files(__package__).joinpath("words.json")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


@functools.cache
def _spots() -> re.Pattern[str]:
    nouns = "|".join(sorted(data()["places"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?:the|an?|his|her|their|its|this|that|another|nearby|local)\s(?:[\w'’.-]{{1,20}}\s)"
        rf"{{0,3}})?(?:{nouns})s?\b(?!['’]s)",
        re.IGNORECASE,
    )


@functools.cache
def _named() -> re.Pattern[str]:
    return re.compile(data()["named"])


@functools.cache
def _agencies() -> re.Pattern[str]:
    return re.compile(data()["agencies"])


def proposals(
    kind: Kind, parsed: Parsed, known: Known, found: Sequence[Found], survey: Survey
) -> list[Proposal]:
    """Return the expressions of one kind in order; none overlaps the one before it."""
    if kind == "times":
        made = [*_times(parsed, found, known), *_matches(parsed, (_vague(),), "vague")]
    elif kind == "places":
        made = [*_named_places(parsed, survey, known), *_matches(parsed, (_agencies(),), "agency")]
        made += [*_matches(parsed, (_spots(),), "noun"), *_matches(parsed, (_named(),), "named")]
    else:
        made = [*_groups(parsed, known), *_matches(parsed, (_nobody(),), "nobody")]
    return _apart(made)


@functools.cache
def _nobody() -> re.Pattern[str]:
    return re.compile(data()["counts"], re.IGNORECASE)


def _apart(made: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals in order, of overlapping ones the first that was made."""
    kept: list[Proposal] = []
    taken: dict[int, list[Proposal]] = {}
    for each in made:
        others = taken.setdefault(each.sentence.index, [])
        if not any(o.start < each.end and each.start < o.end for o in others):
            others.append(each)
            kept.append(each)
    return sorted(kept, key=lambda p: (p.sentence.index, p.start))


def _matches(parsed: Parsed, patterns: Iterable[re.Pattern[str]], fact: str) -> Iterator[Proposal]:
    for sentence in parsed.sentences:
        for pattern in patterns:
            for match in pattern.finditer(sentence.text, 0, LONGEST):
                group = match.lastindex or 0
                start, end = match.span(group)
                yield Proposal(sentence, start, end, (fact, f"w={match[group].lower()}"))


def _times(parsed: Parsed, found: Sequence[Found], known: Known) -> Iterator[Proposal]:
    now = parsed.account.published
    for each in found:
        phrase, told = each.phrase, each.phrase.told
        day = each.time.start.date()
        facts = [each.use, each.time.granularity, "dated" if each.dated else "bare"]
        facts.append("clock" if told.clocked else "weekday" if told.weekday is not None else "day")
        facts.append(f"anchor {told.anchor}")
        if known.day is not None:
            after = (day - known.day).days
            told_day = "its day" if not after else "before it" if after < 0 else "after it"
            facts += [told_day, f"{told_day} {each.use}", f"{told_day} by {min(abs(after), 3)}"]
        if now is not None:
            back = (now.start.date() - day).days
            facts.append("ahead" if back < 0 else f"back {min(back, 3)}" if back < 7 else "old")
            facts.append("years back" if back > 200 else "near")
        start = each.sentence.start
        yield Proposal(each.sentence, phrase.start - start, phrase.end - start, tuple(facts))


def _named_places(parsed: Parsed, survey: Survey, known: Known) -> Iterator[Proposal]:
    for address in survey.addresses:
        words = address.words
        own = "its address" if address.text == known.address else "another address"
        yield from _at(parsed, words, address.first, address.last, ("address", own))
    for name in survey.names:
        facts = [f"name {name.kind}", f"inside {name.inside}"]
        facts.append("with state" if name.state else "no state")
        if name.kind == "city":
            facts.append("its city" if name.key == known.city else "another city")
        if name.key == (survey.outlet.city or "").lower():
            facts.append("outlet's home")
        yield from _at(parsed, name.words, name.first, name.last, tuple(facts))


def _at(
    parsed: Parsed, words: Any, first: int, last: int, facts: tuple[str, ...]
) -> Iterator[Proposal]:
    start, end = words.start[first], words.end[last - 1]
    low, high = parsed.bounds(words.part)
    for sentence in parsed.sentences[low:high]:
        if sentence.start <= start < sentence.end:
            stop = min(end, sentence.end) - sentence.start
            yield Proposal(sentence, start - sentence.start, stop, facts)
            return


def _groups(parsed: Parsed, known: Known) -> Iterator[Proposal]:
    for sentence in parsed.sentences:
        text = sentence.text[:LONGEST]
        words, found = grouped(text, sentence.part == "title")
        bounds = word_bounds(text) if found else []
        told = claims(words, sentence.index, sentence.part == "title") if found else []
        for group in found:
            count = "none" if group.count is None else str(min(group.count, 4))
            head = words[group.last - 1].low
            some = "one" if group.singular else "several"
            opens = words[group.first].kind
            facts = [f"n={count}", some, f"head={head}", f"kind={opens}"]
            start, end = bounds[group.first][0], bounds[group.last - 1][1]
            facts += [*_fate(group, told, known), *_roles(sentence, start, end, known)]
            yield Proposal(sentence, start, end, tuple(facts))


def _fate(group: Group, told: Sequence[Claim], known: Known) -> Iterator[str]:
    """Yield what is claimed of a group, and how its number stands to the toll."""
    kinds = {c.kind for c in told if c.first <= group.first and group.last - 1 <= c.last}
    yield from (f"claim {kind}" for kind in sorted(kinds))
    yield f"claims {' '.join(sorted(kinds)) or '-'}"
    if group.count is None or known.killed is None or known.injured is None:
        return
    for name, number in (("killed", known.killed), ("injured", known.injured)):
        yield f"{name} {'=' if group.count == number else '<' if group.count < number else '>'}"
        yield f"{name} {min(number, 2)}"
    hit = known.killed + known.injured
    yield f"hit {'=' if group.count == hit else '<' if group.count < hit else '>'}"


def _roles(sentence: Sentence, start: int, end: int, known: Known) -> Iterator[str]:
    """Yield the roles of the named persons whose name stands in these words."""
    for span, role in known.people:
        first, last = span.start - sentence.start, span.end - sentence.start
        if span.part == sentence.part and first < end and start < last:
            yield f"role {role}"
