"""Where sentences end: text becomes the offsets of its sentences.

A line break ends a sentence, because headlines, captions and datelines carry no full stop; only a
long line that breaks off in the middle of a clause is taken to be hard-wrapped and goes on. Closing
quotation marks and brackets belong to the sentence before them. Every pattern is bounded, so that
a million full stops cost no more than a million letters.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from importlib import resources

WRAPPED = 40  # characters: a shorter line that breaks off is an item of a list
LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
END = re.compile(
    r"(?P<stop>[.!?…]{1,6})(?P<close>[\"'”’»)\]]{0,4})"
    r"(?:(?P<gap>\s{1,20})(?=[\"'“‘«#@—–-]{0,3}\s?(?P<next>[A-Z0-9À-Þ$]))"
    r"|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]))"
    r"|(?<=[a-z][.!?,][\"”])(?=[\"“]?[A-Z][a-z])"
)
WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]{0,11}$")
INITIALS = re.compile(r"(?:[a-z]\.){0,3}[a-z]")
WORD_AFTER = re.compile(r"[\s\"'“‘«(\[]{0,24}([A-Za-z]{1,12})")


def sentence_bounds(text: str, begin: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, paragraph number) of each sentence from `begin`, without space around."""
    for number, (start, end) in enumerate(paragraphs(text, begin)):
        begin = start
        for match in END.finditer(text, start, end):
            if match.end() < end and _ends(text, match):
                yield from _trimmed(text, begin, match.end(), number)
                begin = match.end()
        yield from _trimmed(text, begin, end, number)


def paragraphs(text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Return the offsets of the lines from `begin`, with hard-wrapped ones joined."""
    found: list[tuple[int, int]] = []
    last = (0, 0)
    for match in LINE.finditer(text, begin):
        line = match.group()
        if not line.strip():
            continue
        here = (match.start(), match.end())
        before = text[last[0] : last[1]].rstrip()
        if found and len(before) >= WRAPPED and _runs_on(before, line.lstrip()):
            found[-1] = (found[-1][0], here[1])
        else:
            found.append(here)
        last = here
    return found


def _runs_on(before: str, line: str) -> bool:
    return (before[-1].islower() or before[-1] in ",-") and line[:1].islower()


def _ends(text: str, match: re.Match[str]) -> bool:
    """Tell whether the full stop at a match ends a sentence and not an abbreviation."""
    if match["stop"] != "." or match["close"] or not match["gap"]:
        return True
    lists = abbreviations()
    word_match = WORD_BEFORE.search(text, max(0, match.start() - 12), match.start())
    word = word_match.group().lower() if word_match else ""
    after = WORD_AFTER.match(text, match.end())
    follows = after.group(1).lower() if after else ""
    digit = match["next"].isdigit()
    if word in lists["joined"]:
        return False
    if word in lists["month"]:
        return not digit
    if word in lists["clock"]:
        return not digit and follows not in lists["after_clock"]
    if word in lists["either"] or INITIALS.fullmatch(word):
        return follows in lists["starters"]
    return True


def _trimmed(text: str, start: int, end: int, number: int) -> Iterator[tuple[int, int, int]]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end > start:
        yield start, end, number


@functools.cache
def abbreviations() -> dict[str, frozenset[str]]:
    """Load the lists of abbreviations, in lower case and without their last full stop."""
    file = resources.files(__package__).joinpath("data", "abbreviations.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items() if name != "about"}
