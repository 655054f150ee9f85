"""The sentences of an account one by one: is it said by somebody, by whom, in which words.

What one sentence shows (`Look`) is gathered first; then speakers are found in order, because a
pronoun, a quotation that goes on and a statement that was announced look back, and a quotation
whose speaker is only named after it looks forward.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from citydesk.reading.attribution.cast import Cast, Who
from citydesk.reading.attribution.cues import Cue, find_cues
from citydesk.reading.attribution.phrase import SUFFIX, Tokens
from citydesk.reading.attribution.quotes import quotations
from citydesk.reading.attribution.words import lexicon
from citydesk.reading.parsed import Parsed, Sentence
from citydesk.reading.tokens import tokens

ANNOUNCES = re.compile(
    r"\b(?:statement|release|letter|post|message|tweet|email|e-mail|following|wrote|said|says"
    r"|reads|read|stated)\b.{0,200}:$"
)
FIRST_PERSON = re.compile(r"\b(?:i|we|our|my|us|me)\b")
LONGEST = 4000  # characters of a sentence that are looked at
SHORT = 60  # characters of a sentence that only names who has spoken: "Miller asked."
BLOCK = 14  # sentences that an announced statement may last


@dataclass(slots=True)
class Look:
    """What one sentence shows by itself, and then who was found to speak it."""

    sentence: Sentence
    cues: list[Cue] = field(default_factory=list)
    tokens: Tokens | None = None
    quoted: float = 0.0  # share of its characters that are inside quotation marks
    quotation: int = -1  # number of the quotation that it begins in or holds first
    inside: bool = False  # begins in the middle of a quotation
    block: bool = False  # belongs to a statement announced before it
    announces: bool = False
    furniture: bool = False
    first_person: bool = False
    main: Cue | None = None
    who: Who | None = None
    how: str = ""  # how the speaker was found


def look(parsed: Parsed, part: Literal["text", "title"], furniture: Collection[int]) -> list[Look]:
    """Return what each sentence of one part shows, in order."""
    text = parsed.account.title if part == "title" else parsed.account.text
    sentences = parsed.of(part)
    spans = quotations(text, sentences)
    looks = [_look(s, spans, s.index in furniture) for s in sentences]
    for _, line in groupby(looks, key=_line):
        _read_cues(list(line), text, spans)
    _announced(looks)
    return looks


def _line(each: Look) -> int:
    return each.sentence.paragraph


def _read_cues(line: list[Look], text: str, spans: list[tuple[int, int]]) -> None:
    """Look for cues in those sentences of a line that may hold some.

    A sentence that begins or ends in the middle of a word has its tokens from the whole line.
    """
    whole: tuple[list[str], list[int]] | None = None
    for each in line:
        if each.furniture or each.quoted >= 0.99 or not _hints(each):
            continue
        sentence = each.sentence
        if _stands_apart(text, sentence):
            texts, starts = tokens(text, sentence.start, sentence.end)
        else:
            whole = whole or tokens(text, line[0].sentence.start, line[-1].sentence.end)
            texts, starts = whole
        first = bisect_left(starts, sentence.start)
        last = bisect_left(starts, min(sentence.end, sentence.start + LONGEST))
        each.tokens = _tokens(sentence, (texts[first:last], starts[first:last]), spans)
        each.cues = find_cues(each.tokens, sentence.text)


def _stands_apart(text: str, sentence: Sentence) -> bool:
    """Tell whether white space, or nothing, stands on both sides of a sentence."""
    start, end = sentence.start, sentence.end
    return text[start - 1 : start].strip() == "" and text[end : end + 1].strip() == ""


def _announced(looks: Sequence[Look]) -> None:
    """Mark the sentences of statements that one before them announces."""
    left = 0
    for each in looks:
        if each.furniture:
            left = 0
        elif each.announces:
            left = BLOCK
        elif left:
            own = [c for c in each.cues if c.form != "colon" and not c.subordinate]
            foreign = own and own[0].word in lexicon().strong and not own[0].source.pronoun
            left = 0 if foreign else left - 1
            each.block = left > 0
            each.first_person = each.quotation < 0 and _in_first_person(each.sentence)


def _in_first_person(sentence: Sentence) -> bool:
    return bool(FIRST_PERSON.search(sentence.low[:LONGEST]))


def _look(sentence: Sentence, spans: list[tuple[int, int]], furniture: bool) -> Look:
    found = Look(sentence, furniture=furniture)
    inside = _inside(sentence, spans)
    if inside:
        first, last = inside
        found.quotation = first
        found.inside = spans[first][0] < sentence.start
        covered = sum(
            min(sentence.end, spans[k][1]) - max(sentence.start, spans[k][0])
            for k in range(first, last + 1)
        )
        found.quoted = covered / (sentence.end - sentence.start)
    if sentence.text[-1] == ":":
        found.announces = bool(ANNOUNCES.search(sentence.low[-240:]))
    return found


def _hints(each: Look) -> bool:
    """Tell whether a sentence may hold a cue at all."""
    return ":" in each.sentence.low[:60] or not lexicon().cues.isdisjoint(each.sentence.words)


def _inside(sentence: Sentence, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first and last number of the quotations that touch a sentence."""
    first = bisect_right(spans, sentence.start, key=lambda s: s[1])
    last = bisect_right(spans, sentence.end - 1, key=lambda s: s[0]) - 1
    return (first, last) if first <= last else None


