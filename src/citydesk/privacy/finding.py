"""Where withheld names stand in a text: hits become runs, and runs become cuts.

    folded text ─▶ hits of forms ─▶ strong, weak or none ─▶ runs of one person ─▶ cuts

One pattern of all forms goes over the text once; everything else looks at a few characters beside
each hit, so the whole stays linear in the text.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from citydesk.base.names import folded
from citydesk.privacy.forms import Form, Forms, forms, words_of_kind
from citydesk.privacy.words import (
    in_handle,
    is_address,
    is_place,
    made_of_words,
    middle_name,
    mourned,
    not_a_name,
    starts_hump,
    titled,
)

__all__ = ["Finder", "Known", "finder"]

FAR = 60  # characters of a word, or beside one, that are looked at
_GAP = re.compile(r"[\W_]{0,3}\Z")
_BETWEEN = re.compile(
    r"[\s,]{0,2}(?:(?:[^\W\d_a-z][\w'’\-]{0,20}\.?"
    r"|[\"“”‘'(]{1,2}[\w'’. \-]{1,25}[\"”’')]{1,2},?)\s){1,2}\Z"
)
_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{1,6})[\s'\-]{1,2}\Z")
_REST = re.compile(rf"[^\W_]{{1,{FAR}}}")
_APART = re.compile(r"[\W_]+")
_NO_LETTER = re.compile(r"[\W_\d]+")
_SUFFIX = re.compile(r",?\s{0,2}(jr|sr|ii|iii|iv)\b\.?")
_AGE = re.compile(r"(?:'s)?,?\s{0,2}\(?(?:aged? )?(\d{1,3})\b")
_INITIALS_BEFORE = re.compile(r"(?:\b[^\W\d_a-z]\.\s{0,2}){1,3}\Z")
_INITIAL_AFTER = re.compile(r"\s[^\W\d_a-z]\.(?=\W|\Z)(?!\s?[A-Z][a-z])")
_NEXT_NAME = re.compile(r"[ \t]([^\W\d_a-z][\w'’\-]{1,20})")
_PLURAL = frozenset({"s", "es"})


class Known(NamedTuple):
    """Somebody as a text may name them; `why` is empty for who is free."""

    name: str
    why: str
    ages: tuple[int, ...]


@dataclass(slots=True)
class _Hit:
    """A form that was met: from `start` to `end` of the folded text, of these people."""

    start: int
    end: int
    forms: tuple[tuple[int, Form], ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class _Free:
    """Somebody free who shares a part of the name with somebody withheld."""

    pattern: re.Pattern[str]
    forms: Forms
    ages: tuple[int, ...]
    rivals: tuple[tuple[Forms, tuple[int, ...]], ...]


class Finder:
    """Finds the names of these people, in any text."""

    def __init__(
        self, held: Sequence[Known], free: Sequence[Known], places: frozenset[str]
    ) -> None:
        """Look for who is `held`; leave who is `free`, and the names of `places`."""
        self.held, self.places = held, places
        self.names = [forms(each.name) for each in held]
        self.by_key: dict[str, list[tuple[int, Form]]] = {}
        self.met: dict[str, tuple[tuple[int, Form], ...]] = {}
        patterns: dict[str, int] = {}
        for person, known in enumerate(self.names):
            for form in known.parts:
                self.by_key.setdefault(form.key, []).append((person, form))
                patterns[form.pattern] = max(len(form.key), patterns.get(form.pattern, 0))
        ordered = sorted(patterns, key=lambda p: (-patterns[p], p))
        self.pattern = re.compile("|".join(ordered) or r"(?!)")
        self.free = [each for known in free if (each := self._freed(known))]

    def cuts(self, text: str) -> list[tuple[int, int, str]]:
        """Return where names stand in a text as it is, in order, and why each is withheld."""
        low, at = folded(text)
        if not self.pattern.search(low):
            return []
        seen = _Text(text, low, at)
        kept = self._protected(seen)
        hits = [hit for hit in self._hits(seen) if not _within(hit, kept)]
        found = [self._cut(seen, run) for run in self._runs(seen, hits)]
        return [(*seen.raw(start, end), why) for start, end, why in _merged(found)]

    def whole(self, text: str) -> bool:
        """Tell whether a text holds at least two parts of somebody's name, or a name of one."""
        low, at = folded(text)
        hits = list(self._hits(_Text(text, low, at)))
        told: dict[int, set[str]] = {}
        for hit in hits:
            for person, form in hit.forms:
                told.setdefault(person, set()).add(form.role)
        return any(len(roles) > 1 for roles in told.values())

    def spelled(self, ident: str) -> bool:
        """Tell whether an id holds a part of a name: a word of it, or letters run together."""
        low = folded(ident)[0]
        words = {w for w in _NO_LETTER.split(low) if w}
        words |= {w[:-1] for w in words if len(w) > 3 and w.endswith("s")}
        together = _APART.sub("", low)
        if any(each in together for each in self._pairs()):
            return True
        return any(self._spelled(key, some, words, together) for key, some in self.by_key.items())

    def _spelled(
        self, key: str, some: Sequence[tuple[int, Form]], words: set[str], together: str
    ) -> bool:
        form = some[0][1]
        if form.role == "initials" or (len(key) == 1 and key.isascii()):
            return False
        if key in words and not (form.role == "nickname" and form.common):
            plain_word = key in words_of_kind("function") or key in words_of_kind("particles")
            return not plain_word or any(other.key in words for other in self._others(some))
        if len(key) > 3 and not form.common:
            return key in together
        return not key.isascii() and len(key) > 1 and key in together

    def _others(self, some: Sequence[tuple[int, Form]]) -> Iterator[Form]:
        for person, form in some:
            yield from (other for other in self.names[person].parts if other.role != form.role)

    @functools.lru_cache(maxsize=1)  # noqa: B019 - a finder is kept by a cache of its own
    def _pairs(self) -> frozenset[str]:
        """Return given and family names run together, both ways round."""
        found = set[str]()
        for known in self.names:
            givens = [*known.keys("given"), *known.keys("nickname")]
            for given in givens:
                for family in known.keys("family"):
                    if len(given) + len(family) > 3:
                        found |= {given + family, family + given}
        return frozenset(found)

    # --- what is free -----------------------------------------------------------------------------

    def _freed(self, known: Known) -> _Free | None:
        own = forms(known.name)
        keys = {form.key for form in own.parts if form.role in ("given", "middle", "family")}
        if not keys & self.by_key.keys() or not own.keys("given"):
            return None
        rivals = tuple(
            (other, self.held[person].ages)
            for person, other in enumerate(self.names)
            if own.keys("given") & (other.keys("given") | other.keys("nickname"))
            and own.keys("family") & other.keys("family")
        )
        ordered = [f for f in own.parts if f.role in ("given", "middle", "family")]
        roles = [[f.pattern for f in ordered if f.role == r] for r in ("given", "middle", "family")]
        given, middle, family = ("|".join(some) for some in roles)
        inner = rf"(?:(?:{middle})[\W_]{{1,3}})" if middle else ""
        strict = inner if rivals and middle else inner + "?" if inner else ""
        loose = "" if rivals else r"(?:[^\W\d_][\w']{0,15}\.?\s)?"
        pattern = rf"(?<!\w)(?:{given})[\W_]{{1,3}}{strict or loose}(?:{family})(?!\w)"
        return _Free(re.compile(pattern), own, known.ages, rivals)

    def _protected(self, seen: _Text) -> list[tuple[int, int]]:
        """Return where somebody who is free is named in full, and nobody else can be meant."""
        kept = [
            (found.start(), found.end())
            for free in self.free
            for found in free.pattern.finditer(seen.low)
            if not free.rivals or self._surely(seen, free, found)
        ]
        return sorted(kept)

    def _surely(self, seen: _Text, free: _Free, found: re.Match[str]) -> bool:
        """Tell one who is free from one withheld of the same name: by suffix, middle name, age."""
        after = _SUFFIX.match(seen.low, found.end())
        suffix = after[1] if after else None
        if suffix:
            others = (other.suffix for other, _ in free.rivals)
            return suffix == free.forms.suffix and suffix not in others
        age = _AGE.match(seen.low, found.end())
        if age:
            taken = any(int(age[1]) in ages or not ages for _, ages in free.rivals)
            return int(age[1]) in free.ages and not taken
        middle = free.forms.keys("middle")
        return bool(middle) and all(not other.keys("middle") & middle for other, _ in free.rivals)

    # --- hits -------------------------------------------------------------------------------------

    def _hits(self, seen: _Text) -> Iterator[_Hit]:
        inner: list[_Hit] = []
        for found in self.pattern.finditer(seen.low):
            some = self._forms_of(found[0])
            if not some:
                continue
            hit, inside = self._judged(seen, found.start(), found.end(), some)
            if inside:
                if inner and seen.word(inner[0].start) != seen.word(found.start()):
                    yield from self._glued(seen, inner)
                    inner = []
                inner.append(_Hit(found.start(), found.end(), some, False))
            elif hit:
                yield from self._glued(seen, inner)
                inner = []
                yield hit
        yield from self._glued(seen, inner)

    def _forms_of(self, words: str) -> tuple[tuple[int, Form], ...]:
        known = self.met.get(words)
        if known is None:
            known = self.met[words] = self._looked_up(_APART.sub("", words))
        return known

    def _looked_up(self, letters: str) -> tuple[tuple[int, Form], ...]:
        for start in range(len(letters)):
            if letters[start:] in self.by_key:
                return tuple(self.by_key[letters[start:]])
        return ()

    def _judged(
        self, seen: _Text, start: int, end: int, some: tuple[tuple[int, Form], ...]
    ) -> tuple[_Hit | None, bool]:
        """Return the hit that some letters make; and whether they stand within a longer word."""
        common = all(form.common for _, form in some)
        if any(form.role == "initials" for _, form in some) and "." in seen.low[start:end]:
            return (_Hit(start, end, some, True) if seen.initials(start, end) else None), False
        first, last = seen.word(start)[0], seen.word(end - 1)[1]
        before, after = seen.low[first:start], seen.low[end:last]
        if not before and (not after or (after in _PLURAL and end - start > 2)):
            return _Hit(start, last, some, self._strong(seen, start, last, common)), False
        if not seen.low[start].isascii() and not common:
            if _unspaced(seen.low[start]):
                return _Hit(start, end, some, True), False
            if len(before) <= 2 and len(after) <= 3:  # an article before, an ending after
                return _Hit(first, last, some, True), False
        hump = starts_hump(seen.text, seen.at[start], seen.at[end - 1] + 1)
        long = end - start > 3 or (end - start == 3 and not common)
        if long and (hump or (not common and in_handle(seen.low, first, last))):
            return _Hit(seen.with_sign(first), last, some, True), False
        return None, True

    def _glued(self, seen: _Text, inner: list[_Hit]) -> Iterator[_Hit]:
        """Yield the word in which hits stand run together, or among ordinary words."""
        if not inner:
            return
        first, last = seen.word(inner[0].start)
        told = tuple(each for hit in inner for each in hit.forms)
        beside = any(
            one.end == other.start and {p for p, _ in one.forms} & {p for p, _ in other.forms}
            for one, other in itertools.pairwise(inner)
        )
        alone = inner[0].forms[0][1]
        words = (
            len(inner) == 1
            and not alone.common
            and len(alone.key) > 3
            and seen.text[seen.at[first] : seen.at[last - 1] + 1].islower()
            and made_of_words(seen.low[first : inner[0].start], seen.low[inner[0].end : last])
            and not not_a_name(seen.low[first:last])
        )
        if beside or words:
            yield _Hit(seen.with_sign(first), last, told, True)

    def _strong(self, seen: _Text, start: int, end: int, common: bool) -> bool:
        """Tell whether a word that is a part of a name is one here by itself."""
        word = seen.low[start:end]
        capital = not seen.text[seen.at[start]].islower()
        if is_address(seen.low, end) and seen.text[seen.at[start]].isupper():
            return False
        if word in self.places and capital and is_place(seen.low, start, end):
            return False
        if not common:
            return True
        if not capital:
            return mourned(seen.low, start) and word not in words_of_kind("function")
        return titled(seen.text, seen.low, seen.at, start, end)

    # --- runs and cuts ----------------------------------------------------------------------------

    def _runs(self, seen: _Text, hits: list[_Hit]) -> Iterator[list[_Hit]]:
        """Yield hits that stand side by side, those that count."""
        run: list[_Hit] = []
        for hit in hits:
            if run and not self._beside(seen, run[-1], hit):
                yield from self._counting(run)
                run = []
            run.append(hit)
        yield from self._counting(run)

    def _beside(self, seen: _Text, one: _Hit, other: _Hit) -> bool:
        gap = seen.text[seen.at[one.end - 1] + 1 : seen.at[other.start]]
        if len(gap) > FAR or not {p for p, _ in one.forms} & {p for p, _ in other.forms}:
            return len(gap) <= 3 and bool(_GAP.match(gap)) and one.strong and other.strong
        if _GAP.match(gap):
            return True
        givens = any(form.role in ("given", "nickname") for _, form in one.forms)
        return givens and bool(_BETWEEN.match(gap)) and _family(other)

    def _counting(self, run: list[_Hit]) -> Iterator[list[_Hit]]:
        told: dict[int, set[str]] = {}
        for hit in run:
            for person, form in hit.forms:
                told.setdefault(person, set()).add(form.role)
        if any(hit.strong for hit in run) or any(len(roles) > 1 for roles in told.values()):
            if any(len(roles) > 1 for roles in told.values()):
                yield run
            else:
                yield from ([hit] for hit in run if hit.strong)

    def _cut(self, seen: _Text, run: list[_Hit]) -> tuple[int, int, str]:
        start, end = run[0].start, run[-1].end
        person = run[0].forms[0][0]
        if len(run) > 1:
            last = {p for p, _ in run[-1].forms}
            person = next((p for p, _ in run[0].forms if p in last), person)
        after = _SUFFIX.match(seen.low, end)
        if after:
            end = after.end()
        elif any(form.role in ("given", "nickname") for _, form in run[-1].forms):
            if _inverted(seen, run):
                end = self._with_middle(seen, end)
            more = _INITIAL_AFTER.match(seen.text, seen.at[end - 1] + 1)
            end += len(more[0]) if more and seen.plain else 0
        if any(form.role in ("family", "middle") for _, form in run[0].forms):
            start = self._with_before(seen, start, person)
        return start, end, self.held[person].why

    def _with_middle(self, seen: _Text, end: int) -> int:
        """Return where "Surname, Given Middle" ends: after one or two more words with capitals."""
        for _ in range(2):
            more = _NEXT_NAME.match(seen.text, seen.at[end - 1] + 1) if seen.plain else None
            word = folded(more[1])[0] if more else ""
            if not more or not middle_name(word):
                break
            end += len(more[0])
        return end

    def _with_before(self, seen: _Text, start: int, person: int) -> int:
        """Return where a name begins with its particles and initials."""
        particles = self.names[person].particles
        while particles:
            word = re.search(
                r"(?<!\w)([^\W\d_]{1,6})[\s'\-]{1,2}\Z", seen.low[max(0, start - 9) : start]
            )
            if not word or word[1] not in particles:
                break
            start -= len(word[0])
        if seen.plain:
            found = _INITIALS_BEFORE.search(seen.text[max(0, start - 14) : start])
            start -= len(found[0]) if found else 0
        return start


