"""Whether a sentence is said by somebody other than the outlet: readable features, one score."""

from __future__ import annotations

from citydesk.reading.attribution.cues import Cue
from citydesk.reading.attribution.passages import Look
from citydesk.reading.attribution.words import lexicon
from citydesk.reading.weights import load

THRESHOLD = 0.4
TRAILING = 0.9  # of "…, police believe."
HEADLINE = 0.9  # of "Police: two dead" as a title; the annotated articles have no titles


def probability(look: Look, before: Look | None, after: Look | None) -> float:
    """Return how probable it is that somebody else says this sentence, given its neighbours."""
    if _silent(look):
        return 0.0
    if look.sentence.part == "title" and look.main is not None and look.main.form == "colon":
        return HEADLINE
    if _trails(look):
        return TRAILING
    return load("attribution").probability(features(look, before, after))


def _trails(look: Look) -> bool:
    """Tell whether a sentence ends by naming who holds it to be so: "…, police believe."."""
    cue, tokens = look.main, look.tokens
    if cue is None or tokens is None or cue.form != "left" or cue.negated or cue.subordinate:
        return False
    before = tokens.lowers[cue.source.first - 1] if cue.source.first else ""
    behind = tokens.texts[cue.last + 1 :]
    return before == "," and cue.source.known and behind == ["."]


def _silent(look: Look) -> bool:
    """Tell whether nobody says anything: "police did not confirm it", "Do police say who ran?"."""
    if look.quotation < 0 and look.sentence.text.endswith("?"):
        return True
    cue = look.main
    alone = cue is not None and len(look.cues) == 1 and look.quotation < 0
    return alone and cue is not None and cue.negated and cue.word in lexicon().silent


def features(look: Look, before: Look | None, after: Look | None) -> dict[str, float]:
    """Return the named features of one sentence."""
    found = _of_cue(look, look.main) if look.main is not None else _without_cue(look)
    if look.quotation >= 0:
        found["quote"] = 1.0
        found[f"share {min(9, int(look.quoted * 10))}"] = 1.0
    for name in ("inside", "block", "announces", "furniture", "first_person"):
        if getattr(look, name):
            found[name] = 1.0
    if look.block and look.first_person:
        found["block in the first person"] = 1.0
    if look.sentence.part == "title":
        found["title"] = 1.0
    found.update(_around(look, before, "before"))
    found.update(_around(look, after, "after"))
    return found


def _of_cue(look: Look, cue: Cue) -> dict[str, float]:
    """Return the features of a sentence with a reporting verb or its like."""
    source = cue.source
    weight = "weak"
    if cue.word in lexicon().strong or cue.form in ("according", "colon"):
        weight = "strong"
    shape = "pronoun" if source.pronoun else "name" if source.name else source.kind
    names = [
        f"word={cue.word}", f"form={cue.form}", f"shape={shape}",
        weight, f"{weight} {shape}", f"{weight} {cue.form}",
    ]  # fmt: skip
    for name in ("negated", "subordinate", "relative"):
        names += [name, f"{name} {weight}"] if getattr(cue, name) else []
    also = {
        "silent": cue.negated and cue.word in lexicon().silent,
        "unknown source": not source.known,
        "begins with the speaker": source.first == 0,
        "recipient": cue.recipient is not None,
        "nobody": look.who is None,
    }
    names += [name for name, holds in also.items() if holds]
    return {**dict.fromkeys(names, 1.0), "cues": float(min(3, len(look.cues)))}


def _without_cue(look: Look) -> dict[str, float]:
    """Return the features of a sentence that names nobody who speaks."""
    found = {"no cue": 1.0, f"found {look.how or 'nobody'}": 1.0}
    if look.quotation >= 0:
        found |= {"no cue, quoted": 1.0, "no cue, share": look.quoted}
    return found


def _around(look: Look, other: Look | None, side: str) -> dict[str, float]:
    if other is None:
        return {f"{side} none": 1.0}
    found: dict[str, float] = {}
    same = other.sentence.paragraph == look.sentence.paragraph
    kind = "quoted" if other.quoted > 0.3 else "cued" if other.main else "plain"
    found[f"{side} {kind}{' here' if same else ''}"] = 1.0
    if look.main is None and look.quotation < 0:
        found[f"bare {side} {kind}{' here' if same else ''}"] = 1.0
    return found
