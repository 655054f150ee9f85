"""For tests of the whole flow: a reader that follows a script, accounts to read, a desk's content.

The scripted reader knows a few phrases, so that these tests do not depend on how well the built-in
reader reads: "in Port Alder", "on 2024-05-03", "shots", "2 killed", "named Ana Ruiz", "boom".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from citydesk import testing
from citydesk.model import Count, Mention, Person, Place, Span, Text, Value
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.serialize import to_plain
from citydesk.store import Store


class Scripted:
    """Finds a few fixed phrases, and breaks where it reads "boom"."""

    name = "scripted"

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        for parsed, _ in batch:
            text = parsed.account.text
            if "boom" in text:
                raise RuntimeError("boom\nand more")
            yield list(phrases(text))


class Patient(Scripted):
    """Breaks at nothing."""

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        for parsed, _ in batch:
            yield list(phrases(parsed.account.text))


def phrases(text: str) -> Iterator[Mention]:
    def all_of(pattern: str, field: str, value: Any) -> Iterator[Mention]:
        for found in re.finditer(pattern, text):
            made: Value = value(found[1])
            span = Span(start=found.start(1), end=found.end(1))
            yield Mention(field=field, spans=(span,), value=made)

    def place(words: str) -> Place:
        return Place(words=words, precision="city", city=words, state="CA")

    yield from all_of(r"in (Port Alder|Nestor)", "place", place)
    yield from all_of(r"on (\d{4}-\d\d-\d\d)", "time", testing.day)
    yield from all_of(r"([Ss]hots)", "kind", lambda _: Text(text="shooting"))
    yield from all_of(r"(\d) killed", "killed", lambda n: Count(low=int(n), high=int(n)))
    yield from all_of(
        r"named (\w+ \w+)", "person", lambda name: Person(role="victim", name=name, age=34)
    )


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def night(
    day: str, town: str, *names: str, dead: int = 1, outlet: str = "ledger"
) -> dict[str, Any]:
    """Return a row that tells of one night in the reader's phrases."""
    who = " and ".join(f"a victim named {name}" for name in names)
    words = f"Shots rang out in {town} on {day} and left {dead} killed, {who}, neighbors said."
    return {
        "id": f"{outlet}-{day}-{town}".replace(" ", "-").lower(),
        "published": day,
        "title": f"Shots in {town}",
        "url": f"https://{outlet}.example/{day}",
        "text": f"{words} This is what {outlet} has learned about it so far.",
    }


def content(store: Store) -> dict[str, Any]:
    """Return all that a desk holds, but for the moments at which things were obtained."""
    captures = [(c.id, c.sha256, c.media_type, c.member, len(c.body)) for c in store.captures()]
    readings = [store.reading(account.id) for account in store.accounts()]
    reports = [report.id for reading in readings for report in reading.reports]
    return {
        "captures": captures,
        "readings": to_plain(readings),
        "comparisons": to_plain(store.comparisons(reports)),
        "incidents": to_plain(list(store.incidents())),
        "records": to_plain(list(store.records())),
        "judgements": to_plain(store.judgements()),
        "failures": [(f.uri, f.stage, f.message, f.capture) for f in store.failures()],
    }


def known(store: Store) -> dict[str, Any]:
    """Return what a desk knows, whatever the order in which it was told."""
    return {
        "incidents": to_plain(list(store.incidents())),
        "records": to_plain(list(store.records())),
    }
