"""The words of evidence for a person: what two profiles have in common or not, and how much.

Each function takes the quantity that was measured, and the two profiles.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from citydesk.base.clock import bounds
from citydesk.base.likeness import same_name
from citydesk.linking.profiles import EARTH, Profile, point_of
from citydesk.words import length_words

Words = Callable[[int, Profile, Profile], str]


def fixed(*said: str) -> Words:
    """Return the words for 0, for 1, and so on."""
    return lambda number, left, right: said[number]


def _first_day(profile: Profile) -> str:
    return bounds(profile.times[0])[0].date().isoformat()


def _gap(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def days(number: int, left: Profile, right: Profile) -> str:
    """Say how many days lie between."""
    if number == 0:
        return f"same day, {_first_day(left)}"
    return f"{_gap(number)} apart: {_first_day(left)} / {_first_day(right)}"


def clocks(number: int, left: Profile, right: Profile) -> str:
    """Say how many minutes lie between."""
    return f"clocks {number} {'minute' if number == 1 else 'minutes'} apart"


def published(number: int, left: Profile, right: Profile) -> str:
    """Say how far apart they were published."""
    return f"published {_gap(number)} apart" if number else "published the same day"


def before(number: int, left: Profile, right: Profile) -> str:
    """Say which was published before the other's incident: the left (0) or the right (1)."""
    one, other = (right, left) if number else (left, right)
    return f"{one.published} is before {_first_day(other)}"


def states(number: int, left: Profile, right: Profile) -> str:
    """Say which states they tell."""
    return f"same state, {left.state}" if number else f"{left.state} / {right.state}"


def cities(number: int, left: Profile, right: Profile) -> str:
    """Say which cities they tell."""
    one, other = (left.city or "").title(), (right.city or "").title()
    said = f"different city: {one} / {other}"
    return (said, "the city of one is also told by the other", f"same city, {one}")[number]


def distance(number: int, left: Profile, right: Profile) -> str:
    """Say how far apart two places are, and how wide they are told."""
    (lat, lon, wide), (north, east, broad) = (point_of(each.places) for each in (left, right))  # type: ignore[misc]
    shrunk = math.cos(math.radians(lat + north) / 2)
    apart = EARTH * math.hypot(lat - north, (lon - east) * shrunk)
    told = f"told to within {length_words(wide)} and {length_words(broad)}"
    return f"{length_words(apart)} apart, {told}"


def streets(number: int, left: Profile, right: Profile) -> str:
    """Say which streets they share."""
    if number < 2:
        return ("different streets", "a street that is spelt alike")[number]
    return f"same street, {' and '.join(sorted(left.streets & right.streets)).title()}"


def numbers(number: int, left: Profile, right: Profile) -> str:
    """Say which house or block they share, or how far apart the numbers are."""
    if number:
        return f"numbers {number} apart"
    return f"same number or block, {min(left.numbers & right.numbers)}"


def _names(left: Profile, right: Profile) -> list[str]:
    """Return the names on the left that can be those of people on the right."""
    named = [human.name for human in right.people if human.name]
    return sorted(
        {one.name for one in left.people if one.name and any(same_name(one.name, n) for n in named)}
    )


def name(number: int, left: Profile, right: Profile) -> str:
    """Say whom both name."""
    return f"both name {_names(left, right)[0]}"


def more_names(number: int, left: Profile, right: Profile) -> str:
    """Say how many both name."""
    return f"{len(_names(left, right))} names in common"


def ages_of_the_name(number: int, left: Profile, right: Profile) -> str:
    """Say whose age differs."""
    return f"{_names(left, right)[0]}: different ages"


def surname(number: int, left: Profile, right: Profile) -> str:
    """Say which surname both tell."""
    own, others = ({h.parts[-1] for h in each.people if h.parts} for each in (left, right))
    return f"both name somebody called {min(own & others).title()}"


def ages(role: str) -> Words:
    """Return what says which age both tell."""

    def said(number: int, left: Profile, right: Profile) -> str:
        if not number:
            return f"{role}s of different ages"
        own, others = (
            {h.age for h in each.people if h.role == role and h.age is not None}
            for each in (left, right)
        )
        return f"both tell of a {role} aged {min(own & others)}"

    return said


def toll(field: str) -> Words:
    """Return what says how many each tells."""

    def said(number: int, left: Profile, right: Profile) -> str:
        one, other = (getattr(each, field).low for each in (left, right))
        return f"{max(one, other)} {field} in both" if number < 2 else f"{field}: {one} / {other}"

    return said


def what(name: str) -> Words:
    """Return what says what each tells."""

    def said(number: int, left: Profile, right: Profile) -> str:
        one, other = getattr(left, f"{name}s"), getattr(right, f"{name}s")
        return (
            f"same {name}: {min(one & other)}" if number else f"{name}: {min(one)} / {min(other)}"
        )

    return said


def rare(number: int, left: Profile, right: Profile) -> str:
    """Say which rare words both have, the rarest first."""
    shared = (left.words.keys() & right.words.keys()) - (left.placed & right.placed)
    rarest = sorted(shared, key=lambda word: (-left.words[word], word))
    return f"{len(shared)} rare words in common: {', '.join(rarest[:6])}"


def proper(number: int, left: Profile, right: Profile) -> str:
    """Say which names both have."""
    shared = (left.proper & right.proper) - (left.placed & right.placed)
    return f"names in common: {', '.join(sorted(shared)[:6])}"
