"""Where an address is: the indexes of a folder, asked together.

`Streets.find` is the verb. It answers with one place only where the words, or what is known beside
them (town, neighborhood, ZIP code, cross street), decide for one; otherwise it gives candidates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from citydesk.base.errors import CitydeskError
from citydesk.streets.estimate import Estimate
from citydesk.streets.geometry import Point, metres
from citydesk.streets.grammar import Address, parse
from citydesk.streets.index import Index, IndexedTown, Spot
from citydesk.streets.lookup import Guess, guesses
from citydesk.streets.model import Answer, Area, Candidate, Fineness, Outcome
from citydesk.streets.names import StreetName
from citydesk.streets.towns import town_key
from citydesk.streets.trust import DRAWN_MARGIN, SURE, trust
from citydesk.streets.writing import spot_key

__all__ = ["Streets", "listed_in", "precision_of", "shape_of", "write_list"]

ENDING = ".streets"
LIST = "indexes.json"
RIVAL = 0.12  # two streets whose names agree about as well are both meant
APART = 500.0  # metres between two places that are not the same
AROUND = 15_000.0  # metres around a town in which the next towns are asked
SPOT_MARGIN = 150.0  # metres around the point of a spot without an outline
ALIKE = 88.0  # of 100: how like a misspelt street must be to one that is known

PRECISION: dict[str, Fineness] = {
    "number": "point", "block": "block", "corner": "intersection", "between": "block",
    "street": "street", "named": "street", "exit": "landmark", "mile": "landmark",
}  # fmt: skip

HOW = {
    "same": "the index has this address",
    "between": "between known house numbers of the street",
    "beyond": "carried on from the nearest known house number",
    "level": "where the town's grid has this number, on the street",
    "grid": "by the town's grid: numbered streets and house numbers",
    "corner": "the index has this corner",
    "cross": "where the known points of both streets cross",
    "approach": "where the known points of both streets come nearest",
    "carried": "where both streets meet if they run straight on",
    "across": "where the street meets the row of the numbered one",
    "rows": "where the rows of both numbered streets meet",
    "half": "all that is known of the one street of the two that is known",
    "somewhere": "all that is known of the street; no house numbers",
    "street": "all that is known of the street",
    "range": "by the range of house numbers of this stretch",
    "drawn": "where the lines of both streets meet",
    "end": "at the end of the street's house numbers",
}


class Streets:
    """The indexes of a folder. Damaged ones are left out and named in `troubles`."""

    def __init__(self, indexes: Sequence[Index], troubles: Sequence[str] = ()) -> None:
        """Take indexes in the order in which they are asked."""
        self.indexes, self.troubles = tuple(indexes), tuple(troubles)

    @classmethod
    def open(cls, folder: Path) -> Streets:
        """Open every index of a folder; a folder that is not there holds none."""
        indexes, troubles = [], []
        for name in sorted(listed_in(folder)):
            if not (folder / f"{name}{ENDING}").exists():
                troubles.append(
                    f"{name}: this index of streets is gone; add its file again, or say"
                    f" `citydesk streets remove {name}`"
                )
        for path in sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else ():
            try:
                indexes.append(Index(path))
            except CitydeskError as error:
                troubles.append(str(error))
        return cls(indexes, troubles)

    def __bool__(self) -> bool:
        return bool(self.indexes)

    def find(
        self,
        words: str,
        *,
        town: str | None = None,
        state: str | None = None,
        neighborhood: str | None = None,
        zip_code: str | None = None,
        elsewhere: bool = False,
    ) -> Outcome:
        """Return where these words are. `state` is two letters.

        Without a town the one behind the last comma of the words is taken. The outcome's reason
        says why there is no answer; with `elsewhere` it names the next towns that have such a
        street, which takes longer.
        """
        address = parse(words)
        if address.form == "nothing":
            return Outcome(reason="the words name no street and no place")
        town = town or address.locality
        state = state or address.state
        if not town and not zip_code and not address.zip:
            return Outcome(reason="in which town is not known")
        key = town_key(town or "")
        known = [(i, t) for i in self.indexes for t in self._towns(i, key, state)]
        if not known:
            where = f"{town}, {state}" if state else str(town)
            return Outcome(reason=f"no index of streets knows {where}")
        states = {t.state for _, t in known}
        if len(states) > 1:
            named = ", ".join(sorted(f"{t.name}, {t.state}" for _, t in known))
            return Outcome(reason=f"several towns have this name: {named}; tell the state")
        decide = self._nearer(neighborhood, zip_code or address.zip, known)
        return self._answer(address, known, decide, elsewhere)

    def zip(self, code: str) -> Area | None:
        """Return the area of a ZIP code, where an index knows it."""
        for index in self.indexes:
            found = index.zip(code)
            if found:
                return Area(points=((found[0], found[1]),), margin=found[2])
        return None

    def neighborhood(self, name: str, town: str, state: str | None) -> Answer | None:
        """Return where a part of a town is, where an index knows it."""
        for index in self.indexes:
            for place in self._towns(index, town_key(town), state):
                for spot in index.spots(spot_key(name)):
                    if spot.kind == "neighborhood" and _in_town(spot, place):
                        return _spot_answer(spot, place, index)
        return None

    # --- the steps ---

    def _towns(self, index: Index, key: str, state: str | None) -> list[IndexedTown]:
        if not key:
            return []
        if state is None:
            return index.towns_named(key)
        found = index.town(key, state)
        return [found] if found else []

    def _nearer(
        self,
        neighborhood: str | None,
        code: str | None,
        known: Sequence[tuple[Index, IndexedTown]],
    ) -> Callable[[Point], float] | None:
        """Return how far a point is from what was said beside the address, if anything was."""
        areas: list[Area] = []
        if neighborhood and known:
            found = self.neighborhood(neighborhood, known[0][1].name, known[0][1].state)
            areas += [found.area] if found else []
        if code and (area := self.zip(code)) is not None:
            areas.append(area)
        return (lambda point: max(area.distance(point) for area in areas)) if areas else None

    def _answer(
        self,
        address: Address,
        known: Sequence[tuple[Index, IndexedTown]],
        decide: Callable[[Point], float] | None,
        elsewhere: bool,
    ) -> Outcome:
        if address.form in ("exit", "mile"):
            return _first(_on_route(address, index, town) for index, town in known)
        spots = _spots(address, known) if address.name and address.middle is None else []
        if spots:
            return _choose(spots, decide)
        made = [g for index, town in known for g in guesses(address, town, index)]
        if not made:
            address, made = _respelled(address, known)
        if not made:
            if address.streets:
                return self._elsewhere(address, known if elsewhere else known[:0], known[0][1])
            return _nothing(address, known)
        judged = sorted((_judged(address, guess) for guess in made), key=lambda j: j[0])
        best = judged[0][0][0]
        equal = [answer for key, answer, _ in judged if key[0] - best <= RIVAL]
        return _choose(equal, decide, judged[0][2])

    def _elsewhere(
        self,
        address: Address,
        known: Sequence[tuple[Index, IndexedTown]],
        town_asked: IndexedTown,
    ) -> Outcome:
        """Name the next towns that have such a street; none of them is chosen."""
        found = []
        for index, town in known:
            for other in index.towns_around(town.lat, town.lon, AROUND):
                if other.number == town.number:
                    continue
                for guess in guesses(address, other, index)[:1]:
                    if guess.agreement >= 0.8:
                        _, answer, _ = _judged(address, guess)
                        reason = f"{town.name} has no such street, {other.name} has"
                        found.append(Candidate(answer=answer, reason=reason))
        street = address.streets[0]
        return Outcome(
            candidates=tuple(found[:5]), reason=f"{town_asked.name} has no street called {street}"
        )


def precision_of(words: str) -> Fineness | None:
    """Return how fine the words of a place are; None where they name none."""
    return PRECISION.get(parse(words).form)


def listed_in(folder: Path) -> set[str]:
    """Return the names of the indexes that were added to a folder, be they there or not."""
    try:
        told = json.loads((folder / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {name for name in told if isinstance(name, str)} if isinstance(told, list) else set()


def write_list(folder: Path, names: Iterable[str]) -> None:
    """Keep the names of the indexes of a folder, so that a missing one is noticed."""
    made = folder / f"{LIST}.new"
    made.write_text(json.dumps(sorted(names)) + "\n", encoding="utf-8")
    made.replace(folder / LIST)


Judged = tuple[tuple[float, float], Answer, float]


def _judged(address: Address, guess: Guess) -> Judged:
    """Return what a guess is worth (less is better), as an answer, and its doubt."""
    estimate = guess.estimate
    if estimate.way in SURE:
        doubt = 0.01 if estimate.way != "end" else 0.3
        margin = DRAWN_MARGIN + (0.0 if estimate.way != "end" else estimate.far)
    else:
        doubt = trust().doubt(guess.features(address))
        margin = trust().margin(estimate.way, doubt)
    return (-round(guess.agreement, 2), doubt), _as_answer(address, guess, margin), doubt


def _as_answer(address: Address, guess: Guess, margin: float) -> Answer:
    estimate, frame = guess.estimate, guess.frame
    shape = shape_of(address, estimate)
    points = tuple(frame.degrees(*p) for p in shape)
    lat, lon = frame.degrees(estimate.east, estimate.north)
    notes = [estimate.note] if len(estimate.note) > 8 else []
    if guess.known and address.streets:
        notes += _differences(address.streets[0], guess.known.name)
    precision = PRECISION[address.form]
    if estimate.way in ("half", "somewhere"):
        precision = "street"
    return Answer(
        lat=lat,
        lon=lon,
        area=Area(points=points, margin=margin),
        precision=precision,
        how=HOW[estimate.way],
        index=guess.index.name,
        street=guess.shown,
        town=guess.town.name,
        state=guess.town.state,
        notes=tuple(notes),
    )


def shape_of(address: Address, estimate: Estimate) -> tuple[Point, ...]:
    """Return what the words mean on the flat map: a block is a stretch, a corner a point."""
    if estimate.line:
        line = estimate.line
        return line[:: max(1, len(line) // 20)] if len(line) > 20 else line
    if address.form == "block" and estimate.step != (0.0, 0.0):
        half = min(1_000.0, ((address.high or 0) - (address.low or 0) + 1) / 2)
        east, north = estimate.step[0] * half, estimate.step[1] * half
        return (
            (estimate.east - east, estimate.north - north),
            (estimate.east + east, estimate.north + north),
        )
    return ((estimate.east, estimate.north),)


def _differences(asked: StreetName, known: StreetName) -> list[str]:
    """Say what was taken for granted of a street's name."""
    notes = []
    if asked.core != known.core:
        notes.append(f"“{asked.core}” read as “{known.core}”")
    if asked.direction != known.direction:
        notes.append(
            f"direction “{known.direction}” taken for granted"
            if not asked.direction
            else f"direction “{asked.direction}” not known of this street"
        )
    if asked.kind != known.kind and asked.kind and known.kind:
        notes.append(f"“{asked.kind}” is “{known.kind}” in the index")
    return notes


