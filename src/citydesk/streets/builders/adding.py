"""One file of streets becomes one index: which kind it is, how far it is read, how it ends."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from citydesk.base.errors import StreetsError
from citydesk.streets.finding import listed_in, write_list
from citydesk.streets.model import Feature, Town
from citydesk.streets.towns import TownFinder
from citydesk.streets.writing import Source, Stage

__all__ = ["Progress", "Reader", "add", "kind_of"]

SAVED = 50_000  # records between two marks from which a stopped build goes on
MOST_REFUSED = 0.9  # share of records that may say nothing before the file is taken for another


class Progress(Protocol):
    """Told how a build goes: the step, how much is done, and of how much (0: not known)."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take the news."""


class Reader(Protocol):
    """Reads one kind of file: yields the number of each record with what it tells, or None.

    The first `skip` records were read before. Raises `StreetsError` in words for a person.
    """

    def __call__(
        self, path: Path, *, skip: int, state: str | None, finder: TownFinder
    ) -> Iterator[tuple[int, Feature | None]]:
        """Read a file."""


LICENCES = {
    "openstreetmap": "ODbL 1.0, © OpenStreetMap contributors",
    "tiger": "public domain, U.S. Census Bureau TIGER/Line",
    "openaddresses": "by source, see openaddresses.io",
    "addresses": "not said",
}


def kind_of(path: Path) -> str:
    """Return the kind of a file by what is in it. Raises `StreetsError` for any other."""
    if not path.is_file():
        raise StreetsError(f"{path}: no such file")
    name = path.name.lower()
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise StreetsError(f"{path}: is empty")
    if b"OSMHeader" in head[:64] or b"<osm" in head:
        return "openstreetmap"
    if head[:4] == b"\x00\x00\x27\x0a":
        return "tiger"
    if head[:2] == b"PK":
        return _kind_in_zip(path)
    if head[:2] == b"\x1f\x8b" and name.endswith((".csv.gz", ".geojson.gz", ".json.gz")):
        return "openaddresses"
    if name.endswith((".pbf", ".osm", ".shp")):
        raise StreetsError(
            f"{path}: is not what its name says: it does not begin as such a file does"
        )
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text[:1] == b"{":
        return "openaddresses"
    first = text.split(b"\n", 1)[0].lower()
    columns = {c.strip(b' "\r') for c in re.split(rb"[,;\t]", first)}
    if {b"number", b"street"} <= columns or {b"address", b"lat"} <= columns:
        return "openaddresses" if b"number" in columns else "addresses"
    raise StreetsError(
        f"{path}: is no file of streets that Citydesk knows: an OpenStreetMap extract (.osm.pbf),"
        " a TIGER ADDRFEAT shapefile (.shp or its .zip), OpenAddresses (.csv, .geojson), or a table"
        " with the columns address, city, state, lat, lon"
    )


def _kind_in_zip(path: Path) -> str:
    import zipfile

    try:
        names = zipfile.ZipFile(path).namelist()
    except zipfile.BadZipFile as error:
        raise StreetsError(f"{path}: is a ZIP file that is cut short or damaged") from error
    if any(n.lower().endswith(".shp") for n in names):
        return "tiger"
    raise StreetsError(f"{path}: holds no shapefile; unpack it and add the files that are in it")


def _reader(kind: str) -> Reader:
    """Return the reader of a kind; what it needs is imported only now."""
    if kind == "openstreetmap":
        from citydesk.streets.builders import osm

        return osm.read
    if kind == "tiger":
        from citydesk.streets.builders import tiger

        return tiger.read
    from citydesk.streets.builders import tables

    return tables.read


def add(
    path: Path,
    folder: Path,
    *,
    name: str | None = None,
    state: str | None = None,
    towns: Iterable[Town] = (),
    progress: Progress | None = None,
    wanted: Callable[[], bool] = lambda: True,
) -> Path:
    """Make an index of a file in a folder, and return where it is; an older one is replaced.

    `state` is taken where the file does not say one, `towns` name the town of a street that lies
    near. Where `wanted` turns false the build stops and can be gone on with. Raises `StreetsError`.
    """
    kind = kind_of(path)
    read = _reader(kind)
    tell = progress or (lambda step, done, total: None)
    tell("fingerprint", 0, 0)
    label = (
        name or re.sub(r"[^a-z0-9]+", "-", path.name.lower().split(".")[0]).strip("-") or "streets"
    )
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", label):
        raise StreetsError(f"{label}: an index is named with small letters, figures and hyphens")
    source = Source(
        name=label,
        kind=kind,
        file=path.name,
        bytes=path.stat().st_size,
        sha256=_fingerprint(path),
        licence=LICENCES[kind],
    )
    folder.mkdir(parents=True, exist_ok=True)
    finder = TownFinder(towns)
    stage = Stage(folder / f"{label}.streets", source, finder)
    try:
        figures = _read_all(read, path, stage, state, tell, wanted)
        if not figures["features"]:
            stage.discard()
            raise StreetsError(f"{path}: holds no street, address or place that could be read")
        made = stage.finish(figures, tell)
        write_list(folder, listed_in(folder) | {label})
        return made
    except BaseException:
        stage.close()
        raise


def _read_all(
    read: Reader,
    path: Path,
    stage: Stage,
    state: str | None,
    tell: Progress,
    wanted: Callable[[], bool],
) -> Counter[str]:
    """Read every record into the stage, from where an earlier build stopped."""
    figures: Counter[str] = Counter()
    for key in ("rows", "features", "refused"):
        figures[key] = int(stage.read_progress(key) or 0)
    skip = figures["rows"]
    total = int(stage.read_progress("total") or 0)
    for row, feature in read(path, skip=skip, state=state, finder=stage.finder):
        if row > figures["rows"]:
            figures["rows"] = row
        taken = feature is not None and stage.add(feature)
        figures["features" if taken else "refused"] += 1
        if taken and feature is not None:
            figures[feature.form] += 1
        if (figures["features"] + figures["refused"]) % SAVED == 0:
            stage.save(**{k: figures[k] for k in ("rows", "features", "refused")})
            tell("reading", figures["rows"], total)
            if not wanted():
                stage.close()
                raise StreetsError(f"{path}: stopped at record {row}; add it again to go on")
    stage.save(**{k: figures[k] for k in ("rows", "features", "refused")})
    return figures


def _fingerprint(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            made.update(piece)
    return made.hexdigest()
