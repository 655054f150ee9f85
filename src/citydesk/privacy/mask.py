"""Names that may not leave the desk become "[name withheld: why]", wherever they stand.

A name is looked for whole and in its parts, in every form of `forms.py`, and the whole word, run of
words or hashtag that holds it goes. Rather too much is masked than too little, with these limits:

- an ordinary word ("West", "Hope", "Le") counts with a capital, beside another part of the name, or
  where somebody is mourned; not before a street's own word, nor as the town that the record is in
- who is free stays in full ("Marcus Quade"), also a father whose son of the same name is withheld:
  by the suffix, a middle name or the age beside it; a bare name that may be either's is masked
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from citydesk.base.clean import clean
from citydesk.model import Place
from citydesk.privacy.finding import Finder, Known, finder

__all__ = ["Cut", "Mask", "Named"]

T = TypeVar("T")
_IDS = frozenset(
    {"id", "account", "report", "revision", "copy_of", "answered_by", "source", "sources"}
)
_PLAIN = (int, float, dt.datetime)
MOST_TEXTS = 8_192  # masked texts that are remembered: a record says most of its words often
_REPEATED = re.compile(r"(\[name withheld: [^\]]{1,80}\])(?:[ ,.\-]{1,3}\1)+")
_PACKED = re.compile(r"[A-Za-z0-9+/_\-]{8,400}={0,2}")


class Named(NamedTuple):
    """Somebody by name: why they are withheld (nothing for who is free), and the ages told."""

    name: str
    why: str = ""
    ages: tuple[int, ...] = ()


class Cut(NamedTuple):
    """Characters `start` <= i < `end` of a text, and why they are left out."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Mask:
    """Who is withheld, who is free to appear in full, and which places the record is about."""

    held: tuple[Named, ...] = ()
    free: tuple[Named, ...] = ()
    places: frozenset[str] = frozenset()
    _made: list[Finder] = field(default_factory=list, init=False, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.held)

    def joined(self, other: Mask) -> Mask:
        """Return a mask that withholds what either withholds; what one withholds is not free."""
        held = _together((*self.held, *other.held))
        names = {each.name: each for each in held}
        free = [f for f in _together((*self.free, *other.free)) if _apart(f, names.get(f.name))]
        return Mask(tuple(held), tuple(free), self.places | other.places)

    def cuts(self, text: str) -> list[Cut]:
        """Return where withheld names stand in a text as it is, in order."""
        if not self.held or not text:
            return []
        return [Cut(*each) for each in self._finder().cuts(text)]

    def text(self, text: str) -> str:
        """Return clean text in which every withheld name and part of one is replaced."""
        return _masked(self._finder(), text)

    def spells(self, ident: str) -> bool:
        """Tell whether an id, an address or a file's name holds a part of a withheld name.

        It is read with its percent signs and Base64 undone, apart and run together.
        """
        if not self.held or not ident:
            return False
        return any(self._finder().spelled(each) for each in _readings(ident))

    def apply(self, thing: T, *, key: str = "") -> T:
        """Return a model object or a row of JSON with every text in it masked.

        Ids stay. An address on the web that spells a withheld name is left out altogether.
        """
        if not self.held or key in _IDS or thing is None or isinstance(thing, _PLAIN):
            return thing
        if isinstance(thing, str):
            masked = self.url(thing) if key == "url" else self.text(thing)
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

    def url(self, url: str) -> str | None:
        """Return an address that spells nobody who is withheld, or None."""
        return None if self.spells(url) else url

    def _place(self, place: Place) -> Place:
        """Replace whole names only: Madison is a city too."""

        def kept(words: str | None) -> str | None:
            return self.text(words) if words and self._finder().whole(words) else words

        return dataclasses.replace(
            place,
            words=kept(place.words) or "",
            address=kept(place.address),
            landmark=kept(place.landmark),
            neighborhood=kept(place.neighborhood),
        )

    def _finder(self) -> Finder:
        if not self._made:
            held = tuple(Known(*each) for each in self.held)
            self._made.append(finder(held, tuple(Known(*each) for each in self.free), self.places))
        return self._made[0]


@functools.lru_cache(maxsize=MOST_TEXTS)
def _masked(finder: Finder, text: str) -> str:
    """Return a text without the names that a finder finds: a record says most things often."""
    shown = unicodedata.normalize("NFC", clean(text))
    pieces, last = list[str](), 0
    for cut in finder.cuts(shown) if shown else ():
        pieces += [shown[last : cut[0]], f"[name withheld: {cut[2]}]"]
        last = cut[1]
    return _REPEATED.sub(r"\1", "".join([*pieces, shown[last:]])) if pieces else shown


def _together(people: Iterable[Named]) -> list[Named]:
    """Return people by name, each once, with all the ages that are told of them."""
    found: dict[str, Named] = {}
    for each in people:
        before = found.get(each.name)
        ages = tuple(sorted({*each.ages, *(before.ages if before else ())}))
        found[each.name] = Named(each.name, before.why if before else each.why, ages)
    return list(found.values())


def _apart(free: Named, held: Named | None) -> bool:
    """Tell whether somebody free can be told from somebody of the same name who is withheld."""
    return held is None or bool(free.ages and held.ages and not {*free.ages} & {*held.ages})


def _readings(ident: str) -> Iterable[str]:
    """Yield what an id may be read as."""
    yield ident
    undone = unquote(ident)
    if undone != ident:
        yield undone
    if "xn--" in ident:
        for label in re.findall(r"xn--[a-z0-9\-]{1,60}", ident.lower()):
            try:
                yield label.encode().decode("idna")
            except UnicodeError:
                continue
    for found in _PACKED.finditer(undone):
        word = found[0].rstrip("=")
        try:
            data = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_")
            told = data.decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if told.isprintable():
            yield told


@functools.cache
def _fields(kind: Any) -> Sequence[str]:
    return tuple(f.name for f in dataclasses.fields(kind))
