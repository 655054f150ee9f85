"""What the built-in reader finds, told as quotes, is read again: little is lost to the grammars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citydesk.accounts import prepare
from citydesk.model import Account, Capture, Event, Mention, Outcome, Person, Place, Text, quote
from citydesk.reading.builtin import BuiltinReader
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.sources import collect
from citydesk.testing import NOW
from tests.reading.llm.scripted import claim, proposed

ROOT = Path(__file__).resolve().parents[3]
INFERRED = {"killed", "injured"}  # "no word of any wounded" has no words of its own


def told(mention: Mention, account: Account) -> Any:
    """Return a mention as a model would have to claim it."""
    quotes = [quote(account, span) for span in mention.spans[:3]]
    value, parts = mention.value, {}
    if isinstance(value, Place) and mention.field == "place":
        coarse = value.address is None
        parts = {"city": quotes[0]} if coarse else {"address": quotes[0], "city": value.city or ""}
    elif isinstance(value, Person):
        parts = {"name" if value.name else "descriptor": quotes[0], "label": value.role}
    elif isinstance(value, Outcome):
        parts = {"name": quotes[1], "label": value.result}
    elif isinstance(value, Event):
        parts = {"label": value.kind}
    elif isinstance(value, Text) and mention.field == "kind":
        parts = {"label": value.text}
    return claim(mention.field, *quotes, certainty=mention.certainty, **parts)


def accounts() -> Iterator[Account]:
    for item in collect([str(ROOT / "examples")], clock=lambda: NOW):
        if isinstance(item, Capture):
            yield prepare(item)


def test_what_the_built_in_reader_finds_is_read_again() -> None:
    asked, read = Counter[str](), Counter[str]()
    for account in accounts():
        parsed = parse(account)
        (found,) = BuiltinReader().mentions(iter([(parsed, survey(parsed))]))
        for mention in found:
            if mention.field not in {"expression", *INFERRED}:
                asked[mention.field] += 1
                read[mention.field] += bool(proposed(account, told(mention, account)).mentions)
    assert asked.total() > 100
    assert read.total() / asked.total() > 0.9, {f: (read[f], asked[f]) for f in asked}
