"""The words of attribution: reporting verbs, and what speakers are called (`data/words.json`)."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources

from citydesk.model import SpeakerKind

Words = frozenset[str]

KINDS: tuple[SpeakerKind, ...] = (
    "anonymous", "sensor", "family", "witness", "resident", "document", "social", "official",
    "lawyer", "agency", "media", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Closed sets of lower-case words. `kind_of` says what a speaker with this head word is.

    `cues` are all words and marks of reporting, `leading` those that hold for a whole sentence.
    """

    strong: Words
    weak: Words
    participles: Words
    quoting: Words
    nouns: Words
    silent: Words
    bodies: Words
    cues: Words
    leading: Words
    skip: Words
    pronouns: Words
    titles: Words
    modifiers: Words
    joins: Words
    determiners: Words
    stops: Words
    orgs: Words
    male: Words
    female: Words
    kind_of: dict[str, SpeakerKind]


@functools.cache
def lexicon() -> Lexicon:
    """Load the words that ship with the package."""
    file = resources.files(__package__).joinpath("data", "words.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    sets = {name: frozenset(words) for name, words in data.items() if name != "about"}
    kind_of: dict[str, SpeakerKind] = {}
    for kind in KINDS:
        for word in data[kind]:
            kind_of.setdefault(word, kind)
    kept = {name: words for name, words in sets.items() if name not in KINDS}
    cues = (
        sets["strong"]
        | sets["weak"]
        | sets["participles"]
        | sets["quoting"]
        | {"according", "per", "told"}
    )
    leading = sets["strong"] | {"according", ":"}
    return Lexicon(cues=cues, leading=leading, kind_of=kind_of, **kept)
