"""Ids made from content: the same content has the same id, on any machine, in any order.

`hash()` is salted per process, so it is never used for anything that outlives the process.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(*parts: Any, length: int = 16) -> str:
    """Return a short hexadecimal id of model objects, numbers and text (4 bits a character)."""
    canonical = json.dumps([_plain(p) for p in parts], sort_keys=True, ensure_ascii=False)
    return sha256(canonical.encode("utf-8", "surrogatepass"))[:length]


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        items = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {type(value).__name__: items}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return value
