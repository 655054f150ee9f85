"""Near copies become one group: the first of them are compared and clustered, the rest go along.

What thousands tell in nearly the same words is not thousands of things to weigh. Reports that name
one person (or one address) in one town on one day are *alike*. The first `LEADERS` of them, by when
they were out, are linked as any report; those behind are *echoes*: they have no blocking keys, are
compared with nothing, and belong to the incident of the group's first. So cost goes by what is
told, not by how many tell it, and a key that copies crowd is not crowded.

Who is an echo depends on the reports alone, not on the order in which they came; and whoever was
out before an echo were its leaders then, so what is known of a moment of the past is known still.
Whatever an editor has judged the same or different is no echo, and leads none.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from citydesk.base.clock import FINENESS, bounds, utc
from citydesk.linking.profiles import Human, Profile
from citydesk.model import Judgement, Report, Time

__all__ = ["LEADERS", "Alike", "alike", "echoes", "signed"]

LEADERS = 40
"""Reports of a group that are compared: ten groups share a key before it is crowded."""

Alike = tuple[str, str]
"""What a report's group has in common, and since when the report was out: both sort as text."""


def alike(profile: Profile, published: Time | None) -> Alike | None:
    """Return the group of a report and its place there; None where nothing sure makes one."""
    if profile.background or published is None or not (profile.times and profile.city):
        return None
    time = profile.times[0]
    what = _named(profile.people) or _address(profile)
    if not what or FINENESS[time.granularity] > FINENESS["day"]:
        return None
    day = bounds(time)[0].date().isoformat()
    return f"{day} {profile.state} {profile.city}: {what}", _since(published)


def signed(
    reports: Iterable[Report],
    profiles: Mapping[str, Profile],
    judgements: Iterable[Judgement] = (),
) -> dict[str, Alike]:
    """Return the groups of reports by id: of those that are alone in their account, unjudged."""
    held = list(reports)
    many = Counter(report.account for report in held)
    judged = {each for j in judgements if j.verb in ("same", "different") for each in _pair(j)}
    found = {
        report.id: alike(profiles[report.id], report.published)
        for report in held
        if many[report.account] == 1 and report.id not in judged
    }
    return {report: each for report, each in found.items() if each}


def echoes(groups: Mapping[str, Alike]) -> dict[str, str]:
    """Return the echoes among reports, each with the first of its group."""
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for report, (what, since) in groups.items():
        members[what].append((since, report))
    found: dict[str, str] = {}
    for group in members.values():
        if len(group) > LEADERS:
            ordered = sorted(group)
            found |= {report: ordered[0][1] for _, report in ordered[LEADERS:]}
    return found


def _pair(judgement: Judgement) -> tuple[str, str]:
    return judgement.subject, judgement.object or ""


def _named(people: Iterable[Human]) -> str:
    """Return the full name of a victim, else of a suspect: of several the first of the alphabet."""
    full = [human for human in people if len(human.parts) > 1]
    for role in ("victim", "suspect"):
        names = sorted(" ".join(human.parts) for human in full if human.role == role)
        if names:
            return names[0]
    return ""


def _address(profile: Profile) -> str:
    if not (profile.streets and profile.numbers):
        return ""
    return " ".join([*sorted(profile.numbers), *sorted(profile.streets)])


def _since(published: Time) -> str:
    """Return from when on it was certainly out (`model.published_by`), in UTC."""
    latest = published.start if published.granularity == "minute" else published.end
    return utc(latest.replace(tzinfo=latest.tzinfo or dt.UTC)).isoformat()
