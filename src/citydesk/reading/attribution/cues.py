"""Reporting verbs and their like in one sentence, with the words of who speaks.

Forms: "left" (police said …), "right" (… said the chief), "according", "passive" (was identified
by …), "colon" (Police: …), "of" (as in "X's statement"). Words inside quotation marks are no cues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from citydesk.reading.attribution.leftward import before, leftward
from citydesk.reading.attribution.phrase import Source, Tokens
from citydesk.reading.attribution.rightward import after, ending
from citydesk.reading.attribution.words import lexicon

Form = Literal["left", "right", "according", "passive", "colon"]
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "declined", "refused", "yet", "none"})
SUBORDINATORS = frozenset(
    {
        "after",
        "before",
        "when",
        "while",
        "if",
        "because",
        "until",
        "since",
        "unless",
        "although",
        "though",
        "whether",
        "once",
        "what",
    }
)
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
HEADINGS = frozenset(
    {"update", "updates", "updated", "video", "audio", "report", "reports", "statement", "details",
     "description", "information", "news", "list", "page"}
)  # fmt: skip
LOOSE = frozenset(
    {
        "of",
        "in",
        "on",
        "at",
        "as",
        "with",
        "during",
        "who",
        "from",
        "while",
        "about",
        "after",
        "outside",
        "near",
        "filed",
        "issued",
        "obtained",
        "posted",
        "published",
        "released",
        "reviewed",
    }
)
BARE = frozenset({"answer", "call", "claim", "estimate", "point", "report", "share"})
SINGULAR = frozenset({"a", "an"})
TELLS = frozenset({"told", "tell", "tells", "telling"})
BREAKS = frozenset({",", ".", ";", ":", "—", "–", "-", "--", '"', "”", "“", "!", "?", "…"})


class Cue(NamedTuple):
    """One cue: its word, its tokens `first`..`last`, its form and who speaks by it."""

    word: str
    first: int
    last: int
    form: Form
    source: Source
    negated: bool = False
    subordinate: bool = False
    relative: bool = False
    recipient: Source | None = None


def find_cues(tokens: Tokens, whole: str) -> list[Cue]:
    """Return the cues of a sentence in text order."""
    cues = lexicon().cues
    found: list[Cue] = []
    for i, low in enumerate(tokens.lowers):
        if low in cues and not tokens.quoted[i]:
            found.extend(_cue(tokens, i, low, whole))
        elif low == ":" and 0 < i <= 6 and not found and not tokens.quoted[i]:
            found.extend(_colon(tokens, i, whole))
    return found


def _cue(tokens: Tokens, i: int, low: str, whole: str) -> Iterator[Cue]:
    follow = tokens.lowers[i + 1 : i + 9]
    if low == "according":
        if follow[:1] == ["to"] and (source := after(tokens, i + 2, whole)):
            yield Cue("according", i, i + 1, "according", source)
    elif follow[:1] == ["by"] or ("as" in follow[:2] and "by" in follow):
        yield from _passive(tokens, i, low, whole)
    elif not _otherwise(tokens, i, low):
        yield from _active(tokens, i, low, whole)


def _otherwise(tokens: Tokens, i: int, low: str) -> bool:
    """Tell whether a word that may report is something else here: a noun, an adjective."""
    words = lexicon()
    if low == "per" or (low in words.nouns and _is_noun(tokens, i)):
        return True
    if low.startswith("alleged") and i and tokens.lowers[i - 1] in words.determiners:
        return True
    only = low in words.quoting and low not in words.strong and low not in words.weak
    return only and not _quote_beside(tokens, i)


def _active(tokens: Tokens, i: int, low: str, whole: str) -> Iterator[Cue]:
    """Yield the cue of a verb with its subject, which stands before or after it."""
    words = lexicon()
    quoting = (low in words.weak or low in words.quoting) and _quote_beside(tokens, i)
    inverts = low in words.strong or quoting
    inverted = _inverted(tokens, i, whole) if inverts and low not in TELLS else None
    subject = None if _be_before(tokens, i, low) else before(tokens, i, whole)
    loose = subject is None or (tokens.lowers[i - 1] == "," and not subject.known)
    if low in words.participles and loose:
        return
    use_right = inverted is not None and (subject is None or _quote_or_break(tokens, i))
    source = inverted if use_right else subject
    if source is None:
        return
    between = tokens.lowers[min(source.last + 1, i) : i] if not use_right else []
    first = i if use_right else source.first
    yield Cue(
        low,
        i,
        i,
        "right" if use_right else "left",
        source,
        negated=not NEGATIONS.isdisjoint(between) or _none(tokens, source),
        subordinate=first > 0 and tokens.lowers[first - 1] in SUBORDINATORS,
        relative=first > 0 and tokens.lowers[i - 1] in ("who", "which", "that"),
        recipient=_recipient(tokens, i, low, whole),
    )


def _quote_beside(tokens: Tokens, i: int) -> bool:
    """Tell whether a quotation ends just before or begins just after a verb."""
    return any(tokens.quoted[max(0, i - 3) : i]) or any(tokens.quoted[i + 1 : i + 4])


def _be_before(tokens: Tokens, i: int, low: str) -> bool:
    """Tell whether a verb is in the passive: "was reported", "are expected"."""
    if low.endswith(("s", "ing")):
        return False
    k = i - 1
    while k >= 0 and i - k < 5 and tokens.lowers[k] in lexicon().skip:
        if tokens.lowers[k] in BE:
            return True
        k -= 1
    return False


def _is_noun(tokens: Tokens, i: int) -> bool:
    words = lexicon()
    left = tokens.lowers[i - 1] if i else ""
    if left in words.determiners or left in ("of", "to", "'s"):
        return True
    if tokens.lowers[i] in BARE and not SINGULAR.isdisjoint(tokens.lowers[max(0, i - 3) : i]):
        return True  # "a false claim that": with this subject the verb would be "claims"
    right = tokens.texts[i + 1] if i + 1 < len(tokens.texts) else ""
    low = right.lower()
    clause = low in words.determiners or low in words.pronouns or low == "that"
    return left in words.modifiers and not (clause or right[:1].isupper())


def _none(tokens: Tokens, source: Source) -> bool:
    return tokens.lowers[source.first] in ("none", "no", "neither")


def _quote_or_break(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens.quoted[i - 1] or tokens.texts[i - 1] in BREAKS


def _inverted(tokens: Tokens, i: int, whole: str) -> Source | None:
    """Return the phrase after a verb when it may be its subject: "…," said the chief."""
    if i + 1 >= len(tokens.texts) or tokens.quoted[i + 1]:
        return None
    source = after(tokens, i + 1, whole)
    if source is not None and source.pronoun:
        alone = _ends_well(tokens, source.last + 1, loosely=False)
        return source if alone and source.head in ("he", "she", "they") else None
    for found in (source, ending(tokens, i + 1, whole)):
        if found is not None and _ends_well(tokens, found.last + 1, _quote_or_break(tokens, i)):
            return found
    return None


def _ends_well(tokens: Tokens, follow: int, loosely: bool) -> bool:
    """Tell whether a phrase may end before token `follow`: at a break, or before "in" or "who"."""
    if follow >= len(tokens.texts):
        return True
    text, low = tokens.texts[follow], tokens.lowers[follow]
    if text in BREAKS or text in "()" or tokens.quoted[follow] or low.endswith("day"):
        return True
    return loosely and low in LOOSE


def _passive(tokens: Tokens, i: int, low: str, whole: str) -> Iterator[Cue]:
    by = next(
        (k for k in range(i + 1, min(i + 9, len(tokens.lowers))) if tokens.lowers[k] == "by"), None
    )
    if by is None:
        return
    source = after(tokens, by + 1, whole)
    if source and not source.pronoun and source.known:
        yield Cue(low, i, by, "passive", source)


def _colon(tokens: Tokens, i: int, whole: str) -> Iterator[Cue]:
    """Yield the cue of "Police: two dead": a known speaker, alone before a colon."""
    source = leftward(tokens, i - 1, whole)
    if source is None or (source.first == source.last and source.head in HEADINGS):
        return
    if source.first == 0 and source.known and i + 1 < len(tokens.texts):
        yield Cue(":", i, i, "colon", source)


def _recipient(tokens: Tokens, i: int, low: str, whole: str) -> Source | None:
    if low not in TELLS:
        return None
    source = after(tokens, i + 1, whole)
    return source if source and not source.pronoun else None