def _choose(
    answers: Sequence[Answer], decide: Callable[[Point], float] | None, doubt: float = 0.0
) -> Outcome:
    """Return the one answer that is meant, or all of them where nothing decides."""
    distinct: list[Answer] = []
    for answer in answers:
        if all(metres((answer.lat, answer.lon), (a.lat, a.lon)) > APART for a in distinct):
            distinct.append(answer)
    if decide is not None and len(distinct) > 1:
        distinct.sort(key=lambda a: decide((a.lat, a.lon)))
        near, next_ = (decide((a.lat, a.lon)) for a in distinct[:2])
        if next_ - near > APART:
            note = "chosen by the neighborhood or ZIP code that was told"
            return Outcome(answer=replace(distinct[0], notes=(*distinct[0].notes, note)))
    if len(distinct) == 1 and doubt <= trust().limit:
        return Outcome(answer=distinct[0], details={"doubt": doubt})
    if len(distinct) > 1 and _decided(distinct) and doubt <= trust().limit:
        return Outcome(answer=distinct[0], details={"doubt": doubt})
    reason = (
        "the words fit several places"
        if len(distinct) > 1
        else "the street is known, but not well enough to say where on it"
    )
    listed = tuple(
        Candidate(answer=a, reason=f"{a.street}, {a.town}: {a.how}") for a in distinct[:8]
    )
    return Outcome(candidates=listed, reason=reason, details={"doubt": doubt})


