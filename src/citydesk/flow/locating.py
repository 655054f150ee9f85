"""Places that are read get the point that an index of streets knows, as wide as their words.

What is kept of a reading stays as it was read: places are located when reports are compared and
when they are fused, so that an index that comes, changes or goes never changes what an account
said. A place is never made finer than its words; without an index it is as wide as its town.
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, replace
from pathlib import Path

from citydesk.base.errors import StreetsError
from citydesk.model import Place, Report, Value
from citydesk.store import Store
from citydesk.streets import Answer, Streets
from citydesk.streets.finding import precision_of
from citydesk.streets.online import CHOICE, Geocoder, chosen

__all__ = ["FOLDER", "Locator", "folder_of", "locator_of", "streets_in"]

FOLDER = "streets"  # beside the desk's file; desks of one folder share it
VARIABLE = "CITYDESK_STREETS"  # names another folder


@dataclass(frozen=True, slots=True)
class Locator:
    """Locates places by the indexes of a folder; it may travel to another process."""

    folder: str

    def report(self, report: Report) -> Report:
        """Return a report with its places located; ids and words stay."""
        if not any(isinstance(s.value, Place) for s in report.statements):
            return report
        statements = tuple(
            replace(s, value=self.value(s.value)) if isinstance(s.value, Place) else s
            for s in report.statements
        )
        return replace(report, statements=statements)

    def value(self, value: Value) -> Value:
        """Return a value; a place that is found more exactly than it is, with that point."""
        answer = self.answer(value) if isinstance(value, Place) else None
        if answer is None or not isinstance(value, Place):
            return value
        radius = float(round(answer.radius))
        if value.radius is not None and value.radius <= radius:
            return value
        return replace(
            value, lat=round(answer.lat, 6), lon=round(answer.lon, 6), radius=max(10.0, radius)
        )

    def answer(self, place: Place) -> Answer | None:
        """Return where a place is, if its words and an index decide it."""
        words = place.address or place.landmark
        if place.city is None or not (words or place.neighborhood):
            return None
        return _answer(
            self.folder, _made(self.folder), words, place.city, place.state, place.neighborhood
        )


@functools.lru_cache(maxsize=20_000)
def _answer(
    folder: str,
    made: tuple[tuple[str, int], ...],
    words: str | None,
    city: str,
    state: str | None,
    neighborhood: str | None,
) -> Answer | None:
    streets = _opened(folder, made)
    if words:
        outcome = streets.find(words, town=city, state=state, neighborhood=neighborhood)
        if outcome.answer is not None:
            return outcome.answer
        found = None if outcome.candidates else _asked(folder, made, words, city, state)
        if found is not None:
            return found
    return streets.neighborhood(neighborhood, city, state) if neighborhood else None


def _asked(
    folder: str, made: tuple[tuple[str, int], ...], words: str, city: str, state: str | None
) -> Answer | None:
    """Ask the geocoder that was named for this folder, if one was; without it nothing is sent."""
    service = _service(folder, made)
    precision = precision_of(words)
    if service is None or state is None or precision is None:
        return None
    try:
        return service.find(words, city, state, precision)
    except StreetsError:
        return None  # it cannot be reached: the place stays as wide as it is


@functools.lru_cache(maxsize=8)
def _service(folder: str, made: tuple[tuple[str, int], ...]) -> Geocoder | None:
    del made
    return chosen(Path(folder))


@functools.lru_cache(maxsize=8)
def _opened(folder: str, made: tuple[tuple[str, int], ...]) -> Streets:
    del made  # it is opened anew when its files have changed
    return Streets.open(Path(folder))


def _made(folder: str) -> tuple[tuple[str, int], ...]:
    """Return the indexes of a folder and when each was made."""
    try:
        with os.scandir(folder) as found:
            files = [f for f in found if f.name.endswith(".streets") or f.name == CHOICE]
            return tuple(sorted((f.name, f.stat().st_mtime_ns) for f in files))
    except OSError:
        return ()


def streets_in(folder: Path) -> Streets:
    """Return the indexes of a folder, opened once until they change."""
    return _opened(str(folder), _made(str(folder)))


def folder_of(desk: str | Path) -> Path:
    """Return the folder of a desk's indexes: beside its file, or where the environment says."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(desk).parent / FOLDER


def locator_of(store: Store) -> Locator | None:
    """Return what locates the places of a desk; None where it has no index of streets."""
    path = getattr(store, "path", None)
    if path is None or (str(path) == ":memory:" and VARIABLE not in os.environ):
        return None
    folder = folder_of(path)
    return Locator(str(folder)) if _made(str(folder)) else None
