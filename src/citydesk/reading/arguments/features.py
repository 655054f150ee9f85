"""What is to be said of an expression: its own words, those around it, what its sentence tells.

Words are kept where ordinary English has them; all others are seen by their shape, so that no name
is learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from citydesk.reading.arguments.propose import Proposal
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.people.lexicon import cue_classes, readable

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?|\d+|[^\w\s]")
DIGIT = re.compile(r"\d")
NEAR = 6
BAG = 14
"""Ordinary words of each side of a sentence."""
WIDE = 90
"""Characters to either side in which the nearest words stand."""


def features(n: int, made: Sequence[Proposal], parsed: Parsed, context: Context) -> list[str]:
    """Return the features of the `n`-th expression of those `made` of its kind, in order."""
    proposal = made[n]
    sentence = proposal.sentence
    text = sentence.text
    before = _words(text[max(0, proposal.start - WIDE) : proposal.start])
    after = _words(text[proposal.end : proposal.end + WIDE])
    own = _words(text[proposal.start : proposal.end])[:8]
    out = [f"f {fact}" for fact in proposal.facts]
    out += [f"o {word}" for word in own]
    left, right = ["^", *before][-NEAR:][::-1], [*after, "$"][:NEAR]
    out += [
        f"l1 {left[0]}",
        f"r1 {right[0]}",
        f"l2 {' '.join(left[:2])}",
        f"r2 {' '.join(right[:2])}",
    ]
    out += [f"l {word}" for word in left] + [f"r {word}" for word in right]
    out.append(f"lo {left[0]} {own[-1] if own else ''}")
    out += _cues(before[::-1], "b") + _cues(after, "a")
    out += [f"s {cue}" for cue in _classes(sentence.words)]
    out += _sides(text[: proposal.start], text[proposal.end :], _seen(proposal))
    out += _company(n, made)
    out += _place(proposal, parsed, context, n, len(made))
    return out


def _sides(before: str, after: str, own: Sequence[str]) -> list[str]:
    """Return the ordinary words of the sentence on both sides, and the nearest cue of each."""
    left, right = _ordinary(before)[::-1], _ordinary(after)
    known = cue_classes().get
    near = next(filter(None, map(known, left)), "-")
    next_ = next(filter(None, map(known, right)), "-")
    out = [f"sb {word}" for word in left[:BAG]] + [f"sa {word}" for word in right[:BAG]]
    out.append(f"cc {near} {next_}")
    out += [f"oc {word} {near}" for word in own] + [f"od {word} {next_}" for word in own]
    return out


def _company(n: int, made: Sequence[Proposal]) -> list[str]:
    """Return how often the same words are told, and what stands before and behind in a sentence."""
    proposal, words = made[n], made[n].words
    same = [number for number, each in enumerate(made) if each.words == words]
    plain = [DIGIT.sub("9", word) for word in words.split()]
    named = any(word not in readable() and word[0] != "9" for word in plain)
    out = [f"same {min(4, len(same))}", f"first {same[0] == n}"]
    out.append("own name" if named else f"own {' '.join(plain)}")
    for name, at in (("pv", n - 1), ("nx", n + 1)):
        other = made[at] if 0 <= at < len(made) else None
        if other is not None and other.sentence is proposal.sentence:
            out.append(f"{name} {other.facts[0]}")
            out += [f"{name}w {word}" for word in _seen(other)]
        else:
            out.append(f"{name} -")
    return out


def _seen(proposal: Proposal) -> list[str]:
    """Return the last ordinary words of an expression."""
    return _ordinary(proposal.sentence.text[proposal.start : proposal.end])[-2:]


def _ordinary(text: str) -> list[str]:
    known = readable()
    lows = (raw.lower() for raw in WORD.findall(text))
    return [low for low in lows if low in known or not low[0].isalnum()]


def _place(proposal: Proposal, parsed: Parsed, context: Context, n: int, total: int) -> list[str]:
    """Return where in the account an expression stands."""
    sentence = proposal.sentence
    index = sentence.index
    out = [sentence.part, f"paragraph {min(6, sentence.paragraph)}", f"n {min(n, 4)}"]
    out.append("begins" if proposal.start < 3 else "within")
    out.append(f"total {min(total, 12) // 3}")
    late = 4 * index // max(1, len(parsed.sentences))
    out.append(f"quarter {late}")
    if index in context.furniture:
        out.append("furniture")
    if index in context.background:
        out.append("background")
    if context.report.get(index, 0) or context.parts:
        out.append("another report")
    out += [f"t {cue}" for s in parsed.of("title") for cue in _classes(s.words)]
    around = [s for s in parsed.sentences[max(0, index - 1) : index] if s.part == sentence.part]
    return out + [f"p {cue}" for s in around for cue in _classes(s.words)]


def _classes(words: Iterable[str]) -> list[str]:
    """Return the classes of the cue words among these."""
    return sorted(set(filter(None, map(cue_classes().get, words))))


def _cues(words: Sequence[str], side: str) -> list[str]:
    """Return the classes of the nearest cue words of a side, the first of them apart."""
    known = cue_classes().get
    found = [cue for word in words if (cue := known(word))]
    first = [f"{side}1 {found[0]}"] if found else [f"{side}1 -"]
    return [*first, *(f"{side} {cue}" for cue in found[:3])]


def _words(text: str) -> list[str]:
    known = readable()
    out = []
    for raw in WORD.findall(text):
        low = raw.lower()
        if low in known or not low[0].isalnum():
            out.append(low)
        else:
            out.append("9" if low[0].isdigit() else "Xx" if raw[0].isupper() else "xx")
    return out
