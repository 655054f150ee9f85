"""Geocoders of others, through geopy: off unless one is named, polite, and remembered.

A service is asked at most once a second, and never twice for the same words: answers, and that
there was none, are kept in a file beside the indexes. What a service returns is as wide as what it
says it found; it is never taken for finer than the words that were asked.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from citydesk.base.errors import StreetsError, UsageError
from citydesk.streets.model import Answer, Area, Fineness

__all__ = ["SERVICES", "Geocoder", "Service", "choose", "chosen", "geocoder"]

CHOICE = "online.json"
MEMORY = "online.db"


@dataclass(frozen=True, slots=True)
class Service:
    """A service: geopy's class, what it must be told, seconds between questions, and its terms."""

    factory: str
    needs: tuple[str, ...]
    pause: float
    terms: str


SERVICES: Mapping[str, Service] = {
    "nominatim": Service(
        "Nominatim", ("user_agent",), 1.0,
        "one question a second, no bulk use, results are ODbL: operations.osmfoundation.org",
    ),
    "pelias": Service("Pelias", ("domain",), 0.5, "those of the server that you name"),
    "photon": Service("Photon", ("user_agent",), 1.0, "fair use, no bulk use: photon.komoot.io"),
    "arcgis": Service("ArcGIS", (), 1.0, "results may not be kept without an account: Esri"),
    "google": Service("GoogleV3", ("api_key",), 0.1, "results may be shown on Google's maps only"),
    "opencage": Service("OpenCage", ("api_key",), 1.0, "results may be kept: opencagedata.com"),
}  # fmt: skip
"""Census is asked by ZIP of its files instead: TIGER is the same data, and needs no network."""

WIDE: tuple[tuple[str, float], ...] = (
    ("house", 60.0), ("building", 60.0), ("interpolat", 150.0), ("intersection", 80.0),
    ("street", 1_000.0), ("road", 1_000.0), ("city", 8_000.0),
)  # fmt: skip


class Asked(Protocol):
    """What is asked: geopy's geocoders are this."""

    def geocode(self, query: str, *, exactly_one: bool, timeout: float) -> Any:
        """Return a location or None."""


class Geocoder:
    """One service with its memory. Raises `StreetsError` where the service cannot be reached."""

    def __init__(
        self,
        name: str,
        asked: Asked,
        memory: Path,
        *,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Ask this service, and keep what it says in the file `memory`."""
        self.name, self._asked, self._pause = name, asked, pause
        self._clock, self._sleep, self._last = clock, sleep, -1e9
        memory.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(memory, check_same_thread=False)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS said (service TEXT, words TEXT, answer TEXT,"
            " PRIMARY KEY (service, words))"
        )

    def find(self, words: str, town: str, state: str, precision: Fineness) -> Answer | None:
        """Return where the service says that these words are, as wide as it says, or None."""
        query = f"{words}, {town}, {state}"
        said = self._remembered(query)
        if said is None:
            said = self._fresh(query)
            self._db.execute(
                "INSERT OR REPLACE INTO said VALUES (?, ?, ?)", (self.name, query, json.dumps(said))
            )
            self._db.commit()
        if not said:
            return None
        return Answer(
            lat=said["lat"],
            lon=said["lon"],
            area=Area(points=((said["lat"], said["lon"]),), margin=said["margin"]),
            precision=precision,
            how=f"{self.name} says so: {said['kind'] or 'it does not say of what kind'}",
            index=f"online: {self.name}",
            street=words,
            town=town,
            state=state,
        )

    def _remembered(self, query: str) -> dict[str, Any] | None:
        row = self._db.execute(
            "SELECT answer FROM said WHERE service = ? AND words = ?", (self.name, query)
        ).fetchone()
        return dict(json.loads(row[0])) if row else None

    def _fresh(self, query: str) -> dict[str, Any]:
        wait = self._last + self._pause - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._last = self._clock()
        try:
            found = self._asked.geocode(query, exactly_one=True, timeout=10.0)
        except Exception as error:  # geopy's tree is only there where geopy is
            raise StreetsError(f"{self.name} cannot be asked: {error}") from error
        if found is None:
            return {}
        raw = found.raw if isinstance(found.raw, dict) else {}
        kind = str(
            raw.get("addresstype")
            or raw.get("class")
            or raw.get("properties", {}).get("layer")
            or raw.get("properties", {}).get("osm_value")
            or ""
        )
        margin = next((m for word, m in WIDE if word in kind), 300.0)
        return {
            "lat": float(found.latitude), "lon": float(found.longitude), "kind": kind,
            "margin": margin,
        }  # fmt: skip


def chosen(folder: Path) -> Geocoder | None:
    """Return the service that a folder's indexes are helped by; None, as a rule.

    Raises as `geocoder` does.
    """
    try:
        told = json.loads((folder / CHOICE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    name = told.pop("service", "") if isinstance(told, dict) else ""
    return geocoder(name, folder / MEMORY, {str(k): str(v) for k, v in told.items()})


def choose(folder: Path, name: str | None, settings: Mapping[str, str]) -> None:
    """Keep which service helps the indexes of a folder; None turns it off, and keeps the memory."""
    path = folder / CHOICE
    if name is None:
        path.unlink(missing_ok=True)
        return
    geocoder(name, folder / MEMORY, settings)
    path.write_text(json.dumps({"service": name, **settings}) + "\n", encoding="utf-8")


def geocoder(name: str, memory: Path, settings: Mapping[str, str]) -> Geocoder:
    """Return the service of a name; it asks nothing yet.

    Raises `UsageError` for no such service or for what it needs and was not told, `StreetsError`
    where geopy is not installed.
    """
    service = SERVICES.get(name)
    if service is None:
        raise UsageError(f"no geocoder {name!r}: there are {', '.join(SERVICES)}")
    missing = [need for need in service.needs if not settings.get(need)]
    if missing:
        raise UsageError(
            f"{name} needs {', '.join(missing)} beside its name: `citydesk streets online --help`"
        )
    try:
        import geopy.geocoders
    except ImportError as error:
        raise StreetsError("geocoders need geopy: pip install 'citydesk[streets]'") from error
    made = getattr(geopy.geocoders, service.factory)
    told = {key: value for key, value in settings.items() if key in service.needs}
    return Geocoder(name, made(**told), memory, pause=service.pause)