def _tokens(
    sentence: Sentence, told: tuple[list[str], list[int]], spans: list[tuple[int, int]]
) -> Tokens:
    """Return the words of a sentence, made of its tokens: "Miami-Dade" and "Lt." are one each."""
    base = sentence.start
    texts, starts = told[0], [start - base for start in told[1]]
    if "-" in sentence.text or "/" in sentence.text or "." in sentence.text[:-1]:
        _join(texts, starts)
    lowers = [text.lower() for text in texts]
    if "’" in sentence.text:
        lowers = [low.replace("’", "'") for low in lowers]
    inside = _inside(sentence, spans)
    if inside is None:
        return Tokens(texts, lowers, starts, [False] * len(texts))
    return Tokens(texts, lowers, starts, _quoted(starts, base, spans[inside[0] : inside[1] + 1]))


def _join(texts: list[str], starts: list[int]) -> None:
    """Join, in place, the tokens that belong to one word: parted by hyphens, titles with dots."""
    dotted = _dotted()
    out = 0
    glued = False  # the token before asks for the next one
    for k in range(1, len(texts)):
        text, last = texts[k], texts[out]
        touches = starts[out] + len(last) == starts[k]
        if touches and (glued or text in "-/" or (text == "." and last.lower() + "." in dotted)):
            texts[out] = last + text
            glued = text in "-/"
            continue
        glued = False
        out += 1
        texts[out], starts[out] = text, starts[k]
    del texts[out + 1 :], starts[out + 1 :]


@functools.cache
def _dotted() -> frozenset[str]:
    """Return the words to which a full stop may belong."""
    return lexicon().titles | SUFFIX


def _quoted(starts: list[int], base: int, spans: list[tuple[int, int]]) -> list[bool]:
    """Tell of each token whether it stands inside one of the quotations."""
    found: list[bool] = []
    k = 0
    for start in starts:
        while k < len(spans) and spans[k][1] <= start + base:
            k += 1
        found.append(k < len(spans) and spans[k][0] <= start + base)
    return found


def assign(looks: Sequence[Look], cast: Cast) -> None:
    """Find the speaker of every sentence that shows one, looking back and, for quotes, ahead."""
    announced: Who | None = None
    last: tuple[int, Who] | None = None
    for place, each in enumerate(looks):
        each.main = main_cue(each.cues)
        if each.quoted < 0.5 and not each.furniture:
            cast.meet(place, each.sentence.text)
        if each.main is not None:
            each.who, each.how = cast.resolve(each.main.source, place), "cue"
        if each.who is None and each.block and announced:
            each.who, each.how = announced, "block"
        if each.who is None and each.quotation >= 0 and each.quoted > 0.15:
            each.who, each.how = _of_quote(looks, place, last, cast)
        if each.announces and each.who:
            announced = each.who
        if each.who is not None:
            if each.main is None or not each.main.subordinate:
                cast.heard(each.who, place)
            last = (place, each.who)


def main_cue(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that holds for the sentence as a whole."""
    if len(cues) < 2:
        return cues[0] if cues else None
    strong = lexicon().leading
    return max(
        cues,
        key=lambda c: (
            not c.subordinate,
            not c.relative,
            c.word in strong or not c.source.pronoun,
            c.word in strong,
            c.form != "passive",
            not c.negated,
            -c.first,
        ),
    )


def _of_quote(
    looks: Sequence[Look], place: int, last: tuple[int, Who] | None, cast: Cast
) -> tuple[Who | None, str]:
    """Return the speaker of a quotation that its own sentence does not name."""
    each = looks[place]
    same = last is not None and looks[last[0]].sentence.paragraph == each.sentence.paragraph
    if last is not None and same and (each.inside or last[0] == place - 1):
        return last[1], "continued"
    ahead = _ahead(looks, place, cast)
    if ahead is not None:
        return ahead, "ahead"
    met = cast.just_met(place)
    if met is not None and (not same or last is None):
        return met, "met"
    if last is not None and same:
        return last[1], "paragraph"
    if last is not None and place - last[0] <= 2:
        return last[1], "previous"
    return (last[1], "far") if last is not None else (None, "")


def _ahead(looks: Sequence[Look], place: int, cast: Cast) -> Who | None:
    """Return who is named after a quotation: in the rest of its paragraph, or just after it."""
    paragraph = looks[place].sentence.paragraph
    for after in looks[place + 1 : place + 9]:
        beyond = after.sentence.paragraph - paragraph
        goes_on = after.inside or _opens_quoted(after)
        short = not beyond and len(after.sentence.text) < SHORT
        if beyond > 1 or not (goes_on or short):
            return None
        cue = main_cue(after.cues)
        if cue is not None and cue.form in ("left", "right") and not cue.subordinate:
            return cast.resolve(cue.source)
    return None


def _opens_quoted(each: Look) -> bool:
    """Tell whether a sentence begins with a quotation mark."""
    return each.quotation >= 0 and each.sentence.text[:1] in "\"“'`"
