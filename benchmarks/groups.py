"""Figures with their uncertainty, for all articles and for groups of them: year, outlet, kind.

An article's marks are counts: per slot how often it was asked and how often right, and for people
found, asked, right and told. Sums over articles give the scorer's own figures, and sums over
incidents drawn with replacement (the bootstrap) how far those could have come out otherwise. Whole
incidents are drawn, because articles about one incident go wrong together.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citydesk.model import Reading
from citydesk.outputs.flat import reading_row
from citydesk.outputs.statements import attribution_rows, time_rows

SHARES = ("date", "date within one day", "state", "city", "address", "killed", "injured")
NAMES = ("victims", "suspects")
SLOTS = (*SHARES, *NAMES, "age")
STATED = ("sentence attributed or not", "right speaker", "times found", "times' values")
DRAWS = 1000
KINDS = {
    "mass shooting": ("Mass Shooting", "Mass Murder"),
    "accident": ("Accidental",),
    "child involved": ("Child Involved",),
    "drive-by": ("Drive-by",),
    "gang": ("Gang involvement",),
    "domestic": ("Domestic Violence",),
    "officer involved": ("Officer Involved",),
    "suicide or murder-suicide": ("Murder/Suicide", "Suicide"),
    "robbery or home invasion": ("Armed robbery", "Home Invasion"),
}
"""Kind -> what the archive's characteristics begin with; an article may be of several."""
SIZES = ((2, "1-2 articles"), (9, "3-9"), (29, "10-29"), (10**9, "30 and more"))
Counts = Counter[str]


@dataclass(frozen=True)
class Marked:
    """One article: its incident, the groups that it belongs to, and its counts."""

    incident: str
    groups: frozenset[str]
    counts: Counts


def mark(reading: Reading, want: Mapping[str, Any], bench: Any) -> Counts:
    """Return the counts of one article against the archive's record, as the scorer makes them."""
    text = f"{reading.account.title}\n{reading.account.text}"
    got = reading_row(reading)
    alone = bench.slots([(want, text, got)])
    counts: Counts = Counter()
    for slot in SHARES:
        key = {"date within one day": "date_within_1"}.get(slot, slot)
        if alone[key] is not None:
            counts[f"{slot} asked"] += 1
            counts[f"{slot} right"] += round(alone[key])
    if alone["age"] is not None:
        counts["age asked"] += alone["asked"]["age"]
        counts["age right"] += round(alone["age"] * alone["asked"]["age"])
    words = set(bench.words(text))
    for role, slot in (("victim", "victims"), ("suspect", "suspects")):
        named = [
            p
            for p in want["people"]
            if p["name"] and p["role"] == role and bench.surname(p["name"])
        ]
        asked = [
            p for p in named if {bench.surname(p["name"]), bench.parts_of(p["name"])[0]} <= words
        ]
        told = [p["name"] for p in got["people"] if p["name"] and p["role"] == role]
        counts[f"{slot} asked"] += len(asked)
        counts[f"{slot} told"] += len(told)
        counts[f"{slot} found"] += sum(
            any(bench.same_name(p["name"], name) for name in told) for p in asked
        )
        counts[f"{slot} right"] += sum(
            any(bench.same_name(p["name"], name) for p in named) for name in told
        )
    return counts


def stated(reading: Reading, noted: Mapping[str, Any], bench: Any) -> Counts:
    """Return the counts of one article against the hand annotation, as the scorer makes them."""
    counts: Counts = Counter()
    passages = list(attribution_rows(reading.reports))
    said = {(s["start"], s["end"]): s for s in noted["said"]}
    for start, end in noted["sentences"]:
        shared = ((min(end, p["end"]) - max(start, p["start"]), k) for k, p in enumerate(passages))
        most, k = max(shared, default=(0, 0))
        got = passages[k] if most >= 0.3 * (end - start) else None
        want = said.get((start, end))
        counts["said told"] += got is not None
        counts["said asked"] += want is not None
        if got is not None and want is not None:
            counts["said both"] += 1
            counts["said right"] += bool(bench.same_speaker(got["speaker"], want["speaker"]))
    told = list(time_rows(reading.reports))
    counts["times told"] += len(told)
    for t in noted["times"]:
        hits = [p for p in told if p["start"] < t["end"] and t["start"] < p["end"]]
        counts["times asked"] += 1
        counts["times found"] += bool(hits)
        counts["times right"] += any(bench.same_time(t["value"], p["value"]) for p in hits)
    return counts


def figure(counts: Counts, slot: str) -> float | None:
    """Return the figure of a slot from summed counts; None where nothing was asked."""
    if slot in NAMES:
        found = _share(counts, f"{slot} found", f"{slot} asked")
        right = _share(counts, f"{slot} right", f"{slot} told")
        return _f1(found, right)
    if slot == STATED[0]:
        return _f1(
            _share(counts, "said both", "said asked"), _share(counts, "said both", "said told")
        )
    if slot == STATED[1]:
        return _share(counts, "said right", "said asked")
    if slot in STATED:
        hit = "times found" if slot == STATED[2] else "times right"
        return _f1(_share(counts, hit, "times asked"), _share(counts, hit, "times told"))
    return _share(counts, f"{slot} right", f"{slot} asked")


def _share(counts: Counts, right: str, asked: str) -> float | None:
    return counts[right] / counts[asked] if counts[asked] else None


def _f1(found: float | None, right: float | None) -> float | None:
    if found is None or right is None:
        return None
    return 2 * found * right / (found + right) if found + right else 0.0


def total(marked: Iterable[Marked]) -> Counts:
    """Return the sum of the counts of articles."""
    out: Counts = Counter()
    for one in marked:
        out.update(one.counts)
    return out


def bounds(
    marked: Sequence[Marked], slots: Sequence[str], draws: int = DRAWS
) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of each slot's figure, by drawing incidents with replacement."""
    by_incident: dict[str, Counts] = defaultdict(Counter)
    for one in marked:
        by_incident[one.incident].update(one.counts)
    every = [by_incident[key] for key in sorted(by_incident)]
    dice = random.Random(11)
    found: dict[str, list[float]] = {slot: [] for slot in slots}
    for _ in range(draws):
        drawn: Counts = Counter()
        for counts in dice.choices(every, k=len(every)):
            for name, number in counts.items():
                drawn[name] += number
        for slot in slots:
            value = figure(drawn, slot)
            if value is not None:
                found[slot].append(value)
    return {slot: _middle(values) for slot, values in found.items() if values}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    rows = sorted(values)
    return rows[int(0.025 * len(rows))], rows[min(len(rows) - 1, int(0.975 * len(rows)))]


def groups_of(row: Mapping[str, Any], want: Mapping[str, Any], size: int) -> frozenset[str]:
    """Return the groups of an article, whose outlet has so many: year, size of outlet, kinds."""
    names = {f"year {row['published'][:4] if row['published'] else 'unknown'}"}
    names.add("outlet " + next(name for most, name in SIZES if size <= most))
    kinds = [
        f"kind {kind}"
        for kind, heads in KINDS.items()
        if any(filed.startswith(heads) for filed in want["characteristics"])
    ]
    return frozenset([*names, *(kinds or ["kind none of these"])])
