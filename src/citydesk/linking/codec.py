"""A profile becomes one line of JSON and comes back: made once, when its account is added.

What a profile is made from stands in many rows of a desk; a new report is held against tens of
them. The rarity of words is looked up again, and the fingerprint is left out: no weight rests on
it, and copies are found from the accounts.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from citydesk.base.names import name_parts
from citydesk.linking.profiles import Human, Profile, addressed, mass, placed, rarity_of
from citydesk.model import Count, Place, Time

__all__ = ["packed", "unpacked"]

PLACE = ("words", "precision", "address", "landmark", "neighborhood", "city", "county", "state",
         "lat", "lon", "radius")  # fmt: skip
SURE = ("sure_time", "sure_place", "sure_killed", "sure_injured")
SETS = ("towns", "kinds", "things", "hospitals")


def packed(profile: Profile) -> str:
    """Return a profile as one line of text."""
    return json.dumps(
        [
            profile.report,
            profile.account,
            profile.source,
            profile.published.toordinal() if profile.published else 0,
            [_time(time) for time in profile.times],
            [getattr(profile, name) for name in SURE],
            [_time(time) for time in profile.clocks],
            [_place(place) for place in profile.places],
            profile.city,
            profile.state,
            [sorted(getattr(profile, name)) for name in SETS],
            [(human.name, human.age, human.role) for human in profile.people],
            [
                (count.low, count.high) if count else None
                for count in (profile.killed, profile.injured)
            ],
            " ".join(word.replace(" ", "_") for word in profile.words),
            " ".join(sorted(word.replace(" ", "_") for word in profile.proper)),
            profile.background,
            profile.alert,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unpacked(text: str) -> Profile:
    """Return the profile that `packed` wrote, without its fingerprint."""
    (report, account, source, published, times, sure, clocks, places, city, state, sets, people,
     tolls, words, proper, background, alert) = json.loads(text)  # fmt: skip
    rarity = rarity_of(word.replace("_", " ") for word in words.split())
    names = frozenset(word.replace("_", " ") for word in proper.split())
    named: dict[str, Any] = dict(zip(SURE, sure, strict=True))
    named |= {name: frozenset(each) for name, each in zip(SETS, sets, strict=True)}
    where = tuple(map(_told_place, places))
    named |= addressed(where)
    return Profile(
        report=report,
        account=account,
        source=source,
        published=dt.date.fromordinal(published) if published else None,
        times=tuple(map(_told_time, times)),
        clocks=tuple(map(_told_time, clocks)),
        places=where,
        city=city,
        state=state,
        **named,
        people=tuple(
            Human(name=name, parts=name_parts(name) if name else (), age=age, role=role)
            for name, age, role in people
        ),
        killed=_count(tolls[0]),
        injured=_count(tolls[1]),
        words=rarity,
        mass=mass(rarity.values()),
        proper=names,
        proper_mass=mass(rarity[word] for word in names),
        placed=placed(rarity, where),
        background=background,
        alert=alert,
    )


def _time(time: Time) -> list[Any]:
    start, end = time.start.isoformat(), time.end.isoformat()
    rest = [time.part, time.approximate, time.zone]
    return [start, end, time.granularity, *(rest if any(rest) else ())]


def _told_time(told: list[Any]) -> Time:
    start, end, granularity, *rest = told
    part, approximate, zone = rest or (None, False, None)
    return Time(
        start=dt.datetime.fromisoformat(start),
        end=dt.datetime.fromisoformat(end),
        granularity=granularity,
        part=part,
        approximate=approximate,
        zone=zone,
    )


def _place(place: Place) -> list[Any]:
    told = [getattr(place, name) for name in PLACE]
    while told[-1] is None:
        told.pop()
    return told


def _told_place(told: list[Any]) -> Place:
    return Place(**dict(zip(PLACE, told, strict=False)))


def _count(told: list[Any] | None) -> Count | None:
    return Count(low=told[0], high=told[1]) if told else None
