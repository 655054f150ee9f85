"""A table of `[watch.sources]` becomes a source, checked key by key; secrets come from outside."""

from __future__ import annotations

import functools
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from citydesk.base.errors import CaptureError, SettingsError
from citydesk.watching.model import Source

__all__ = ["every_of", "secret_of", "source_of"]

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\Z")
_EVERY = re.compile(r"(\d{1,6}) ?(s|m|h|d)\Z")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LEAST = 5.0  # seconds between two polls of a source


def source_of(name: str, table: Mapping[str, Any]) -> Source:
    """Return the source that a TOML table describes.

    Raises `SettingsError` with the key that is wrong and why.
    """
    if not _NAME.match(name):
        raise SettingsError(f"watch.sources.{name}: an id is lower-case letters, digits, hyphens")
    unknown = sorted(set(table) - set(Source.__dataclass_fields__) - {"id"} | {"id"} & set(table))
    if unknown:
        raise SettingsError(f"watch.sources.{name}: {unknown[0]}: there is no such key")
    given = {**table, "id": name}
    if "every" in table:
        given["every"] = every_of(table["every"], f"watch.sources.{name}")
    try:
        made = _adapter().validate_python(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"watch.sources.{name}: {where}: {first['msg']}") from error
    if made.zone:
        try:
            ZoneInfo(made.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise SettingsError(f"watch.sources.{name}: {made.zone!r} is no time zone") from error
    return made


def every_of(told: object, where: str) -> float:
    """Return seconds of "10m", "2h" or "1d"; raise `SettingsError` for anything else."""
    found = _EVERY.match(told.strip()) if isinstance(told, str) else None
    if not found:
        raise SettingsError(f'{where}: every: write how often as "5m", "2h" or "1d"')
    return max(LEAST, float(int(found[1]) * _SECONDS[found[2]]))


def secret_of(name: str) -> str:
    """Return what an environment variable holds, or a file that only its owner may read.

    Raises `CaptureError` that names where it was looked for, and never what was found.
    """
    if "/" not in name:
        held = os.environ.get(name, "")
        if not held:
            raise CaptureError(f"the environment variable {name} is not set")
        return held
    path = Path(name).expanduser()
    try:
        mode = path.stat().st_mode
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise CaptureError(f"{path} may be read by others: chmod 600 {path}")
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CaptureError(f"{path} cannot be read") from error


@functools.cache
def _adapter() -> TypeAdapter[Source]:
    return TypeAdapter(Source)