def _decided(answers: Sequence[Answer]) -> bool:
    """Tell whether the first is much better known than the others of its kind."""
    first, second = answers[:2]
    return first.area.margin * 3.0 < second.area.margin or (
        first.index != second.index and first.town == second.town
    )


def _first(outcomes: object) -> Outcome:
    last = Outcome(reason="no index knows this")
    for outcome in outcomes:  # type: ignore[attr-defined]
        if outcome.answer is not None:
            return outcome  # type: ignore[no-any-return]
        last = outcome
    return last


def _on_route(address: Address, index: Index, town: IndexedTown) -> Outcome:
    """Find an exit or a mile post: by its number, or between two mile posts that are known."""
    road = address.streets[0]
    number = address.exit if address.form == "exit" else f"{address.mile or 0:g}"
    key = spot_key(f"{road.core} {address.form} {number}")
    near = [s for s in index.spots(key) if metres((s.lat, s.lon), (town.lat, town.lon)) <= 60_000]
    if near:
        spot = min(near, key=lambda s: metres((s.lat, s.lon), (town.lat, town.lon)))
        answer = _spot_answer(spot, town, index)
        return Outcome(answer=replace(answer, how=f"the index has this {spot.kind} of the road"))
    return Outcome(reason=f"no index knows {address.form} {number} of {road} near {town.name}")


