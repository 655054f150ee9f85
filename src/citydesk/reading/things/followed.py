"""What a reporter follows beside the toll: what kind of place, who fled how, what was found.

Each finder looks at one sentence and yields the words that hold a value; `followed.json` has the
patterns. A value is told in the words of the account, so that it can be read beside them.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterator

from citydesk.model import Count, Mention, Text
from citydesk.reading.things.lexicon import pattern, table
from citydesk.reading.things.told import Line

__all__ = ["triggers"]

SEVERAL = frozenset({"several", "multiple", "numerous", "many", "a couple of", "dozens of"})
MOST_ROUNDS = 500
LONGEST_SERVICE = 50  # years
_AGENCY = (
    r"(?P<agency>(?:[A-Z][\w.&'’-]{0,24} (?:(?:of|the|for|and|on) )?){0,7}"
    r"(?:Office|Department|Police|Bureau|Division|Unit|Agency|Patrol|Investigations?|FBI|ATF"
    r"|Rangers|Marshals|Team|Squad|Task Force|Homicide|PD))"
)
_BEFORE = re.compile(rf"\b{_AGENCY}$")
_AFTER = re.compile(rf"(?:the |an? )?{_AGENCY}\b")
_NAME = re.compile(r"\b[A-Z][a-z’'-]{1,20}(?: (?:[A-Z]\. )?[A-Z][A-Za-z’'-]{1,20}){0,2}\b")
REACH = 80  # characters behind a name in which it is said to be cleared
_SINCE = re.compile(
    r"\b(?:arrived|took over|responded|was called|were called)(?: \w+){0,3} "
    r"((?:before|about|around|shortly after|just after|by|at) \d{1,2}(?::\d\d)? ?[ap]\.?m\.?)"
)


def _get(name: str) -> re.Pattern[str]:
    return pattern(name, "followed")


def _text(line: Line, field: str, at: tuple[int, int], probability: float = 0.8) -> Mention:
    """Make a mention whose value is the words themselves."""
    start, end = at
    words = line.text[start:end]
    lead = len(words) - len(words.lstrip(" ,"))
    words = words.strip(" ,")
    span = (start + lead, start + lead + len(words))
    return line.mention(field, Text(text=" ".join(words.split())), span, probability)


def spots(line: Line) -> Iterator[Mention]:
    """Yield what kind of place it was: "outside a bar", where something was done."""
    match = _get("spot").search(line.low)
    if match and not _get("taken to").search(line.low):
        proper = line.text[match.end() : match.end() + 2].strip().isupper()
        if not proper and not _get("not a spot").search(match.group(1)):
            yield _text(line, "place_kind", match.span(1))


def flights(line: Line) -> Iterator[Mention]:
    """Yield how those who did it got away: "on foot", "in a silver sedan"."""
    for match in _get("flight").finditer(line.low):
        number = next(n for n in (1, 2, 3) if match.group(n))
        if not _get("no flight").search(match.group()):
            yield _text(line, "flight", match.span(number))


def owners(line: Line) -> Iterator[Mention]:
    """Yield whose a vehicle is: "officer: unmarked car", "suspects: black vehicle"."""
    for match in _get("owner").finditer(line.low):
        told = {name: value for name, value in match.groupdict().items() if value}
        who = _whose(next(v for n, v in told.items() if n.startswith("who")))
        what = next(n for n in told if n.startswith("what"))
        start, end = match.span(what)
        words = re.sub(r"^(?:an?|the|his|her|their) ", "", " ".join(line.text[start:end].split()))
        if " " in words or what == "what3":
            yield line.mention("vehicle_of", Text(text=f"{words} ({who})"), match.span(), 0.8)


def _whose(words: str) -> str:
    if re.match(r"victim", words):
        return "the victim's"
    if re.match(r"suspect|gunm|shooter|shot|fired|opened", words):
        return "the suspects'"
    return "police"


def evidence(line: Line) -> Iterator[Mention]:
    """Yield what was found or is looked at: casings, video, a car with bullet holes."""
    if not _get("evidence seen").search(line.low) or _get("no evidence").search(line.low):
        return
    marked = _get("marked vehicle").search(line.low)
    if marked:
        yield _text(line, "evidence", marked.span())
        return
    for match in _get("evidence").finditer(line.low):
        yield _text(line, "evidence", match.span(1), 0.75)


def rounds(line: Line) -> Iterator[Mention]:
    """Yield how many rounds were fired, as far as shots or casings tell."""
    for match in _get("rounds").finditer(line.low):
        told = {name: value for name, value in match.groupdict().items() if value}
        words = next(value for name, value in told.items() if re.fullmatch(r"n\d?", name))
        number = _number(words)
        if words in SEVERAL or (number is None and "times" in match.group()):
            number, exact = 2, False
        else:
            rough = told.get("low") or _get("roughly").search(line.low[: match.start()])
            exact = not rough and "casings" not in match.group()
        asked = _get("how many").search(line.low[: match.start("n") if told.get("n") else 0])
        if not asked and number is not None and 1 < number <= MOST_ROUNDS:
            value = Count(low=number, high=number if exact else None)
            yield line.mention("rounds", value, match.span(), 0.75)


def _number(words: str) -> int | None:
    return int(words) if words.isdigit() else table("numbers", "followed").get(words)


def service(line: Line) -> Iterator[Mention]:
    """Yield how long an officer has served: "four-year veteran"."""
    match = _get("service").search(line.low)
    if match and _get("officer").search(line.low):
        number = next(n for n in range(1, 5) if match.group(n))
        words = match.group(number)
        told = re.search(r"\d+|" + "|".join(table("numbers", "followed")), words)
        years = _number(told.group()) if told else None
        if years and "month" not in words and years < LONGEST_SERVICE:
            rough = re.match(r"(?:more than|about|nearly|almost|over|less than) ", words)
            value = Text(text=f"{rough.group() if rough else ''}{years} years")
            yield line.mention("service", value, match.span(number), 0.8)


def leave(line: Line) -> Iterator[Mention]:
    """Yield that an officer is off the street: "administrative leave"."""
    match = _get("leave").search(line.low)
    before = line.low[: match.start()] if match else ""
    if match and _get("on leave").search(before) and not _get("not on").search(before):
        yield _text(line, "leave", match.span(1), 0.9)


def aid(line: Line) -> Iterator[Mention]:
    """Yield what was done for the wounded at the scene: "CPR", "a tourniquet"."""
    match = _get("aid").search(line.low)
    if match:
        yield _text(line, "aid", match.span(1), 0.85)


def appeals(line: Line) -> Iterator[Mention]:
    """Yield what police ask for: a call, witnesses, video."""
    match = _get("appeal").search(line.low)
    if match:
        number = next(n for n in (1, 2, 3) if match.group(n))
        yield dataclasses.replace(_text(line, "appeal", match.span(number)), background=False)


def connections(line: Line) -> Iterator[Mention]:
    """Yield what a story sets the incident beside: "first since 2009"; it links to nothing."""
    for match in _get("connection").finditer(line.low):
        number = next(n for n in (1, 2, 3) if match.group(n))
        made = _text(line, "connection", match.span(number), 0.7)
        yield dataclasses.replace(made, background=False)


def clearings(line: Line) -> Iterator[Mention]:
    """Yield what is said to have had no part in it after all: "van", or somebody's name."""
    match = _get("vehicle cleared").search(line.low)
    if match:
        thing = "thing" if match.group("thing") else "thing2"
        yield line.mention("cleared", Text(text=match.group(thing)), match.span(), 0.85)
        return
    for name in _NAME.finditer(line.text):
        told = _get("person cleared").search(line.low[name.end() : name.end() + REACH])
        if told:
            at = (name.start(), name.end() + told.end())
            yield line.mention("cleared", Text(text=name.group()), at, 0.85)


def investigators(line: Line) -> Iterator[Mention]:
    """Yield who investigates, and since when where that is told."""
    before, after = _get("is investigating").search(line.low), _get("agency").search(line.low)
    named = _BEFORE.search(line.text[: before.start()]) if before else None
    named = named or (_AFTER.match(line.text, after.end()) if after else None)
    words = re.sub(r"^The ", "", " ".join(named["agency"].split())) if named else ""
    if named and (" " in words or words in ("FBI", "ATF")):
        since = _SINCE.search(line.low, named.end())
        value = f"{words}, since {since.group(1)}" if since else words
        yield line.mention("investigator", Text(text=value), named.span("agency"), 0.75)


@functools.cache
def triggers() -> dict[Callable[[Line], Iterator[Mention]], set[str]]:
    """Return finder -> the words of which a sentence must hold one to be looked at."""
    finders = (
        spots, flights, owners, evidence, rounds, service, leave, aid, appeals, connections,
        clearings, investigators,
    )  # fmt: skip
    told = table("triggers", "followed")
    return {finder: set(told[finder.__name__].split()) for finder in finders}
