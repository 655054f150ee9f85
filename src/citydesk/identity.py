"""Ids made from content: the same content has the same id, on any machine, in any order.

`hash()` is salted per process, so it is never used for anything that outlives the process. Content
is written down in one canonical form, each piece with its type and length, so that no two contents
share a form; ids are made by the thousand, so this is the plainest form that can be written fast.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
from collections.abc import Callable
from typing import Any


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(*parts: Any, length: int = 16) -> str:
    """Return a short hexadecimal id of model objects, numbers and text (4 bits a character)."""
    return sha256(_canonical(parts).encode("utf-8", "surrogatepass"))[:length]


def _canonical(value: Any) -> str:
    if isinstance(value, str):
        return f"s{len(value)}:{value}"
    if value is None or isinstance(value, bool | int | float):
        return f"{value!r};"
    if isinstance(value, tuple | list):
        return f"({''.join(map(_canonical, value))})"
    if isinstance(value, dict):
        items = sorted((str(key), each) for key, each in value.items())
        return f"{{{_canonical(items)}}}"
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()};"
    return _form(value.__class__)(value)


@functools.cache
def _form(cls: type) -> Callable[[Any], str]:
    """Return the function that writes down one class of the model: its name and its fields.

    Raises `TypeError` for a class that is no dataclass: it has no content that could be named.
    """
    names = [each.name for each in dataclasses.fields(cls)]

    def form(value: Any) -> str:
        fields = "".join([_canonical(getattr(value, name)) for name in names])
        return f"{cls.__name__}({fields})"

    return form