def _spots(address: Address, known: Sequence[tuple[Index, IndexedTown]]) -> list[Answer]:
    """Return the named places of a town that the words mean."""
    key = spot_key(address.name or "")
    return [
        _spot_answer(spot, town, index)
        for index, town in known
        for spot in index.spots(key)
        if _in_town(spot, town)
    ]


def _in_town(spot: Spot, town: IndexedTown) -> bool:
    inside = town.south <= spot.lat <= town.north and town.west <= spot.lon <= town.east
    return inside or spot.town == town.number


def _spot_answer(spot: Spot, town: IndexedTown, index: Index) -> Answer:
    part = spot.kind == "neighborhood"
    outline = spot.outline if len(spot.outline) > 2 else ((spot.lat, spot.lon),)
    closed = len(outline) > 2
    margin = 30.0 if closed else 800.0 if part else SPOT_MARGIN
    return Answer(
        lat=spot.lat,
        lon=spot.lon,
        area=Area(points=outline, margin=margin, closed=closed),
        precision="neighborhood" if part else "landmark",
        how=f"the index has this {spot.kind}" + (" with its outline" if closed else ""),
        index=index.name,
        street=spot.name,
        town=town.name,
        state=town.state,
    )


def _respelled(
    address: Address, known: Sequence[tuple[Index, IndexedTown]]
) -> tuple[Address, list[Guess]]:
    """Try the street of the town that is spelt most like the one asked for."""
    if not address.streets or not known:
        return address, []
    index, town = known[0]
    streets = list(address.streets)
    changed = False
    for at, street in enumerate(streets):
        core = _spelled_like(street.core, index, town)
        if core is not None:
            streets[at] = replace(street, core=core)
            changed = True
    if not changed:
        return address, []
    other = replace(address, streets=tuple(streets))
    return other, [
        replace(
            g, agreement=g.agreement * 0.9, estimate=replace(g.estimate, note=_note(address, other))
        )
        for g in guesses(other, town, index)
    ]


def _note(asked: Address, read: Address) -> str:
    pairs = zip(asked.streets, read.streets, strict=True)
    return "; ".join(f"“{a.core}” read as “{b.core}”" for a, b in pairs if a.core != b.core)


def _spelled_like(core: str, index: Index, town: IndexedTown) -> str | None:
    """Return the one street of a town that is spelt nearly like this, if there is just one."""
    if len(core) < 5 or any(c.isdigit() for c in core):
        return None
    if index.street(town.number, core):
        return None
    best = process.extract(
        core, index.cores_like(town.number, core), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2
    )
    named = [name for name, _, _ in best if not any(c.isdigit() for c in name)]
    if not named or (len(best) > 1 and best[0][1] - best[1][1] < 3.0):
        return None
    return str(named[0])


def _nothing(address: Address, known: Sequence[tuple[Index, IndexedTown]]) -> Outcome:
    town = known[0][1]
    return Outcome(reason=f"no index knows {address.name or address.words} in {town.name}")
