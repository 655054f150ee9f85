"""An oracle of linking: the evidence of one pair in plain Python, written apart from the columns.

What `citydesk.linking.evidence` declares and runs by the column is held to this, to the thousandth.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from citydesk.base.clock import FINENESS, bounds, days_apart, overlap
from citydesk.base.likeness import same_name, spoken, street_core
from citydesk.base.linear import Linear, load_linear
from citydesk.linking.profiles import Human, Profile
from citydesk.model import Comparison, Count, Place, Reason

__all__ = ["compare"]

Words = str | Callable[[], str]
Feature = tuple[str, float, Words]
"""Name, value (1 for a plain fact), and the words for a person, or what makes them."""

WIDEST = 1500  # metres of radius up to which a point is worth measuring from
DAY = FINENESS["day"]
HOUR = 60  # minutes


def features(left: Profile, right: Profile) -> list[Feature]:
    """Return the evidence that two sides give, for one incident or against it."""
    return [
        *_day(left, right),
        *_alerts(left, right),
        *_published(left, right),
        *_place(left, right),
        *_people(left, right),
        *_toll(left, right),
        *_what(left, right),
        *_words(left, right),
    ]


def _day(left: Profile, right: Profile) -> Iterator[Feature]:
    if not left.times or not right.times:
        return
    a, b = left.times[0], right.times[0]
    gap, sure = days_apart(a, b), min(left.sure_time, right.sure_time)
    if FINENESS[a.granularity] > DAY or FINENESS[b.granularity] > DAY:
        seen = "overlap" if overlap(a, b) else "apart"
        yield f"day: coarse times {seen}", sure, f"coarse times {seen}"
        return
    first, second = bounds(a)[0].date(), bounds(b)[0].date()
    if gap == 0:
        yield "day: same", sure, f"same day, {first.isoformat()}"
        yield from _clock(left, right)
        return
    step = _step(gap, (1, 3, 14))
    yield f"day: {step} apart", sure, f"{_days(gap)} apart: {first} / {second}"
    others = ((x, y) for x in left.times[:3] for y in right.times[:3])
    if any(days_apart(x, y) == 0 and x.granularity != "year" for x, y in others):
        yield "day: another time told agrees", 1.0, "another time that they tell agrees"


def _days(gap: int) -> str:
    return "1 day" if gap == 1 else f"{gap} days"


def _clock(left: Profile, right: Profile) -> Iterator[Feature]:
    minutes = _clocks_apart(left, right)
    if minutes is not None and not left.alert and not right.alert:
        step = _step(minutes, (15, 60, 180))
        yield f"day: clock {step} minutes", 1.0, _apart(minutes)


def _alerts(left: Profile, right: Profile) -> Iterator[Feature]:
    many, minutes = left.alert + right.alert, _clocks_apart(left, right)
    if not many:
        return
    yield (
        ("alert: one is an alert", 1.0, "one is a sensor's alert or a call")
        if many == 1
        else ("alert: two alerts", 1.0, "both are alerts or calls")
    )
    told = left.times and right.times and days_apart(left.times[0], right.times[0]) <= 1
    if minutes is not None and told:
        step = _step(minutes, (2, 10, 30, 90) if many == 1 else (0, 2, 10))
        name = "clock" if many == 1 else "clocks of both"
        yield f"alert: {name} {step} minutes", 1.0, _apart(minutes)


def _apart(minutes: int) -> str:
    return f"clocks {minutes} minute{'s' if minutes != 1 else ''} apart"


def _clocks_apart(left: Profile, right: Profile) -> int | None:
    """Return the minutes between the two clock readings that lie closest, whatever their day."""
    gaps = [
        abs((bounds(a)[0] - bounds(b)[0]).total_seconds()) / 60
        for a in left.clocks[:4]
        for b in right.clocks[:4]
    ]
    return int(min(gaps)) if gaps else None


def _published(left: Profile, right: Profile) -> Iterator[Feature]:
    if left.published and right.published:
        gap = abs((left.published - right.published).days)
        step = _step(gap, (0, 1, 3, 7, 30, 120))
        words = f"published {_days(gap)} apart" if gap else "published the same day"
        yield f"published: {step} days apart", 1.0, words
    for one, other in ((left, right), (right, left)):
        if one.published and other.times:
            start = bounds(other.times[0])[0].date()
            if one.published < start:
                yield "published: before", other.sure_time, f"{one.published} is before {start}"
                return


def _place(left: Profile, right: Profile) -> Iterator[Feature]:
    sure = min(left.sure_place, right.sure_place)
    if left.state and right.state:
        if left.state == right.state:
            yield "place: same state", sure, f"same state, {left.state}"
        else:
            yield "place: different state", sure, f"{left.state} / {right.state}"
    if left.city and right.city:
        if left.city == right.city:
            yield "place: same city", sure, f"same city, {left.city.title()}"
        elif left.city in right.towns or right.city in left.towns:
            yield "place: city also told", sure, "the city of one is also told by the other"
        else:
            words = f"different city: {left.city.title()} / {right.city.title()}"
            yield "place: different city", sure, words
    yield from _street(left, right)
    yield from _other_corner(left, right)
    yield from _distance(left.places, right.places)


def _street(left: Profile, right: Profile) -> Iterator[Feature]:
    if not left.streets or not right.streets:
        return
    shared = left.streets & right.streets
    if not shared and _spelt_alike(left, right):
        yield "place: street spelt alike", 1.0, "a street that is spelt alike"
        return
    if not shared:
        yield "place: different street", 1.0, "different streets"
        return
    words = " and ".join(sorted(shared)).title()
    yield "place: same street", 1.0, f"same street, {words}"
    sides = (
        ("direction", "with another direction", left.directions, right.directions),
        ("type", "of another type", left.types, right.types),
    )
    others = [(name, words) for name, words, a, b in sides if a and b and not a & b]
    for name, said in others:
        yield f"place: different {name} of the street", 1.0, f"that street, {said}"
    if others:
        return
    numbers = left.numbers & right.numbers
    if numbers:
        yield "place: same number", 1.0, f"same number or block, {min(numbers)}"
    elif left.numbers and right.numbers:
        gap = max(1, abs((left.house or 0) - (right.house or 0)))
        step = _step(gap, (100, 400))
        yield f"place: number {step} apart", 1.0, f"numbers {gap} apart"
    first, second = _core(left.places), _core(right.places)
    if first and first == second:
        yield "place: same address", 1.0, "the same address"


def _other_corner(left: Profile, right: Profile) -> Iterator[Feature]:
    """Two shootings of one night in a large city: another street, and another hour."""
    minutes = _clocks_apart(left, right)
    elsewhere = left.streets and right.streets and not _spelt_alike(left, right)
    if elsewhere and minutes is not None and minutes > HOUR:
        yield "place: different street at a different hour", 1.0, "another street at another hour"


def _spelt_alike(left: Profile, right: Profile) -> bool:
    return bool(set(map(spoken, left.streets)) & set(map(spoken, right.streets)))


def _core(places: Iterable[Place]) -> frozenset[str]:
    return next((street_core(p.address) for p in places if p.address), frozenset())


def _distance(left: Iterable[Place], right: Iterable[Place]) -> Iterator[Feature]:
    a, b = _point(left), _point(right)
    if a and b:
        exact = 1000 * _kilometres(a[:2], b[:2])
        metres, reach = round(exact), round(a[2] + b[2])
        words = f"{_length(exact)} apart, told to within {_length(a[2])} and {_length(b[2])}"
        if metres <= reach:
            step = _step(max(metres, reach), (150, 300, 600, 1200))
            yield f"place: areas meet, {step} m wide", 1.0, words
        else:
            step = _step(metres - reach, (50, 150, 500, 2000))
            yield f"place: areas {step} m apart", 1.0, words


def _length(metres: float) -> str:
    if metres < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 10_000 else f"{metres / 1000:.0f} km"


def _point(places: Iterable[Place]) -> tuple[float, float, float] | None:
    for place in places:
        if None not in (place.lat, place.lon, place.radius) and place.radius <= WIDEST:
            return place.lat, place.lon, place.radius
    return None


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    lat = math.radians(a[0] + b[0]) / 2
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(lat))


def _people(left: Profile, right: Profile) -> Iterator[Feature]:
    shared, surnames = _shared_names(left.people, right.people)
    if shared:
        names = sorted({a.name or "" for a, _ in shared})
        yield "people: shared name", 1.0, f"both name {names[0]}"
        if len(names) > 1:
            yield "people: more shared names", 1.0, f"{len(names)} names in common"
        if any(_ages_conflict(a, b) for a, b in shared):
            yield "people: age of the name differs", 1.0, f"{names[0]}: different ages"
    elif surnames:
        yield "people: shared surname", 1.0, f"both name somebody called {surnames[0].title()}"
    else:
        for role in ("victim", "suspect"):
            if _named(left.people, role) and _named(right.people, role):
                yield f"people: different {role}s named", 1.0, f"they name different {role}s"
    yield from _ages(left, right)


def _shared_names(
    left: Iterable[Human], right: Sequence[Human]
) -> tuple[list[tuple[Human, Human]], list[str]]:
    """Return the pairs of people with one name, and the surnames in common of the others."""
    shared: list[tuple[Human, Human]] = []
    surnames: list[str] = []
    for a in left:
        for b in right:
            if not a.parts or not b.parts or a.parts[-1][0] != b.parts[-1][0]:
                continue
            if a.name and b.name and same_name(a.name, b.name):
                shared.append((a, b))
            elif a.parts[-1] == b.parts[-1]:
                surnames.append(a.parts[-1])
    return shared, sorted(surnames)


def _ages_conflict(a: Human, b: Human) -> bool:
    return a.age is not None and b.age is not None and abs(a.age - b.age) > 1


def _named(people: Iterable[Human], role: str) -> bool:
    return any(human.parts and human.role == role for human in people)


def _ages(left: Profile, right: Profile) -> Iterator[Feature]:
    for role in ("victim", "suspect"):
        a = {h.age for h in left.people if h.role == role and h.age is not None}
        b = {h.age for h in right.people if h.role == role and h.age is not None}
        if a & b:
            age = min(x for x in a & b if x is not None)
            yield f"people: {role} of the same age", 1.0, f"both tell of a {role} aged {age}"
        elif a and b:
            yield f"people: {role}s of other ages", 1.0, f"{role}s of different ages"


def _toll(left: Profile, right: Profile) -> Iterator[Feature]:
    tolls = (
        ("killed", left.killed, right.killed, min(left.sure_killed, right.sure_killed)),
        ("injured", left.injured, right.injured, min(left.sure_injured, right.sure_injured)),
    )
    for field, a, b, sure in tolls:
        if a is None or b is None:
            continue
        if _compatible(a, b):
            some = "some" if a.low or b.low else "none"
            yield f"toll: same {field}, {some}", sure, f"{max(a.low, b.low)} {field} in both"
        else:
            step = _step(abs(a.low - b.low), (1,))
            yield f"toll: {field} {step} apart", sure, f"{field}: {a.low} / {b.low}"


def _compatible(a: Count, b: Count) -> bool:
    high_a = math.inf if a.high is None else a.high
    high_b = math.inf if b.high is None else b.high
    return a.low <= high_b and b.low <= high_a


def _what(left: Profile, right: Profile) -> Iterator[Feature]:
    pairs = (
        ("kind", left.kinds, right.kinds),
        ("thing", left.things, right.things),
        ("hospital", left.hospitals, right.hospitals),
    )
    for name, a, b in pairs:
        if a and b:
            if a & b:
                yield f"what: same {name}", 1.0, f"same {name}: {min(a & b)}"
            else:
                yield f"what: different {name}", 1.0, f"{name}: {min(a)} / {min(b)}"


OTHER_SIDE = "another side of that street, and other people hit"
OTHER_SIDE_WEIGHT = -4.0


def _other_side(left: Profile, right: Profile) -> bool:
    seen = {name for name, _, _ in (*_street(left, right), *_people(left, right))}
    side = any(f"place: different {name} of the street" in seen for name in ("direction", "type"))
    return side and SHARED.isdisjoint(seen) and not STRANGERS.isdisjoint(seen)


def _words(left: Profile, right: Profile) -> Iterator[Feature]:
    if not left.mass or not right.mass:
        return
    small, large = sorted((left.words, right.words), key=len)
    places = left.placed & right.placed
    shared = {w: rarity for w, rarity in small.items() if w in large and w not in places}
    mass = math.fsum(rarity * rarity for rarity in shared.values())
    words = functools.partial(_rarest, shared)
    yield "words: cosine", mass / math.sqrt(left.mass * right.mass), words
    yield "words: share of the shorter", mass / min(left.mass, right.mass), words
    yield "words: amount", math.log1p(mass), words
    names = (left.proper & right.proper) - places
    if names:
        mass = math.fsum(left.words[word] ** 2 for word in names)
        told = functools.partial(_first_names, names)
        yield "names: amount", math.log1p(mass), told
        yield "names: share of the shorter", mass / min(left.proper_mass, right.proper_mass), told


def _rarest(shared: Mapping[str, float]) -> str:
    rarest = ", ".join(sorted(shared, key=lambda w: (-shared[w], w))[:6])
    return f"{len(shared)} rare words in common: {rarest}"


def _first_names(names: Iterable[str]) -> str:
    return f"names in common: {', '.join(sorted(names)[:6])}"


def _step(value: int, steps: tuple[int, ...]) -> str:
    """Return the first step that a value does not exceed: "up to 3", or "over 14"."""
    return next((f"up to {s}" for s in steps if value <= s), f"over {steps[-1]}")


WEIGHT = -10.0  # log odds: outweighs all that two accounts of one street can have in common
FRESH = 2  # days after its own incident within which an account is about that incident
NEAR = 20  # minutes within which two clock readings are of the same hour of different days
HOURS = 60  # minutes from which two clock readings of one day are of two events
CLOCKS = 4  # of a side that are looked at
DAY_MINUTES = 24 * 60
SHARED = frozenset({"people: shared name", "people: victim of the same age"})
STRANGERS = frozenset({"people: different victims named", "people: victims of other ages"})


def veto(left: Profile, right: Profile, seen: Collection[str]) -> str | None:
    """Return in words what rules out one incident, None where nothing does.

    `seen` holds the names of the features of these two sides.
    """
    if not (left.clocks and right.clocks and left.times and right.times):
        return None
    one, other = left.times[0], right.times[0]
    coarse = max(FINENESS[one.granularity], FINENESS[other.granularity]) > FINENESS["day"]
    if coarse or not SHARED.isdisjoint(seen):
        return None
    gap, minutes = days_apart(one, other), _minutes(left, right)
    if gap > 1 and _fresh(left) and _fresh(right) and _of_one_day(minutes) > NEAR:
        return "another night at another hour, each told of at once, and nobody in common"
    others = not STRANGERS.isdisjoint(seen)
    if gap == 0 and others and min(minutes) > HOURS and _one_deadly(left, right):
        return "another hour of that day, other people hit, and only one tells of a death"
    return None


def _fresh(side: Profile) -> bool:
    """Tell whether a side was published soon after the day that it tells of."""
    if side.published is None:
        return False
    return 0 <= (side.published - bounds(side.times[0])[0].date()).days <= FRESH


def _one_deadly(left: Profile, right: Profile) -> bool:
    """Tell whether one says that somebody was killed, and the other that nobody was."""
    if left.killed is None or right.killed is None:
        return False
    return (left.killed.low > 0) != (right.killed.low > 0)


def _minutes(left: Profile, right: Profile) -> list[int]:
    """Return the whole minutes between each two clock readings."""
    return [
        int(abs((bounds(a)[0] - bounds(b)[0]).total_seconds()) // 60)
        for a in left.clocks[:CLOCKS]
        for b in right.clocks[:CLOCKS]
    ]


def _of_one_day(minutes: Iterable[int]) -> int:
    """Return the fewest minutes that clock readings are apart, were they all of one day."""
    within = (each % DAY_MINUTES for each in minutes)
    return min(min(each, DAY_MINUTES - each) for each in within)


PRIOR = "before anything is compared"


def compare(left: Profile, right: Profile, model: Linear | None = None) -> Comparison:
    """Weigh two sides: a positive score speaks for one incident. The order does not matter.

    `model` holds other weights than those that ship: for measuring.
    """
    left, right, weights = _weighed(left, right, model)
    reasons = [
        Reason(
            feature=feature,
            words=words if isinstance(words, str) else words(),
            weight=weight / 1000,
        )
        for (feature, words), weight in weights.items()
        if weight
    ]
    reasons.sort(key=lambda r: (-abs(r.weight), r.feature, r.words))
    score = sum(weights.values()) / 1000
    a, b, minutes = _point(left.places), _point(right.places), _clocks_apart(left, right)
    return Comparison(
        left=left.report,
        right=right.report,
        score=score,
        reasons=tuple(reasons),
        metres=round(1000 * _kilometres(a[:2], b[:2])) if a and b else None,
        minutes=minutes if minutes is not None and minutes <= DAY_MINUTES else None,
    )


def _weighed(
    left: Profile, right: Profile, model: Linear | None
) -> tuple[Profile, Profile, dict[tuple[str, Words], int]]:
    """Return the sides in the order of their ids, and what each reason weighs in thousandths."""
    if left.report > right.report:
        left, right = right, left
    model = model or load_linear("citydesk.linking", "linking")
    known = model.weights.get
    weights: dict[tuple[str, Words], float] = {}
    found = features(left, right)
    for name, value, words in found:
        weight = known(name)
        if weight:
            part = (name.partition(":")[0], words)
            weights[part] = weights.get(part, 0.0) + value * weight
    if _other_side(left, right):
        weights["place", OTHER_SIDE] = OTHER_SIDE_WEIGHT
    ruled_out = veto(left, right, {name for name, _, _ in found})
    if ruled_out:
        weights["apart", ruled_out] = WEIGHT
    weights["prior", PRIOR] = model.bias
    return left, right, {part: round(round(each, 3) * 1000) for part, each in weights.items()}
