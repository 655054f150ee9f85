"""Which incident each sentence tells of: the main one, another of the day, or one of long ago.

Deliberately cautious: a sentence wrongly taken for background takes its facts from the main report,
one wrongly left in it only gives the finders another candidate to weigh.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from citydesk.reading.parsed import Sentence

LONGEST = 600  # characters of a sentence that are looked at
LEAD = 5  # sentences of the text that say what the account is about
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan\\.|feb\\.|aug\\.|sept\\.|oct\\.|nov\\.|dec\\."
)
UNITS = "days?|weeks?|months?|years?|decades?"
SOME = (
    "an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|\\d{1,2}|a few|a couple of"
)
CRIME = (
    "shootings?|homicides?|murders?|killings?|slayings?|deaths?|attacks?|incidents?|stabbings?"
    "|robber(?:y|ies)|cases?|crimes?|gun violence"
)
# The rest of the account may tell of long ago when it says so at a sentence's beginning.
LONG_AGO = re.compile(
    rf"(?:also |and )?(?:last (?:month|year|spring|summer|fall|winter|{MONTHS})\b"
    rf"|(?:back )?in (?:early |mid-?|late )?(?:{MONTHS})(?: of)?(?: (?:last year|(?:19|20)\d\d))?,"
    rf"|(?:back )?in (?:early |mid-?|late )?(?:19|20)\d\d\b"
    rf"|(?:about |nearly |almost |just |more than )?(?:{SOME}) (?:months|years|weeks|decades) ago"
    rf"|earlier (?:this|in the|last) (?:year|month|summer|spring|fall|winter)\b"
    rf"|(?:in|over|during) (?:the (?:past|last)|recent) (?:\w{{2,8}} )?(?:months|years|decades)\b"
    rf"|that same (?:month|year)|the (?:previous|following) (?:month|year)\b"
    rf"|on (?:{MONTHS}) \d{{1,2}}, (?:19|20)\d\d,)"
)
NTH = (
    r"\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    "|latest"
)
COUNTED = re.compile(
    rf"\b(?:{NTH}) (?:\w{{3,14}} ){{0,3}}(?:{CRIME}|time|victim|person)"
    rf" (?:[\w'’]{{2,12}} ){{0,6}}"
    rf"(?:of the year|of (?:19|20)\d\d|this year|in (?:19|20)\d\d|since)\b"
    rf"|\b(?:so far this year|year to date|so far in (?:19|20)\d\d)\b"
    rf"|\b(?:{CRIME}|killed|shot) (?:in|during|since|through) (?:19|20)\d\d\b"
    rf"|\b(?:{CRIME}|times?|shot|killed|injured|wounded) this year\b"
)
COMES_AFTER = re.compile(
    rf"\b(?:{CRIME}|arrests?|it|this) (?:comes?|came|follow(?:s|ed)|marks?|occurred|happened)"
    rf" (?:just |only |less than |more than |about |nearly )?"
    rf"(?:(?:(?:{SOME}|the|hours|mere) )?(?:{UNITS}|hours?|same day) after|the (?:{NTH}) )"
)
NUMBERED_HERE = re.compile(
    r"\b(?:block|corner|intersection) of\b|, \d{1,2},|\b\d{1,2}-year-old|\d (?:a|p)\.?m\b", re.I
)
OLD_STORY = re.compile(
    rf"\b(?:sentenced|convicted|trial|pleaded|pled|guilty|jury|anniversary|plea|verdict|appeal"
    rf"|hearing|arraign(?:ed|ment)|indict(?:ed|ment)|cold case|last (?:month|year|summer|{MONTHS})"
    rf"|(?:{MONTHS}) (?:\d{{1,2}} )?(?:shooting|murder|killing|slaying|death|homicide))\b"
)
THIS = re.compile(
    r"\b(?:this|the) (?:shooting|victim|incident|suspect)s?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tonight)\b"
    r"|\b(?:accused|charged) (?:with|of)\b"
)
OTHER = (
    r"(?:(?:an?|another|yet another) )?(?:separate|unrelated|different|other|another|second)"
    r"(?: and unrelated)?"
)
ELSEWHERE = re.compile(
    rf"[•*\-– ]{{0,3}}(?:(?:also |earlier |later |meanwhile |just )?,? ?in {OTHER}"
    rf" (?:[\w'’-]{{2,15}} ){{0,3}}(?:{CRIME})\b"
    rf"|other (?:weekend |recent |overnight )?(?:shootings|incidents|attacks)\b.{{0,30}}:$"
    rf"|elsewhere\b"
    rf"|(?:[\w-]{{2,10}} ){{1,5}}(?:earlier|later|before that),? (?:(?:and|but) )?"
    rf"(?:another|an?|two|three|one) (?:[\w,-]{{1,14}} ){{0,4}}"
    rf"(?:man|men|woman|women|boy|girl|teens?|teenagers?|people|person|victims?) (?:was|were)"
    rf" (?:[\w-]{{2,12}} )?(?:shot|killed|wounded|stabbed|injured|found)\b)"
)
BULLET = re.compile(r"[•*–-] ?\w|(?:(?:at )?(?:about |around )?\d{1,2}(?::\d\d)? [ap]\.?m)")
DATED = re.compile(r"(?<![\w$.,#-])(?:19|20)\d\d\b(?![-\w]| block)")
YEARS_AGO = re.compile(rf"\b(?:{SOME}) (?:years|decades) (?:ago|earlier)\b")
VIOLENT = re.compile(
    r"\b(?:shot|shootings?|killed|killings?|murder(?:ed|s)?|homicides?|slain|gunfire|stabb(?:ed|ing)"
    r"|robber(?:y|ies)|burglar(?:y|ies)|arrested|convicted|charged|deaths?|dead|died|bodies)\b"
)
GOES_ON = re.compile(r"(?:he|she|they|the|that|his|her|their|it|both|those)\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Sorting:
    """Which sentences are background, and the report number of those that are not report 0."""

    background: frozenset[int]
    report: dict[int, int]


class Past:
    """What an account says of years long before its own; worked out only where it is asked for."""

    def __init__(
        self, published: int | None, titles: Sequence[Sentence], body: Sequence[Sentence]
    ) -> None:
        """Tell of an account of this year, with these sentences."""
        self.published = published
        self._titles, self._body = titles, body

    @functools.cached_property
    def old_story(self) -> bool:
        """Whether the account itself is about an old case: its lead says so."""
        first = any(_tells_of_old(s) for s in (*self._titles, *self._body[:2]))
        return first or any(
            _tells_of_old(s) and not LONG_AGO.match(s.low, 0, LONGEST) for s in self._body[2:LEAD]
        )

    @functools.cached_property
    def lead(self) -> frozenset[str]:
        """The years that its first sentences name."""
        first = (*self._titles, *self._body[:2])
        return frozenset(year for s in first for year in DATED.findall(s.text))

    @functools.cached_property
    def names(self) -> set[str]:
        """The words of its lead that may be of names."""
        return _names([*self._titles, *self._body[:LEAD]])

    def tells(self, words: str) -> bool:
        """Tell whether a sentence (in lower case) is about a crime of an earlier year."""
        years = DATED.findall(words) if _may_be_dated(words) else []
        ago = " ago" in words or " earlier" in words
        if not (years or (ago and YEARS_AGO.search(words))):
            return False
        if not VIOLENT.search(words) or THIS.search(words) or self.old_story:
            return False
        last = self.published - 2 if self.published else 0
        return all(int(year) <= last and year not in self.lead for year in years)


def _may_be_dated(words: str) -> bool:
    """Tell whether a sentence may name a year at all: few do, and to look for one is slow."""
    return "19" in words or "20" in words


def sort_sentences(
    sentences: Sequence[Sentence], furniture: Collection[int], published: int | None = None
) -> Sorting:
    """Sort the sentences of an account by the incident that they tell of.

    `published` is the year of publication: a crime of two years before it is another one, unless
    the lead of the account names that year too.
    """
    body = [s for s in sentences if s.part == "text" and s.index not in furniture]
    titles = [s for s in sentences if s.part == "title"]
    past = Past(published, titles, body)
    back = _background(body, past)
    report: dict[int, int] = {}
    number = other = 0
    previous: Sentence | None = None
    for sentence in body:
        words = sentence.low[:LONGEST]
        starts = _starts_paragraph(previous, sentence)
        if sentence.index in back:
            number += back[sentence.index]
            report[sentence.index] = number
        elif previous and ELSEWHERE.match(words):
            number = other = number + 1
        elif other and starts and past.names & _names([sentence]):
            other = 0
        elif other and starts and BULLET.match(words):
            number = other = number + 1
        if other and sentence.index not in back:
            report[sentence.index] = other
        previous = sentence
    return Sorting(frozenset(back), report)


def _background(body: Sequence[Sentence], past: Past) -> dict[int, bool]:
    """Return which sentences look back, and of each if it begins to (and does not go on)."""
    found: dict[int, bool] = {}
    previous: Sentence | None = None
    for place, sentence in enumerate(body):
        words = sentence.low[:LONGEST]
        if place > 1 and (_looks_back(words, past) or past.tells(words)):
            found[sentence.index] = True
        if previous is not None and previous.index in found and _goes_on(previous, sentence, words):
            found[sentence.index] = False
        previous = sentence
    return found


def _names(sentences: Sequence[Sentence]) -> set[str]:
    """Return the words of some sentences that may be of names."""
    return {name for s in sentences for name in NAME.findall(s.text)}


def _tells_of_old(sentence: Sentence) -> bool:
    """Tell whether a sentence is about an old case."""
    return OLD_STORY.search(sentence.low, 0, LONGEST) is not None


def _looks_back(words: str, past: Past) -> bool:
    if LONG_AGO.match(words) and not past.old_story and not THIS.search(words):
        return True
    told = "year" in words or "since" in words or (_may_be_dated(words) and DATED.search(words))
    counted = told and COUNTED.search(words)
    follows = (" after" in words or "mark" in words) and COMES_AFTER.search(words)
    return bool(counted or follows) and not NUMBERED_HERE.search(words)


def _goes_on(previous: Sentence | None, sentence: Sentence, words: str) -> bool:
    """Tell whether a sentence carries on the one before: same line, and it points back."""
    if previous is None or _starts_paragraph(previous, sentence):
        return False
    return bool(GOES_ON.match(words)) and not THIS.search(words)


def _starts_paragraph(previous: Sentence | None, sentence: Sentence) -> bool:
    return previous is None or previous.paragraph != sentence.paragraph
