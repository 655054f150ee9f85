"""citydesk.toml becomes frozen settings: where the desk is, what may leave it, names of sources.

::

    desk = "newsroom.db"

    [policy]
    withhold_minors = true

    [sources]
    "example.com" = "The Example"

    [map]
    style_url = "https://tiles.example.org/style.json"

    [web]
    proxies = ["127.0.0.1"]

    [watch]
    contact = "desk@example.org"
    sources.ledger = { kind = "feed", address = "https://ledger.example/feed", every = "10m" }

    [llm]
    model = "a-model"
    prices."a-model" = { input = 0.5, output = 2.0 }
"""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from citydesk.base.errors import SettingsError
from citydesk.mappings import RowMapping, mapping_of, packaged

__all__ = [
    "MapSettings", "ModelSettings", "Policy", "Price", "Settings", "WatchSettings", "WebSettings",
    "load_settings",
]  # fmt: skip

LARGEST = 1_000_000  # bytes of a settings file
MOST_DOTS = 100  # of a line: reading a dotted key takes the square of its parts


def _network(words: str) -> str:
    ipaddress.ip_network(words, strict=False)
    return words


Dollars = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Addresses = Annotated[str, AfterValidator(_network)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is withheld from everything that leaves the desk; the evidence is never touched.

    The defaults follow common newsroom practice. `blur_homes` makes a block of a house number.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    withhold_minors: bool = True
    withhold_uncharged_suspects: bool = True
    withhold_until_kin_told: bool = True
    withhold_sexual_assault_victims: bool = True
    blur_homes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a model costs: dollars for a million tokens that it is given, and that it answers."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    input: Dollars
    output: Dollars


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Which language model reads, if one does, and what it may cost; keys are kept elsewhere.

    `max_cost` is in dollars for one run. `cache` keeps replies in a file beside the desk. `options`
    are the model's own ("temperature"), `prices` those of models by name.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    model: str | None = None
    max_cost: Dollars | None = None
    cache: bool = True
    options: Mapping[str, bool | int | float | str] = field(
        default_factory=lambda: MappingProxyType({})
    )
    prices: Mapping[str, Price] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSettings:
    """What the web desk's map is drawn on; without any, on the shapes that come with Citydesk.

    `style_url` is a MapLibre style, or the address of raster tiles with {z}, {x} and {y} in it.
    `hosts` are further addresses that the style loads from (tiles, fonts, sprites), and
    `attribution` is what the owner of raster tiles asks to be written on them.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    style_url: str | None = None
    hosts: tuple[str, ...] = ()
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How the web desk is reached.

    `proxies` are IP addresses and networks ("127.0.0.1", "10.0.0.0/8") of servers that stand before
    it: from them alone X-Forwarded-For and X-Forwarded-Proto are believed.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    proxies: tuple[Addresses, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """What is watched, and how: `contact` stands in the user agent (an address, a page).

    `sources` are described by id (`citydesk.watching`). `keep_out` are the categories of calls that
    no dispatch feed may bring in (`watching/denied.py`), `keep_out_words` further words of theirs.
    `gap` is how many seconds a host has its peace between two questions.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    contact: str = ""
    gap: Annotated[float, Field(ge=0, le=3600)] = 1.0
    keep_out: tuple[Literal["sex crimes", "juveniles", "medical calls"], ...] = (
        "sex crimes",
        "juveniles",
        "medical calls",
    )
    keep_out_words: tuple[str, ...] = ()
    sources: Mapping[str, Mapping[str, object]] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """Who timestamps archives (RFC 3161): an `authority`'s address, and whom `verify` believes.

    `roots` is a file of certificates, PEM.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    authority: str | None = None
    roots: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one newsroom has decided. `sources` maps a source's id to its name for people.

    `mappings` describe tables of its own, by name: what each column says (`citydesk.mappings`).
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    desk: str = "citydesk.db"
    policy: Policy = field(default_factory=Policy)
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    llm: ModelSettings = field(default_factory=ModelSettings)
    map: MapSettings = field(default_factory=MapSettings)
    web: WebSettings = field(default_factory=WebSettings)
    watch: WatchSettings = field(default_factory=WatchSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    mappings: Mapping[str, Mapping[str, object]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def row_mappings(self) -> Mapping[str, RowMapping]:
        """Return the mappings that ship and those of these settings, which win, by name.

        Raises `SettingsError` with the key that is wrong in one of them.
        """
        own = {name: mapping_of(name, table) for name, table in self.mappings.items()}
        return {**packaged(), **own}


def load_settings(path: Path | None = None) -> Settings:
    """Read settings from a file; from ./citydesk.toml, if there is one, when no path is given.

    Raises `SettingsError` with the key that is wrong and why.
    """
    if path is None:
        path = Path("citydesk.toml")
        if not path.exists():
            return Settings()
    try:
        return TypeAdapter(Settings).validate_python(tomllib.loads(_text(path)))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error})") from error
    except RecursionError as error:
        raise SettingsError(
            f"{path}: is not TOML that anybody wrote: it nests too deeply"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {where}: {first['msg']}") from error
    except ValueError as error:  # also numbers of thousands of digits, and bytes that are no UTF-8
        raise SettingsError(f"{path}: is not TOML ({error})") from error


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():  # a pipe may never end
        raise OSError("it is no file")
    with path.open("rb") as file:
        body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise OSError(f"it has more than {LARGEST:,} bytes")
    if any(line.count(b".") > MOST_DOTS for line in body.splitlines()):
        raise ValueError(f"a line has more than {MOST_DOTS} dots")
    return body.decode()