@dataclass(slots=True)
class _Text:
    """A text as it is and folded; `at` says where each folded character was."""

    text: str
    low: str
    at: Sequence[int]

    @property
    def plain(self) -> bool:
        """Whether folding kept every place."""
        return isinstance(self.at, range)

    def word(self, place: int) -> tuple[int, int]:
        """Return where the word around a place begins and ends, as far as one may be long."""
        low, first = self.low, place
        while first > 0 and place - first < FAR and low[first - 1].isalnum():
            first -= 1
        rest = _REST.match(low, place)
        return first, max(place + 1, rest.end() if rest else 0)

    def with_sign(self, first: int) -> int:
        """Return where a hashtag or a handle begins."""
        return first - 1 if first and self.low[first - 1] in "#@" else first

    def initials(self, start: int, end: int) -> bool:
        """Tell whether capitals with stops are somebody's initials, not a common abbreviation."""
        letters = self.text[self.at[start] : self.at[end - 1] + 1]
        if not all(c.isupper() for c in letters if c.isalpha()):
            return False
        word = _APART.sub("", self.low[start:end])
        if word not in words_of_kind("abbreviations"):
            return True
        return bool(_AGE.match(self.low, end) or self.low.startswith("'s", end))

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the text as it is, with the marks that belong to the last."""
        first = self.at[start]
        last = self.at[end - 1] + 1
        following = self.at[end] if end < len(self.at) else len(self.text)
        while last < following and not self.plain and not self.text[last].isspace():
            last += 1
        return first, last


def _family(hit: _Hit) -> bool:
    return any(form.role in ("family", "middle") for _, form in hit.forms)


def _inverted(seen: _Text, run: Sequence[_Hit]) -> bool:
    """Tell whether a name is told as in a list: the family's part, a comma, the given name."""
    if len(run) < 2 or not _family(run[0]):
        return False
    return "," in seen.low[run[0].end : run[-1].start]


def _unspaced(char: str) -> bool:
    """Tell of a script that puts no spaces between words."""
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or 0x0E00 <= code <= 0x0EFF


def _within(hit: _Hit, kept: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a hit lies in one of these stretches, which are sorted."""
    place = bisect.bisect_right(kept, (hit.start, len(kept) and kept[-1][1])) - 1
    return any(s <= hit.start and hit.end <= e for s, e in kept[max(0, place - 2) : place + 1])


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, why in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end), joined[-1][2])
        else:
            joined.append((start, end, why))
    return joined


@functools.lru_cache(maxsize=4096)
def finder(held: tuple[Known, ...], free: tuple[Known, ...], places: frozenset[str]) -> Finder:
    """Return the finder of these people, made once."""
    return Finder(held, free, places)
