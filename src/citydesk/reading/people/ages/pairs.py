"""What speaks for an age that stands alone being somebody's: the named features of each pair.

What the bearer does and suffers against the person's role, who is named before and behind the age,
the noun ("the girl") against what the person is called, and who and what else waits on the page.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from citydesk.model import Role
from citydesk.reading.people.ages.alone import Alone, bearers
from citydesk.reading.people.ages.told import age_of
from citydesk.reading.people.ages.years import around
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page, sentence_of
from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.unnamed import nouns

SIDES = ("victim", "suspect")
CALLED = 5  # words before a name among which "the boy" may stand
CERTAIN = 0.7  # log odds from which a given name is a woman's or a man's
CLEAR = 1.0  # log odds by which one role must be the likelier
STRONGEST = 4.0
CHILD, TEEN = 13, 18
MOST = 40  # persons without an age on one page who are asked for


class Pairs:
    """The persons of a page who wait for an age, and the ages that wait for a person."""

    def __init__(
        self, page: Page, roles: Sequence[tuple[Role, float]], alone: Sequence[Alone]
    ) -> None:
        self.page, self.roles, self.alone = page, roles, alone
        sided = {i for i, (role, _) in enumerate(roles) if role in SIDES}
        self.waiting = [i for i in sorted(sided) if age_of(page.people[i], page) is None][:MOST]
        self.years = list(dict.fromkeys(each.age.years for each in alone))
        told = _named(page)
        self.named = {"any": told, "side": [name for name in told if name[2] in sided]}
        self.only = {who: len({i for _, _, i in names}) == 1 for who, names in self.named.items()}
        self.first = {i: first for first, _, i in reversed(told)}
        self.beside = {
            (known.years, roles[i][0])
            for i, person in enumerate(page.people)
            if (known := age_of(person, page))
        }
        self.called = {i: _called(page.people[i]) for i in self.waiting}

    def rows(self, person: int) -> list[dict[str, float]]:
        """Return the features of each of `years` being this person's age."""
        role = self.roles[person][0]
        sides = [[each.sides(role) for each in self.of(years)] for years in self.years]
        mine = [max(mine for mine, _ in told) for told in sides]
        side = [max(mine - other for mine, other in told) for told in sides]
        rows = [self._row(person, years) for years in self.years]
        for k, row in enumerate(rows if len(rows) > 1 else []):
            row |= {"likeliest": 1.0} if mine[k] == max(mine) else {}
            row |= {"likeliest side": 1.0} if side[k] == max(side) else {}
        return rows

    def of(self, years: int) -> list[Alone]:
        """Return the mentions of an age."""
        return [each for each in self.alone if each.age.years == years]

    def _row(self, person: int, years: int) -> dict[str, float]:
        role, mentions = self.roles[person][0], self.of(years)
        names = {name for each in mentions for name in self._mention(person, each)}
        names |= {f"{role}: {act}" for each in mentions for act in each.acts}
        names |= set(self._around(person, years))
        names |= _gender(self.page.people[person], mentions)
        row = dict.fromkeys(sorted(names), 1.0)
        sides = [each.sides(role) for each in mentions]
        row["mine"] = max(map(_bounded, (mine for mine, _ in sides)))
        row["other's"] = max(map(_bounded, (other for _, other in sides)))
        row["side"] = max(map(_bounded, (mine - other for mine, other in sides)))
        return row

    def _around(self, person: int, years: int) -> Iterator[str]:
        """Yield what else the page tells: who waits as well, which other ages there are."""
        role = self.roles[person][0]
        yield "told"
        yield f"rivals={min(3, sum(self.roles[j][0] == role for j in self.waiting))}"
        yield f"ages={min(4, len(self.years))}"
        yield f"order={min(3, self.years.index(years))}"
        for other in SIDES:
            if (years, other) in self.beside:
                yield "beside a name of the " + ("same role" if other == role else "other role")
        kind = "child" if years < CHILD else "teen" if years < TEEN else ""
        if kind:
            yield kind
            yield f"{kind} {role}"
        if not years:
            yield "infant"

    def _mention(self, person: int, each: Alone) -> Iterator[str]:
        """Yield what one mention of the age says of the person."""
        called, classes = self.called[person], noun_classes()
        if each.noun in lexicon().relations:
            yield "kin"
        if each.noun and each.noun in called:
            yield "called"
            yield f"called {each.opening}"
        kinds = {classes[noun] for noun in called if noun in classes}
        if kinds and (kind := classes.get(each.noun)):
            yield "class agrees" if kind in kinds else "class differs"
        if each.name.words.part == "text":
            for who in ("any", "side"):
                yield from self._neighbours(person, each, who)

    def _neighbours(self, person: int, each: Alone, who: str) -> Iterator[str]:
        """Yield who is named before and behind the age, of all or of victims and suspects."""
        names, role = self.named[who], self.roles[person][0]
        plain = self.page.text.plain
        begin, end = sentence_of(plain, each.name.first, each.name.last)
        mine, other = each.sides(role)
        agrees = "+" if mine > other + CLEAR else "-" if other > mine + CLEAR else "?"
        k = bisect_left(names, (each.at, -1, -1))
        if k < len(names):
            first, _, j = names[k]
            near = "here" if first < end else "later"
            if j == person:
                yield f"{who} next {each.opening}"
                yield f"{who} next {agrees}"
                if self.first[person] == first:
                    yield f"{who} next first"
                    yield f"{who} next first {each.opening} {agrees}"
            else:
                yield f"{who} next {'rival' if self.roles[j][0] == role else 'other'} {near}"
        if k:
            _, last, j = names[k - 1]
            near = "here" if last > begin else "earlier"
            if j == person:
                yield f"{who} before {each.opening} {near}"
                yield f"{who} before {agrees}"
                if self.only[who]:
                    yield "nobody else named"
            elif self.roles[j][0] == role:
                yield f"{who} before rival {near} {each.opening}"
            else:
                yield f"{who} before other {near}"


@functools.cache
def noun_classes() -> dict[str, str]:
    """Return which nouns are a young child's, a teenager's and a grown person's."""
    return {noun: kind for kind in ("child", "teen", "grown") for noun in around(kind)}


def _named(page: Page) -> list[tuple[int, int, int]]:
    """Return the names of the text in order: first and last word, and whose."""
    return sorted(
        (name.first, name.last, i)
        for i, person in enumerate(page.people)
        for name in (*person.full, *person.short)
        if name.words is page.text
    )


def _called(person: Someone) -> frozenset[str]:
    """Return the nouns of "the boy, Cal Dorn" and "his son Cal Dorn"."""
    known = bearers()
    return frozenset(
        name.words.low[k]
        for name in person.full
        for k in range(max(0, name.titled - CALLED), name.titled)
        if name.words.low[k] in known
    )


def _gender(person: Someone, mentions: Sequence[Alone]) -> set[str]:
    """Return whether the given name's usual bearers are what the noun says."""
    usual = lexicon().given.get(person.best.parts[0].lower(), 0.0)
    told = {nouns().get(each.noun) for each in mentions} & {"male", "female"}
    if len(told) != 1 or abs(usual) < CERTAIN:
        return set()
    return {"gender agrees" if told == {"female" if usual > 0 else "male"} else "gender differs"}


def _bounded(score: float) -> float:
    return max(-STRONGEST, min(STRONGEST, score)) / STRONGEST
