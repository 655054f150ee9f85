"""What the characters beside a word say: whether it is a name, a street, a town, a plain word."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from citydesk.privacy.forms import words_of_kind
from citydesk.reading.people.lexicon import lexicon

__all__ = [
    "in_handle", "is_address", "is_place", "made_of_words", "mourned", "not_a_name", "starts_hump",
    "titled",
]  # fmt: skip

BESIDE = 40
_NEXT = re.compile(r"(?:'s)?[ \t.,\-]{1,3}([^\W_][\w']{0,20})")
_NEXT_TIGHT = re.compile(r"[ \t\-]{1,2}([^\W_][\w']{0,20})")
_LAST = re.compile(r"([^\W_][\w']{0,20})[ \t]{1,2}\Z")
_AGED = re.compile(r",? \(?(?:aged? )?\d{1,3}\b|'s\b|' ")
_SENTENCE = re.compile(r"(?:\A|[.!?:;\n–—-]|[\"“”‘])[\s\"“”‘(]{0,4}\Z")
_STATE = re.compile(r", ?(?:[a-z]{2}\b|[a-z]{3,5}\.|[a-z]{4,14}\b)")
_WEB = re.compile(r"://|www\.|\w/\w|\w\.\w{2,8}(?:\W|\Z)|\d|[@#_=&]")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)?\Z")


def is_address(low: str, end: int) -> bool:
    """Tell whether a word stands before "Street" or the like."""
    word = _NEXT_TIGHT.match(low, end)
    return word is not None and word[1] in words_of_kind("streets")


def is_place(low: str, start: int, end: int) -> bool:
    """Tell whether a town's name stands where a town does: "in Crane", "Crane, TX"."""
    before = _LAST.search(low, max(0, start - BESIDE), start)
    if before and before[1] in words_of_kind("before_places"):
        return True
    state, following = _STATE.match(low, end), _NEXT_TIGHT.match(low, end)
    if state:
        word = state[0].strip(" ,.")
        if word in lexicon().states or len(word) == 2 or state[0].endswith("."):
            return True
    return following is not None and following[1] in words_of_kind("bodies")


def mourned(low: str, start: int) -> bool:
    """Tell whether a word stands where people speak of somebody they miss: "rip west"."""
    before = _LAST.search(low, max(0, start - BESIDE), start)
    return before is not None and before[1] in words_of_kind("mourning")


def titled(text: str, low: str, at: Sequence[int], start: int, end: int) -> bool:
    """Tell whether an ordinary word with a capital is a name here.

    Not a month before a day, a direction before a name or a number, a pronoun that begins a
    sentence, a word among capitals.
    """
    word = low[start:end]
    if _AGED.match(low, end):
        return True
    before = _LAST.search(low, max(0, start - BESIDE), start)
    previous = before[1] if before else ""
    following = _NEXT_TIGHT.match(low, end)
    after = following[1] if following else ""
    if word in words_of_kind("months") and (
        _ORDINAL.match(after) or previous in words_of_kind("before_months") or after.isdigit()
    ):
        return False
    if word in words_of_kind("directions") and after:
        capital = not text[at[following.start(1)]].islower() if following else False
        if after in words_of_kind("sides") | words_of_kind("streets") or (
            capital and not shouting(text, at[start])
        ):
            return False
    opening = bool(_SENTENCE.search(text[max(0, at[start] - 6) : at[start]]))
    if len(word) == 1:
        return (
            word not in "ai"
            and not opening
            and text[at[end - 1] + 1 : at[end - 1] + 2] not in ".-)"
        )
    if word in words_of_kind("function") and (opening or shouting(text, at[start])):
        return False
    if word in words_of_kind("particles") and after and following:
        return text[at[following.start(1)]].islower() or opening
    return not (shouting(text, at[start]) and len(word) < 3)


def shouting(text: str, place: int) -> bool:
    """Tell whether nearly every word of a line has a capital, so that capitals say nothing."""
    first = text.rfind("\n", max(0, place - 150), place) + 1 or max(0, place - 150)
    last = text.find("\n", place, place + 150)
    words = re.findall(r"[^\W\d_]+", text[first : last if last > 0 else place + 150])
    raised = sum(word[0].isupper() for word in words)
    return len(words) > 2 and raised >= 0.7 * len(words)


def in_handle(low: str, first: int, last: int) -> bool:
    """Tell whether a word is a hashtag, a handle, or stands in an address of the web."""
    if (first and low[first - 1] in "#@_") or low[last : last + 1] == "_":
        return True
    begin = (
        max(low.rfind(" ", max(0, first - 80), first), low.rfind("\n", max(0, first - 80), first))
        + 1
    )
    ends = [e for e in (low.find(" ", last, last + 80), low.find("\n", last, last + 80)) if e >= 0]
    chunk = low[max(begin, first - 80) : min(ends, default=last + 80)]
    return bool(re.search(r"://|www\.|\w/\w|\w\.\w{2,8}(?:\W|\Z)|\d|[@#_=&]", chunk))


def starts_hump(text: str, first: int, last: int) -> bool:
    """Tell whether a capital begins these letters within a word, and another word follows."""
    before, after = text[first - 1 : first], text[last : last + 1]
    inside = before.isalnum() and before.islower() and text[first : first + 1].isupper()
    ends = not after.isalnum() or after.isupper() or after.isdigit()
    begins = not before.isalnum() and text[first : first + 1].isupper() and after.isupper()
    return (inside and ends) or (begins and not text[first:last].isupper())


@functools.lru_cache(maxsize=4096)
def made_of_words(*pieces: str) -> bool:
    """Tell whether what stands before and after a name in one word is ordinary words."""
    return any(pieces) and all(_segmented(piece) for piece in pieces)


def middle_name(word: str) -> bool:
    """Tell whether a word with a capital may go on a name: a given name, or no ordinary word."""
    known = lexicon()
    if word in words_of_kind("function"):
        return False
    return word in known.given or not (word in known.common or word in known.title)


def not_a_name(word: str) -> bool:
    """Tell whether a word is a name or an ordinary word of its own."""
    known = lexicon()
    return word in known.family or word in known.given or word in known.common


def _segmented(piece: str) -> bool:
    reached = {0}
    for end in range(1, min(len(piece), 40) + 1):
        for start in tuple(reached):
            word = piece[start:end]
            if (len(word) > 1 and word in lexicon().common) or word in ("i", "a", "4"):
                reached.add(end)
                break
    return len(piece) in reached
