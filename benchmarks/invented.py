"""Invented stories, read from beginning to end: how many are wholly right, by kind.

    python -m benchmarks.invented            the share of each kind and what is wrong elsewhere

Sixty stories of six kinds in `data/invented.jsonl`, written after the rules were frozen, with what
a careful reader of each would note. A story is wholly right where day, town, state, address, toll
and everybody named as victim, suspect or accessory are. Nothing is learned or tuned on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citydesk.accounts import account_of_json
from citydesk.outputs.flat import reading_row
from citydesk.reading import read

STORIES = Path(__file__).with_name("data") / "invented.jsonl"
ROLES = {"victims": "victim", "suspects": "suspect", "accessories": "accessory"}


def stories() -> list[dict[str, Any]]:
    """Return the stories: kind, published, title, text, and what is `want`ed of each."""
    return [json.loads(line) for line in STORIES.read_text(encoding="utf-8").splitlines()]


def wrong(story: dict[str, Any], number: int) -> dict[str, tuple[Any, Any]]:
    """Return what was read otherwise than is wanted: slot -> (wanted, read)."""
    given = {key: story[key] for key in ("published", "title", "text")} | {
        "id": f"invented-{number}"
    }
    row = reading_row(next(read([account_of_json(given)])))
    want = story["want"]
    told: dict[str, Any] = {
        "date": row["date"],
        "killed": row["killed"],
        "injured": row["injured"],
        **{key: row["place"][key] for key in ("city", "state")},
    }
    for key, role in ROLES.items():
        told[key] = sorted(p["name"] for p in row["people"] if p["role"] == role)
    found = {key: (want[key], told[key]) for key in told if _plain(want[key]) != _plain(told[key])}
    address = row["place"]["address"] or ""
    if not set(_plain(want["address"]).split()) <= set(_plain(address).split()):
        found["address"] = (want["address"], address)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(map(_plain, value))
    return value.lower().replace(".", "").replace(",", "") if isinstance(value, str) else value


def figures() -> dict[str, float]:
    """Return the share of the stories that are wholly right, by kind and of all."""
    right: dict[str, list[bool]] = {}
    for number, story in enumerate(stories()):
        ok = not wrong(story, number)
        for kind in (story["kind"], "all"):
            right.setdefault(kind, []).append(ok)
    return {kind: sum(each) / len(each) for kind, each in sorted(right.items())}


def lines() -> Iterator[str]:
    """Yield what is wrong, then the shares."""
    for number, story in enumerate(stories()):
        for slot, (wanted, told) in wrong(story, number).items():
            yield f"{story['title'][:50]:50}  {slot}: {wanted!r}, read {told!r}"
    for kind, share in figures().items():
        yield f"{kind:45} {share:.2f}"


def main() -> None:
    """Run from the command line."""
    for line in lines():
        print(line)


if __name__ == "__main__":
    main()
