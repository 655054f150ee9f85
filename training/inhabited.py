"""Make the map by which a record knows a place in the sea: `python -m training inhabited`.

The gazetteer's towns become the squares of one degree in which at least one of them lies.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src/citydesk"
CITIES = PACKAGE / "reading/places/data/cities.tsv"
TARGET = PACKAGE / "fusing/data/inhabited.json"


def train(corpus: Path) -> None:
    """Write the data file; the corpus is not used."""
    TARGET.write_text(squares(CITIES.read_text(encoding="utf-8")), encoding="utf-8")


def squares(cities: str) -> str:
    """Return the file made from the gazetteer's cities: latitude -> longitudes, whole degrees."""
    found: dict[int, set[int]] = defaultdict(set)
    for line in cities.splitlines():
        if not line.startswith("#"):
            for place in line.split("\t")[2].split(";"):
                _, lat, lon, *_ = place.split(",")
                found[math.floor(float(lat))].add(math.floor(float(lon)))
    rows = ",\n".join(f'  "{lat}": {json.dumps(sorted(found[lat]))}' for lat in sorted(found))
    about = (
        "Squares of one degree with a town of the United States (south-west corners): made from"
        " reading/places/data/cities.tsv (GeoNames, CC BY 4.0) by python -m training inhabited"
    )
    return f'{{\n "about": "{about}",\n "squares": {{\n{rows}\n }}\n}}\n'
