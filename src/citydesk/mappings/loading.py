"""TOML becomes mappings, checked field by field: a mistyped key is an error and never ignored."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from citydesk.base.errors import SettingsError
from citydesk.mappings.model import RowMapping

__all__ = ["mapping_of", "packaged"]

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\Z")


@functools.cache
def packaged() -> Mapping[str, RowMapping]:
    """Return the mappings that ship with Citydesk, by name."""
    folder = resources.files(__package__) / "data"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    made = {
        name: mapping_of(name, tomllib.loads(file.read_text(encoding="utf-8")))
        for file in files
        for name in [file.name.removesuffix(".toml")]
    }
    return made


def mapping_of(name: str, table: Mapping[str, Any]) -> RowMapping:
    """Return the mapping that a TOML table describes.

    Raises `SettingsError` with the key that is wrong and why.
    """
    if not _NAME.match(name):
        raise SettingsError(f"mappings.{name}: a name is lower-case letters, digits and hyphens")
    try:
        made: RowMapping = _adapter().validate_python({**table, "id": name})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"mappings.{name}: {where}: {first['msg']}") from error
    for told in (made.time, made.published):
        if told and told.zone:
            _check_zone(name, told.zone)
    return made


def _check_zone(name: str, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"mappings.{name}: {zone!r} is no time zone") from error


@functools.cache
def _adapter() -> TypeAdapter[RowMapping]:
    return TypeAdapter(RowMapping)
