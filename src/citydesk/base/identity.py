"""Ids made from content: the same content has the same id, on any machine, in any order.

`hash()` is salted per process, so it is never used for anything that outlives the process. Content
is written down in one canonical form, each piece with its type and length, so that no two contents
share a form; ids are made by the thousand, so this is the plainest form that can be written fast,
and what stands in many of them (who said it) may be written once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import operator
import re
from collections.abc import Callable, Iterable
from typing import Any

_MADE = re.compile(r"[0-9a-f]{16}")
_ROUNDS = 8
PUBLIC_ACCOUNT = "account-"


class Written(str):
    """Content in its canonical form already: it goes into an id as if it were the content."""

    __slots__ = ()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(*parts: Any, length: int = 16) -> str:
    """Return a short hexadecimal id of model objects, numbers and text (4 bits a character)."""
    return sha256(_written(parts).encode("utf-8", "surrogatepass"))[:length]


def written(value: Any) -> Written:
    """Return the canonical form of content that goes into many ids."""
    return Written(_written(value))


def _written(value: Any) -> str:
    return _WRITERS[value.__class__](value)


def _joined(values: Iterable[Any]) -> str:
    """Write down several values; text and numbers, which most are, without a call for each."""
    return "".join(
        [
            f"s{len(value)}:{value}"
            if value.__class__ is str
            else f"{value};"
            if value.__class__ in _PLAIN
            else _WRITERS[value.__class__](value)
            for value in values
        ]
    )


def _sequence(values: Any) -> str:
    return f"({_joined(values)})"


def _mapping(values: Any) -> str:
    items = sorted((str(key), each) for key, each in values.items())
    return f"{{{_written(items)}}}"


class _Writers(dict[type, Callable[[Any], str]]):
    """The function that writes down the content of a class, made when the class is first met.

    Raises `TypeError` for a class that is not of the model: it has no content that could be named.
    """

    def __missing__(self, cls: type) -> Callable[[Any], str]:
        made = self[cls] = _writer(cls)
        return made


_WRITERS = _Writers()
_PLAIN = frozenset({int, bool, None.__class__})
"""Classes whose content is written as Python writes it."""


def _writer(cls: type) -> Callable[[Any], str]:
    if issubclass(cls, Written):
        return str
    if issubclass(cls, str):
        return lambda value: f"s{len(value)}:{value}"
    if issubclass(cls, int | float | None.__class__):
        return lambda value: f"{value!r};"
    if issubclass(cls, tuple | list):
        return _sequence
    if issubclass(cls, dict):
        return _mapping
    if issubclass(cls, dt.datetime):
        return lambda value: f"{value.isoformat()};"
    return _form(cls)


def _form(cls: type) -> Callable[[Any], str]:
    """Return the function that writes down one dataclass: its name and its fields."""
    grown = [each.name for each in dataclasses.fields(cls) if each.metadata.get("grown")]
    if grown:
        return functools.partial(_grown, frozenset(grown))
    names = [each.name for each in dataclasses.fields(cls)]
    take, before = operator.attrgetter(*names), f"{cls.__name__}("
    if len(names) == 1:
        return lambda value: f"{before}{_written(take(value))})"
    return lambda value: f"{before}{_joined(take(value))})"


def _grown(names: frozenset[str], value: Any) -> str:
    """Write down an object of a class that has got fields since: they count where they are filled.

    So what has nothing in them keeps the id that it had before there were such fields.
    """
    held = [(each.name, getattr(value, each.name)) for each in dataclasses.fields(value)]
    told = [content for name, content in held if content or name not in names]
    return f"{type(value).__name__}({_joined(told)})"


def incident_id(report: str) -> str:
    """Return the id of an incident whose earliest report this is."""
    return content_id("incident", report)


def keyed_id(key: bytes, *parts: Any, length: int = 16) -> str:
    """Return an id of content that nobody can make again who has not the key (up to 64 bytes)."""
    content = _written(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, key=key, digest_size=32).hexdigest()[:length]


def public_account_id(key: bytes, own: str) -> str:
    """Return the id by which the public knows an account whose own id gives something away."""
    return PUBLIC_ACCOUNT + keyed_id(key, own)


def scrambled(key: bytes, ident: str) -> str:
    """Return another id for one of 16 hexadecimal digits; `unscrambled` leads back with the key.

    A Feistel network of eight rounds (Luby and Rackoff, 1988). Other ids stay: they were given, and
    not made from content.
    """
    return _feistel(key, ident, range(_ROUNDS))


def unscrambled(key: bytes, ident: str) -> str:
    """Return the id that `scrambled` made this one of."""
    return _feistel(key, ident, range(_ROUNDS - 1, -1, -1))


def _feistel(key: bytes, ident: str, rounds: range) -> str:
    if not _MADE.fullmatch(ident):
        return ident
    left, right = int(ident[:8], 16), int(ident[8:], 16)
    for each in rounds:
        word = hashlib.blake2b(b"%d %d" % (each, right), key=key, digest_size=4).digest()
        left, right = right, left ^ int.from_bytes(word)
    return f"{right:08x}{left:08x}"
