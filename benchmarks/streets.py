"""How well addresses are found: half of each city's incidents indexed, the other half asked for.

    python -m benchmarks.streets --corpus ../shared/corpus/incidents_2013_2018.jsonl.gz --seed 12
    python -m benchmarks.streets --articles ../shared/corpus
    python -m benchmarks.streets --large 1000000

Prints, for each form of address, the share found, the errors in metres, and how often the true
point lies in the told area; the speed of a look-up, the size of the index and the memory of its
building; and beside it a dictionary of streets as usaddress reads them, with interpolation by
house number.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from citydesk.model import Place, Reading
from citydesk.streets.builders import add
from citydesk.streets.finding import Streets
from citydesk.streets.geometry import Point, metres
from citydesk.streets.grammar import parse

Row = dict[str, Any]
FORMS = ("block", "number", "corner", "named", "street")


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered of one address, beside where it was."""

    form: str
    error: float | None
    inside: bool = False
    wrong_town: bool = False


def rows_of(corpus: Path) -> list[Row]:
    """Return the incidents that have an address and a point."""
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [r for r in rows if r["lat"] is not None and (r["address"] or "").strip()]


def halves(rows: Iterable[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Return a random half of each city's incidents, and the other."""
    by_city: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_city[row["state"], row["city"]].append(row)
    draw = random.Random(seed)
    indexed: list[Row] = []
    asked: list[Row] = []
    for city in sorted(by_city):
        members = sorted(by_city[city], key=lambda r: str(r["id"]))
        draw.shuffle(members)
        half = len(members) // 2 + (len(members) % 2 and draw.random() < 0.5)
        indexed += members[:half]
        asked += members[half:]
    return indexed, asked


def write_table(rows: Iterable[Row], path: Path) -> None:
    """Write incidents as the table that `citydesk streets add` takes."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["address", "city", "state", "lat", "lon"])
        for r in rows:
            table.writerow([r["address"].strip(), r["city"], r["state"], r["lat"], r["lon"]])


def build(rows: Sequence[Row], folder: Path) -> Streets:
    """Make an index of incidents."""
    table = folder / "half.csv"
    write_table(rows, table)
    add(table, folder, name="half")
    return Streets.open(folder)


def suspicious(rows: Sequence[Row]) -> set[str]:
    """Return the incidents whose own point is wrong by signs that have nothing to do with answers.

    A point that addresses on four or more streets share is a town's middle; one that lies three
    times as far from its town's median point as nine tenths of the others, and more than 15 km, is
    elsewhere.
    """
    at: dict[Point, set[str]] = defaultdict(set)
    towns: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for r in rows:
        streets = parse(r["address"]).streets
        at[r["lat"], r["lon"]].add("/".join(sorted(s.core for s in streets)) or r["address"])
        towns[r["state"], r["city"]].append(r)
    wrong = {r["id"] for r in rows if len(at[r["lat"], r["lon"]]) >= 4}
    for members in towns.values():
        middle = median(r["lat"] for r in members), median(r["lon"] for r in members)
        far = sorted(metres(middle, (r["lat"], r["lon"])) for r in members)
        limit = max(15_000.0, 3.0 * far[int(0.9 * (len(far) - 1))])
        if len(members) >= 10:
            wrong |= {r["id"] for r in members if metres(middle, (r["lat"], r["lon"])) > limit}
    return wrong


def ask(streets: Streets, rows: Sequence[Row]) -> tuple[list[Told], float]:
    """Return what is found of each address, and the look-ups a second of processor time."""
    states = {r["state"]: _code(r["state"]) for r in rows}
    parse.cache_clear()
    began = time.process_time()
    outcomes = [streets.find(r["address"], town=r["city"], state=states[r["state"]]) for r in rows]
    speed = len(rows) / (time.process_time() - began)
    told = []
    for r, outcome in zip(rows, outcomes, strict=True):
        form = parse(r["address"]).form
        truth = r["lat"], r["lon"]
        if outcome.answer is None:
            told.append(Told(form, None))
            continue
        answer = outcome.answer
        error = metres((answer.lat, answer.lon), truth)
        told.append(Told(form, error, answer.area.distance(truth) == 0.0, answer.town != r["city"]))
    return told, speed


def _code(state: str) -> str:
    from citydesk.streets.builders.tables import state_code

    return state_code(state) or state


def dictionary(indexed: Sequence[Row], asked: Sequence[Row]) -> list[Told]:
    """Return what a dictionary of streets finds, as usaddress takes addresses apart."""
    import usaddress

    streets: dict[Any, list[tuple[int | None, Point]]] = defaultdict(list)

    def key(row: Row) -> tuple[Any, int | None]:
        try:
            parts, _ = usaddress.tag(row["address"].replace(" block of", ""))
        except usaddress.RepeatedLabelError:
            return None, None
        names = tuple(
            parts.get(label, "").lower().strip(".")
            for label in ("StreetNamePreDirectional", "StreetName", "SecondStreetName")
        )
        number = "".join(c for c in parts.get("AddressNumber", "") if c.isdigit())
        return (row["state"], row["city"], *names), int(number) if number else None

    for row in indexed:
        name, number = key(row)
        streets[name].append((number, (row["lat"], row["lon"])))
    out = []
    for row in asked:
        name, number = key(row)
        form = parse(row["address"]).form
        where = _interpolated(streets.get(name, []) if name else [], number)
        truth = row["lat"], row["lon"]
        out.append(Told(form, metres(where, truth) if where else None))
    return out


def _interpolated(known: list[tuple[int | None, Point]], number: int | None) -> Point | None:
    numbered = sorted((n, p) for n, p in known if n is not None)
    if number is None or not numbered:
        return known[0][1] if known and number is None else None
    below = [k for k in numbered if k[0] <= number]
    above = [k for k in numbered if k[0] >= number]
    if not below or not above:
        return (below[-1] if below else above[0])[1]
    (a, p), (b, q) = below[-1], above[0]
    t = 0.0 if a == b else (number - a) / (b - a)
    return p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])


def line(name: str, told: Sequence[Told]) -> str:
    """Return one line of the table of figures."""
    errors = sorted(t.error for t in told if t.error is not None)
    if not errors:
        return f"| {name} | {len(told):,} | 0.0 % | | | | |"
    n = len(errors)
    inside = sum(t.inside for t in told) / n
    wrong = sum(t.wrong_town for t in told) / n
    far = sum(e > 10_000 for e in errors) / n
    return (
        f"| {name} | {len(told):,} | {n / len(told):.1%} | {errors[n // 2]:,.0f} m |"
        f" {errors[int(0.9 * n)]:,.0f} m | {inside:.1%} | {wrong:.2%} / {far:.2%} |"
    )


def table(told: Sequence[Told], say: Callable[[str], None]) -> None:
    """Print the figures of each form of address."""
    say("| asked for | addresses | found | median | 90th | in area | other town / over 10 km |")
    say("|---|---|---|---|---|---|---|")
    for form in FORMS:
        say(line(form, [t for t in told if t.form == form]))
    say(line("all but streets alone", [t for t in told if t.form != "street"]))
    say(line("all", told))


def of_articles(corpus: Path, seed: int) -> None:
    """Ask for the addresses of fold 4's articles, as the reader reads them."""
    import datetime as dt

    from citydesk.accounts import prepare
    from citydesk.reading import read
    from citydesk.sources import collect

    with gzip.open(corpus / "gold.jsonl.gz", "rt", encoding="utf-8") as file:
        gold = [g for line in file if (g := json.loads(line))["fold"] == 4]
    point_of = {a: g for g in gold if g["lat"] is not None for a in g["articles"]}
    ids = {g["id"] for g in gold}
    rows = [r for r in rows_of(corpus / "incidents_2013_2018.jsonl.gz") if r["id"] not in ids]
    told: list[Told] = []
    with tempfile.TemporaryDirectory() as folder:
        streets = build(halves(rows, seed)[0], Path(folder))
        path = Path(folder) / "articles.jsonl"
        with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
            lines = [line for line in file if json.loads(line)["id"] in point_of]
        path.write_text("".join(lines), encoding="utf-8")
        for item in collect([str(path)], clock=lambda: dt.datetime.now(dt.UTC)):
            (reading,) = read([prepare(item, names={})], None)  # type: ignore[arg-type]
            truth = point_of.get(reading.account.id)
            if truth is not None:
                told += _asked_of(reading, truth, streets)
    table(told, _say)


def _asked_of(reading: Reading, truth: Row, streets: Streets) -> list[Told]:
    """Return what is found of the likeliest address of an account; nothing where it has none."""
    places = [
        s.value
        for report in reading.reports[:1]
        for s in report.statements
        if s.field == "place" and isinstance(s.value, Place) and s.value.address
    ]
    if not places:
        return []
    place, where = places[0], (truth["lat"], truth["lon"])
    words, form = str(place.address), parse(str(place.address)).form
    answer = None
    if place.city:
        answer = streets.find(words, town=place.city, state=place.state).answer
    if answer is None:
        return [Told(form, None)]
    error = metres((answer.lat, answer.lon), where)
    return [Told(form, error, answer.area.distance(where) == 0.0, answer.town != place.city)]


def large(count: int) -> None:
    """Build an invented city of so many addresses from OpenAddresses' columns, and ask it."""
    draw = random.Random(3)
    names = [f"{a}{b}" for a in _HEADS for b in _TAILS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.csv"
        asked = []
        with path.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(("LON", "LAT", "NUMBER", "STREET", "CITY", "REGION", "POSTCODE"))
            for i in range(count):
                street, house = (i // 250), 100 + 4 * (i % 250)
                name = f"{names[street % len(names)]} {_KINDS[street // len(names) % len(_KINDS)]}"
                name = f"{'NSEW'[street // (len(names) * len(_KINDS)) % 4]} {name}"
                lat, lon = 38.0 + street % 500 * 0.001, -97.0 + house * 1.2e-5 + street // 500 * 0.1
                out.writerow((f"{lon:.6f}", f"{lat:.6f}", house, name, "Wheatley", "KS", "67001"))
                if i % max(1, count // 50_000) == 0:
                    asked.append((f"{house + draw.choice((0, 2))} {name}", (lat, lon)))
        began, wall = time.process_time(), time.perf_counter()
        add(path, Path(folder))
        print(
            f"{count:,} addresses: {time.process_time() - began:.0f} s of processor time,"
            f" {time.perf_counter() - wall:.0f} s by the clock"
        )
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB at most")
        size = (Path(folder) / "city.streets").stat().st_size
        print(f"{size / 2**20 / (count / 1e6):.1f} MiB a million addresses")
        streets = Streets.open(Path(folder))
        draw.shuffle(asked)
        began = time.process_time()
        found = [streets.find(words, town="Wheatley", state="KS").answer for words, _ in asked]
        speed = len(asked) / (time.process_time() - began)
        good = [
            metres((a.lat, a.lon), where)
            for a, (_, where) in zip(found, asked, strict=True)
            if a is not None
        ]
        print(f"{speed:,.0f} look-ups a second a core; {len(good) / len(asked):.1%} found,")
        print(f"{median(good):.0f} m in the middle")


_HEADS = ("Oak", "Elm", "Ash", "Birch", "Cedar", "Maple", "Quill", "Sorrel", "Alder", "Hazel")
_TAILS = ("wood", "field", "brook", "dale", "ford", "ton", "ham", "ley", "mere", "stead", "hurst")
_KINDS = ("St", "Ave", "Rd", "Dr", "Ln", "Ct", "Blvd", "Pl", "Way", "Ter")


def _say(words: str) -> None:
    print(words, flush=True)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpus", type=Path)
    arguments.add_argument("--articles", type=Path, help="the folder of the corpus")
    arguments.add_argument("--large", type=int, help="addresses of an invented city")
    arguments.add_argument("--seed", type=int, default=12)
    arguments.add_argument("--peers", action="store_true")
    told = arguments.parse_args()
    if told.articles:
        of_articles(told.articles, told.seed)
        return
    if told.large or told.corpus is None:
        large(told.large or 100_000)
        return
    rows = rows_of(told.corpus)
    indexed, asked = halves(rows, told.seed)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        streets = build(indexed, Path(folder))
        seconds = time.process_time() - began
        size = (Path(folder) / "half.streets").stat().st_size
        found, speed = ask(streets, asked)
    table(found, _say)
    wrong = suspicious(rows)
    print("\nwithout incidents whose own point is wrong by other signs:\n")
    kept = [t for t, r in zip(found, asked, strict=True) if r["id"] not in wrong]
    table(kept, _say)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(indexed):,} indexed in {seconds:.0f} s of processor time")
    print(f"{size / 2**20 / (len(indexed) / 1e6):.0f} MiB a million addresses")
    print(f"{speed:,.0f} look-ups a second a core; {memory:,.0f} MiB at most in this process")
    if told.peers:
        print("\nusaddress with a dictionary and interpolation:\n")
        table(dictionary(indexed, asked), print)


if __name__ == "__main__":
    main()
