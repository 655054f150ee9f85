"""How a person's name may stand in a text: its words, and the ways of writing each of them.

A quotation says "Quade", a sign "rip deshawn", a hashtag "#JusticeForDeShawnMcQuillan", a headline
"O'BRANNIGAN" and a page's address "obrannigan": every part of a name is a pattern over the normal
form of a text (`base.names.folded`), in which case, accents and what hides are gone already.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from citydesk.base.names import folded, plain
from citydesk.reading.people.lexicon import lexicon

__all__ = ["Form", "Forms", "forms", "ordinary", "words_of_kind"]

Role = Literal["given", "middle", "family", "nickname", "initials"]

_QUOTED = re.compile(r"[\"“”„«‘'(]([^\"“”„«»’')]{1,30})[\"”“»’')](?=\s|,|\Z)")
_WORD = re.compile(r"[^\W_](?:[\w'’‘ʼ.\-‐‑–]{0,60}[^\W_])?")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_APART = re.compile(r"[\W_]+")
_SEP = r"[\s'\-._]{0,2}"
_MARK = r"['\-]?"  # within a word: "De'Shawn"
_SHORTEST = 3  # letters of a piece of a word that gives a name away by itself
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"}


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a part of a name stands in a text: `key` are its letters alone.

    A `common` one is an ordinary word as well: it counts with a capital, or beside another part.
    """

    key: str
    pattern: str
    role: Role
    common: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """A whole name: the forms of its parts, its suffix, and the particles within it."""

    parts: tuple[Form, ...]
    suffix: str | None = None
    particles: frozenset[str] = frozenset()

    def keys(self, role: Role) -> frozenset[str]:
        """Return the letters of the parts of a role."""
        return frozenset(form.key for form in self.parts if form.role == role)


@functools.cache
def words_of_kind(kind: str) -> frozenset[str]:
    """Return a list of words of this room's data file."""
    return frozenset(_data()[kind])


@functools.lru_cache(maxsize=16384)
def ordinary(word: str) -> bool:
    """Tell whether a word of a name is an ordinary word, a title or a particle as well."""
    known = lexicon()
    return (
        word in known.common
        or word in known.title
        or len(word) < 2
        or any(word in words_of_kind(kind) for kind in ("particles", "function", "months"))
    )


@functools.lru_cache(maxsize=8192)
def forms(name: str) -> Forms:
    """Return the forms of a person's name as somebody has told it."""
    nicknames = [found[1] for found in _QUOTED.finditer(name)]
    words = _WORD.findall(_QUOTED.sub(" ", name)) or _WORD.findall(name)
    suffix = next((plain(w) for w in words[1:] if plain(w) in words_of_kind("suffixes")), None)
    words = [w for n, w in enumerate(words) if not n or plain(w) not in words_of_kind("suffixes")]
    particles = [w for w in words[1:-1] if plain(w) in words_of_kind("particles")]
    own = [w for n, w in enumerate(words) if n in (0, len(words) - 1) or w not in particles]
    found: dict[tuple[str, str], Form] = {}
    for number, word in enumerate(own):
        role: Role = "given" if not number and len(own) > 1 else "middle"
        role = "family" if number == len(own) - 1 else role
        before = _particles_of(words, word) if role == "family" else ()
        for form in (*_whole(word, before, role), *_pieces(word, role)):
            found.setdefault((form.key, form.role), form)
    for told in nicknames:
        for word in _WORD.findall(told):
            for form in _whole(word, (), "nickname"):
                found.setdefault((form.key, form.role), form)
    if own:
        for other in sorted(_everyday(plain(own[0]))):
            form = Form(other, _letters(other), "nickname", True)
            found.setdefault((other, "nickname"), form)
    _initials(own, found)
    return Forms(
        tuple(form for form in found.values() if form.key),
        suffix,
        frozenset(plain(w) for w in particles),
    )


def _particles_of(words: list[str], word: str) -> tuple[str, ...]:
    """Return the particles that stand before a word of the name."""
    at, found = words.index(word), list[str]()
    while at > 1 and plain(words[at - 1]) in words_of_kind("particles"):
        at -= 1
        found.insert(0, plain(words[at]))
    return tuple(found)


def _whole(word: str, before: Iterable[str], role: Role) -> Iterator[Form]:
    """Yield the forms of a whole word: with and without accents, apart and joined."""
    pieces = [p for part in _HUMP.split(word) for p in _APART.split(folded(part)[0]) if p]
    key = "".join(pieces)
    joined = "".join(rf"(?:{_letters(p)}{_SEP})?" for p in before)
    yield Form(key, joined + _SEP.join(map(_letters, pieces)), role, ordinary(key))
    for other in sorted({*_respelled(word), *_romanised(key)} - {key, ""}):
        yield Form(other, joined + _letters(other), role, ordinary(other))


def _pieces(word: str, role: Role) -> Iterator[Form]:
    """Yield the halves of a hyphenated name, and what follows an apostrophe."""
    pieces = [p for p in _APART.split(folded(word)[0]) if p]
    for piece in pieces if len(pieces) > 1 else ():
        if len(piece) >= _SHORTEST and piece not in words_of_kind("particles"):
            yield Form(piece, _letters(piece), role, ordinary(piece))


def _initials(words: list[str], found: dict[tuple[str, str], Form]) -> None:
    letters = [p[0] for w in words for p in [plain(w)] if p]
    if len(letters) > 1:
        ends = [letters[0], letters[-1]]
        for some in {tuple(letters), tuple(ends)}:
            key = "".join(some)
            pattern = r"\.\s?(?:[^\W\d_]\.\s?)?".join(map(re.escape, some)) + r"\."
            found[(key, "initials")] = Form(key, rf"(?<![\w.]){pattern}", "initials", True)


def _letters(word: str) -> str:
    """Return the pattern of a word's letters, marks between its first ones aside."""
    first = _MARK.join(map(re.escape, word[:4]))
    return first + re.escape(word[4:])


def _respelled(word: str) -> set[str]:
    """Return the word with its umlauts spelled out, or drawn together."""
    low, found = word.lower(), set[str]()
    spelled = low
    for letter, pair in _SPELLED.items():
        spelled = spelled.replace(letter, pair)
        if pair in low and letter != "ß":
            found.add("".join(_APART.split(folded(low.replace(pair, letter))[0])))
    return {plain(spelled).replace(" ", ""), *found}


def _romanised(key: str) -> set[str]:
    """Return the word in Latin letters, where it is written in Cyrillic or Greek ones."""
    letters = _roman()
    if letters.keys().isdisjoint(key):
        return set()
    made = "".join(letters.get(letter, letter) for letter in key).replace("-", "")
    return {made, made.replace("iy", "y"), re.sub(r"\Aye", "e", made)}


def _everyday(given: str) -> frozenset[str]:
    """Return the everyday forms of a given name, and the full ones of an everyday form."""
    return _families().get(given, frozenset()) - {given}


@functools.cache
def _families() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("data/nicknames.txt").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for line in text.split("\n"):
        words = [] if line.startswith("#") else [plain(word) for word in line.split()]
        for word in words:
            found[word] = found.get(word, frozenset()) | {*words}
    return found


@functools.cache
def _roman() -> dict[str, str]:
    pairs = (pair.split(" ") for pair in _data()["roman"])
    return {pair[0]: pair[1] for pair in pairs}


@functools.cache
def _data() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("data/words.json").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = json.loads(text)
    return loaded
