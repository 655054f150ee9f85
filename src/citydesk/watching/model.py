"""A watched source, what one poll of it brings, and a thing as it is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from citydesk.mappings import RowMapping
from citydesk.model import Seen
from citydesk.watching.asking import Asker
from citydesk.watching.denied import Denied

__all__ = ["KINDS", "Asked", "Kind", "Named", "Poll", "Seen", "Source"]

Kind = Literal[
    "feed", "sitemap", "page", "mailbox", "folder", "csv", "socrata", "arcgis", "ckan", "chp",
    "bluesky", "mastodon",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of `[watch.sources]`; `every` is in seconds.

    `home` is where it is at home ("Harbor City, KS") and `zone` the clock that it writes, both for
    people to see. `pages` where the stories that it names are fetched, else its own words are all.
    `mapping` reads its rows, `cursor` is the column that says when one was changed, and `whole`
    says that a row which is not there has vanished. `private` where it is inside one's own house.
    `user` and `secret` are names of environment variables, or files that nobody else may read.
    """

    id: str
    kind: Kind
    address: str
    every: float = 600.0
    name: str = ""
    home: str = ""
    zone: str = ""
    trust: str = ""
    pages: bool = True
    mapping: str = ""
    cursor: str = ""
    where: str = ""
    whole: bool = False
    private: bool = False
    user: str = ""
    secret: str = ""
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a poll is given beside its source: how to ask, the moment, mappings, the deny-list."""

    asker: Asker
    clock: Callable[[], dt.datetime]
    mappings: Mapping[str, RowMapping]
    denied: Denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A page that a source names: `mark` is a hash of what it says of it."""

    thing: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What one poll brought. `whole` are all things that are there, where the source shows all.

    `kept_out` counts what the deny-list keeps out; `notes` are for the person who watches.
    """

    seen: tuple[Seen, ...] = ()
    pages: tuple[Named, ...] = ()
    state: Mapping[str, Any] = field(default_factory=dict)
    whole: frozenset[str] | None = None
    kept_out: int = 0
    notes: tuple[str, ...] = ()
