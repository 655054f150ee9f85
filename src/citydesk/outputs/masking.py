"""Names that may not leave the desk become "[name withheld: why]", wherever they stand.

A name is looked for whole and in its parts, because a quotation says "Quade" or "little Tyler",
and without regard to case, accents and invisible characters, because a headline shouts and a page
hides. Rather too much is masked than too little: a street that bears a withheld surname keeps it
only where a word like "Street" follows.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, TypeVar

from citydesk.model import Place
from citydesk.outputs.clean import clean, visible

__all__ = ["Mask", "parts"]

T = TypeVar("T")
_IDS = frozenset(
    {"id", "account", "report", "revision", "copy_of", "answered_by", "source", "sources"}
)
_PLAIN = (int, float, dt.datetime)
_TITLES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "dr", "mr", "mrs", "ms", "miss"}
    | {"de", "del", "della", "la", "le", "van", "von", "der", "den", "da", "dos", "das", "al", "el"}
)
_NO_NAMES = frozenset(
    {"police", "county", "department", "sheriff", "hospital", "street", "avenue", "road", "city"}
    | {"north", "south", "east", "west", "state", "university", "school", "news", "the", "and"}
)
"""Words that a reader may take into a name by mistake: alone they stand everywhere."""
_WORD = re.compile(r"[^\W\d_](?:[\w'’\-]{0,40}\w)?")
_STREET = (
    r"(?!\s(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Drive|Lane|Court|Place|Way|Park))"
)
_GAP = r"[\W_]{1,3}"
_REPEATED = re.compile(r"(\[name withheld: [^\]]{1,80}\])(?:[ ,.\-]{1,3}\1)+")


@dataclass(frozen=True, slots=True)
class Mask:
    """Names with the reason why each is withheld, and full names that are free to appear."""

    names: tuple[tuple[str, str], ...] = ()
    free: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    def joined(self, other: Mask) -> Mask:
        """Return a mask that withholds what either withholds; what one withholds is not free."""
        names = dict(self.names) | dict(other.names)
        free = {*self.free, *other.free} - names.keys()
        return Mask(tuple(names.items()), tuple(sorted(free)))

    def text(self, text: str) -> str:
        """Return clean text in which every withheld name and part of one is replaced."""
        plain = unicodedata.normalize("NFC", clean(text))
        if not plain or not self._may_tell(plain):
            return plain
        return _REPEATED.sub(r"\1", self._replace(plain))

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Return where withheld names stand in a text as it is: start, end, and the reason."""
        if not self.names or not text:
            return []
        seen, at = visible(text)
        pattern, reasons = _compiled(self.names, self.free)
        return [
            (at[found.start()], at[found.end() - 1] + 1, reason)
            for found in pattern.finditer(_folded(seen))
            if (reason := reasons.get(found.lastgroup or ""))
        ]

    def apply(self, thing: T, *, key: str = "") -> T:
        """Return a model object or a row of JSON with every text in it masked.

        Ids stay. An address on the web that spells a withheld name is left out altogether.
        """
        if not self.names or key in _IDS or thing is None or isinstance(thing, _PLAIN):
            return thing
        if isinstance(thing, str):
            masked = self._url(thing) if key == "url" else self.text(thing)
            return masked  # type: ignore[return-value]
        if isinstance(thing, Place):
            return self._place(thing)  # type: ignore[return-value]
        if isinstance(thing, tuple | list):
            each_masked = [self.apply(each, key=key) for each in thing]
            same = all(new is old for new, old in zip(each_masked, thing, strict=True))
            return thing if same else type(thing)(each_masked)
        if isinstance(thing, dict):
            return {k: self.apply(v, key=str(k)) for k, v in thing.items()}  # type: ignore[return-value]
        if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            held = ((name, getattr(thing, name)) for name in _fields(type(thing)))
            pairs = ((name, value, self.apply(value, key=name)) for name, value in held)
            changed = {name: new for name, value, new in pairs if new is not value}
            return dataclasses.replace(thing, **changed) if changed else thing
        return thing

    def _may_tell(self, plain: str) -> bool:
        """Tell whether any part of a name stands in a text at all: most texts have none."""
        told = _folded(plain).casefold()
        return any(part in told for part in _parts_of(self.names))

    def _replace(self, plain: str) -> str:
        pattern, reasons = _compiled(self.names, self.free)
        pieces, last = [], 0
        for found in pattern.finditer(_folded(plain)):
            reason = reasons.get(found.lastgroup or "")
            if reason:
                pieces += [plain[last : found.start()], f"[name withheld: {reason}]"]
                last = found.end()
        return "".join([*pieces, plain[last:]])

    def _url(self, url: str) -> str | None:
        """Read a slug like a title, because it spells names in small letters ("/tyler-quade")."""
        slug = re.sub(r"[\W_]+", " ", url).title()
        return None if self._replace(slug) != slug else url

    def _place(self, place: Place) -> Place:
        """Replace whole names only: Madison is a city too."""
        whole = tuple((n, r) for n, r in self.names if len(parts(n)) > 1)
        pattern, _ = _compiled(whole, self.free, False)

        def held(words: str | None) -> str | None:
            return self.text(words) if words and pattern.search(_folded(words)) else words

        return dataclasses.replace(
            place,
            words=held(place.words) or "",
            address=held(place.address),
            landmark=held(place.landmark),
            neighborhood=held(place.neighborhood),
        )


def parts(name: str) -> list[str]:
    """Return the words of a name that give it away when they stand alone."""
    words = [w.group() for w in _WORD.finditer(name)]
    return [w for w in words if len(w) > 1 and w.lower() not in _TITLES | _NO_NAMES]


@functools.lru_cache(maxsize=4096)
def _parts_of(names: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(_folded(w).casefold() for name, _ in names for w in parts(clean(name)))


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


@functools.lru_cache(maxsize=4096)
def _compiled(
    names: tuple[tuple[str, str], ...], free: tuple[str, ...], lone: bool = True
) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern, its groups named by the reason that each stands for."""
    reasons: dict[str, str] = {}
    wholes: list[str] = []
    alone: list[str] = []
    seen: set[str] = set()
    for number, (name, reason) in enumerate(names):
        words = [_folded(w) for w in parts(clean(name))]
        if not words:
            continue
        reasons[f"w{number}"] = reasons[f"p{number}"] = reason
        middle = rf"(?:{_GAP}\w{{1,15}}\.?)?{_GAP}"
        whole = middle.join(map(re.escape, words))
        wholes.append(rf"(?P<w{number}>(?i:\b{whole}\b))")
        fresh = [w for w in words if w.lower() not in seen]
        seen.update(w.lower() for w in fresh)
        if fresh and lone:
            either = "|".join(re.escape(form) for w in fresh for form in _forms(w))
            alone.append(rf"(?P<p{number}>\b(?:{either})\b{_STREET})")
    kept = [rf"(?i:\b{_GAP.join(map(re.escape, map(_folded, parts(f))))}\b)" for f in free]
    return re.compile("|".join([*kept, *wholes, *alone]) or r"(?!)"), reasons


def _forms(word: str) -> list[str]:
    return sorted({word, word.upper(), word[:1].upper() + word[1:].lower()}, reverse=True)


def _folded(text: str) -> str:
    """Return the text without accents and with straight apostrophes, character for character."""
    if text.isascii():
        return text
    return "".join("'" if c in "’‘ʼ`" else unicodedata.normalize("NFD", c)[0] for c in text)
