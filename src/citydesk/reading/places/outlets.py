"""Where an account's outlet is at home, from its host name or call sign: a hint, never evidence."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from citydesk.base.urls import host as host_of
from citydesk.base.urls import original_url
from citydesk.model import Account
from citydesk.reading.places.gazetteer import City, cities, city_in, gazetteer, rows

CALL_SIGN = re.compile(r"[KW](?<!\w[KW])[A-Z]{2,3}\b")
LARGE = 20_000
SHORTEST_NAME = 5
NAME_WORDS = re.compile(r"[a-z'’]+")
PATH_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's home, the states that the page's path names, and the one its own name does."""

    city: str | None = None
    state: str | None = None
    path_states: frozenset[str] = frozenset()
    path: str = ""
    named: str | None = None
    place: City | None = None


@functools.cache
def homes() -> dict[str, tuple[str, str]]:
    """Return the home (city, state) of every known host or call sign."""
    return {name: (city, state) for state, city, names in rows("outlets.tsv")
            for name in names.split()}  # fmt: skip


def outlet_of(account: Account) -> Outlet:
    """Return what the account's address and source tell about where its outlet is at home."""
    url = original_url(account.url) or ""
    host = host_of(url) or account.source.lower()
    found = _home(host) or _home(account.source.lower()) or _home(account.outlet.lower())
    path = " ".join(PATH_WORDS.findall(url.partition("://")[2].partition("/")[2].lower()[:300]))
    around = f" {path} "
    told = frozenset([code for name, code in _spaced_states() if name in around])
    named = state_named(host) or state_of_name(account.outlet)
    if found is None:
        return Outlet(path_states=told, path=path, named=named)
    city, state = found
    return Outlet(city, state, told, path, named, city_in(city, state))


@functools.cache
def _spaced_states() -> tuple[tuple[str, str], ...]:
    """Return the names of the states between spaces, with their codes."""
    return tuple((f" {name} ", code) for name, code in gazetteer().states.items())


@functools.lru_cache(maxsize=5000)
def state_named(host: str) -> str | None:
    """Return the state whose name, or whose large city's name, is in a host's: "oregonlive.com".

    The longest name wins; one that several states share says nothing.
    """
    joined = "".join(host.split(".")[:-1]).replace("-", "")[:40]
    known = _joined_names()
    for size in range(len(joined), SHORTEST_NAME - 1, -1):
        for start in range(len(joined) - size + 1):
            state = known.get(joined[start : start + size])
            if state is not None:
                return state
    return None


@functools.lru_cache(maxsize=5000)
def state_of_name(outlet: str) -> str | None:
    """Return the state that a paper's own name tells: "Bolivar County Banner", "Wyoming Wire"."""
    words = NAME_WORDS.findall(outlet.lower()[:80])
    known, counties = _joined_names(), gazetteer().counties
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            within = counties.get(" ".join(run), ())
            if len(within) == 1:
                return next(iter(within))
            joined = "".join(run)
            if len(joined) >= SHORTEST_NAME and joined in known:
                return known[joined]
    return None


@functools.cache
def _joined_names() -> dict[str, str]:
    """Return the states by the names, without spaces, of themselves and of their large cities."""
    known: dict[str, str] = {}
    for key, (_, packed) in gazetteer().lines.items():
        if int(packed.split(",", 4)[3]) <= LARGE:
            continue
        first, *others = cities(key)
        if first.people > 4 * sum(c.people for c in others):
            known[key.replace(" ", "")] = first.state
    known.update((name.replace(" ", ""), code) for name, code in gazetteer().states.items())
    known.pop("washington", None)
    return known


def signs_in(text: str) -> list[tuple[str, str]]:
    """Return the homes of the stations whose call signs stand in a text, in order."""
    known = homes()
    signs = (sign.lower() for sign in CALL_SIGN.findall(text))
    return [known[sign] for sign in signs if sign in known]


def _home(host: str) -> tuple[str, str] | None:
    known = homes()
    labels = host.split(".")
    tries = [host, ".".join(labels[:-1]), ".".join(labels[-2:])]
    if len(labels) > 1:
        tries.append(labels[-2])
    if len(labels) == 1:
        tries += host.split()[:1]
    return next((known[t] for t in tries if t in known), None)
