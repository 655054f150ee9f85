"""`source`: what the desk watches: found behind an address and tried, listed, removed."""

from __future__ import annotations

import datetime as dt
import itertools
import json as plain_json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from citydesk import __version__
from citydesk.base.errors import NotFound, UsageError
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import notice, print_json, screen, text
from citydesk.settings import Settings, load_settings
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.watching import Asker, Denied, Poll, Source

__all__ = ["asker_of", "denied_of", "pace", "source", "sources_of"]

SHOWN = 8

source = typer.Typer(
    help="Say what the desk watches: sites, feeds, mailboxes, tables, folders.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Ident = Annotated[str, typer.Argument(help="The id of a source, as `source list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="For a program.")]


@source.command()
def add(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="A site, a feed, a table, imaps://…, a folder.")],
    ident: Annotated[str | None, typer.Option("--id", help="[default: from its host]")] = None,
    kind: Annotated[
        str | None, typer.Option(help="As what: page, feed, csv … [default: tried]")
    ] = None,
    every: Annotated[str | None, typer.Option(help='How often: "5m", "2h", "1d".')] = None,
    name: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    home: Annotated[str | None, typer.Option(help='Where it is at home: "Topeka, KS".')] = None,
    zone: Annotated[str | None, typer.Option(help="Its clock: America/Chicago.")] = None,
    trust: Annotated[
        str | None, typer.Option(help="A note on how far it is to be trusted.")
    ] = None,
    mapping: Annotated[str | None, typer.Option(help="What the columns of its rows mean.")] = None,
    user: Annotated[str | None, typer.Option(help="Variable or file with a name.")] = None,
    secret: Annotated[str | None, typer.Option(help="Variable or file with a password.")] = None,
    pages: Annotated[bool, typer.Option(help="Fetch the stories that a feed names.")] = True,
    private: Annotated[bool, typer.Option(help="It is inside your own house.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Try it, and write nothing.")] = False,
) -> None:
    """Find what can be watched at an address, try it, show what it brings, write it down."""
    from citydesk.watching import source_of
    from citydesk.watching.finding import found_at, id_of

    settings: Settings = context.obj.settings
    known = settings.row_mappings()
    asker = asker_of(settings)
    told = {"kind": kind, "address": address, "every": "1h"}
    if kind is None:
        told = found_at(address, asker, known, private=private)
    given = {
        "every": every, "name": name, "home": home, "zone": zone, "trust": trust,
        "mapping": mapping, "user": user, "secret": secret,
        "pages": None if pages else False, "private": private or None,
    }  # fmt: skip
    table = {
        k: v
        for k, v in {**told, **{k: v for k, v in given.items() if v is not None}}.items()
        if v != ""
    }
    ident = ident or _free(id_of(address), settings)
    if ident in settings.watch.sources:
        raise UsageError(f"there is a source {ident} already: give another --id")
    made = source_of(ident, table)
    _shown(made, _tried(made, settings, asker))
    if dry_run:
        notice("nothing was written: this was a try")
        return
    path = _settings_path(context)
    _written(path, ident, table)
    notice(f"{ident} is written to {path}; `citydesk watch` asks it every {table['every']}")


@source.command(name="list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List what is watched: when it was last seen, when it is asked next, what it brought."""
    desk: Desk = context.obj
    told = sources_of(desk.settings)
    with desk.opened(new=True) as store:
        known = store.watched()
    rows = [(each, known.get(each.id)) for each in told]
    if json:
        print_json([_row(each, held) for each, held in rows])
        return
    if not rows:
        notice("nothing is watched yet: `citydesk source add ADDRESS`")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("source", "kind", "every", "last seen", "next", "brought", ""):
        table.add_column(column)
    now = dt.datetime.now(dt.UTC)
    for each, held in rows:
        table.add_row(
            text(each.id, "cyan"),
            each.kind,
            pace(each.every),
            _ago(held.seen, now) if held else "never",
            _ago(held.due, now) if held else "now",
            _brought(held.counts) if held else "",
            text(held.message if held else "", "yellow"),
        )
    screen().print(table)


@source.command(name="try")
def try_(context: typer.Context, ident: Ident) -> None:
    """Ask a source now, and show what it would bring; nothing is kept."""
    desk: Desk = context.obj
    asker = asker_of(desk.settings)
    made = _named(desk.settings, ident)
    _shown(made, _tried(made, desk.settings, asker))


@source.command()
def remove(context: typer.Context, ident: Ident) -> None:
    """Watch a source no longer. What it brought stays on the desk."""
    import tomlkit

    _named(context.obj.settings, ident)
    path = _settings_path(context)
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    del document["watch"]["sources"][ident]
    _replaced(path, tomlkit.dumps(document))
    notice(f"{ident} is watched no longer; what it brought stays")


def sources_of(settings: Settings) -> list[Source]:
    """Return the sources of the settings; raise `SettingsError` for one that is wrong."""
    from citydesk.watching import source_of

    return [source_of(ident, table) for ident, table in settings.watch.sources.items()]


def asker_of(settings: Settings) -> Asker:
    """Return what asks sources, with the manners of the settings."""
    from citydesk.watching import Asker, Manners

    watch = settings.watch
    return Asker(Manners(contact=watch.contact, version=__version__, gap=watch.gap))


def denied_of(settings: Settings) -> Denied:
    """Return the deny-list of the settings."""
    from citydesk.watching import Denied

    return Denied(settings.watch.keep_out, settings.watch.keep_out_words)


def pace(seconds: float) -> str:
    """Return how often a source is asked, in the words of the settings."""
    for unit, length in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:.0f}{unit}"
    return f"{seconds:.0f}s"


def _tried(made: Source, settings: Settings, asker: Asker) -> Poll:
    from citydesk.watching import poll
    from citydesk.watching.model import Asked

    mappings = settings.row_mappings()
    asked = Asked(
        asker=asker,
        clock=lambda: dt.datetime.now(dt.UTC),
        mappings=mappings,
        denied=denied_of(settings),
    )
    return poll(made, {}, asked)


def _shown(made: Source, brought: Poll) -> None:
    out = screen()
    out.print(text(f"{made.kind}: {made.name or made.id}", "bold"), text(made.address, "dim"))
    things = [*(each.thing for each in brought.pages), *(each.thing for each in brought.seen)]
    out.print(Text(f"It shows {counted(len(things), 'thing')} now:"))
    titles = {each.thing: _title(each.found) for each in brought.seen}
    for thing in itertools.islice(things, SHOWN):
        out.print(text(f"  {titles.get(thing) or thing}"), soft_wrap=True)
    if len(things) > SHOWN:
        out.print(Text(f"  … and {len(things) - SHOWN} more", style="dim"))
    if brought.kept_out:
        out.print(Text(f"{counted(brought.kept_out, 'row')} kept out by the deny-list"))
    for note in brought.notes:
        out.print(text(f"note: {note}", "yellow"), soft_wrap=True)


def _title(found: Any) -> str:
    """Return what a person calls a capture: its title, or the row's first cells."""
    try:
        told = plain_json.loads(found.body)
    except (AttributeError, ValueError):
        return ""
    row = told.get("row") if isinstance(told, dict) else None
    if isinstance(row, dict):
        return " · ".join(str(v) for v in list(row.values())[:5])
    return str(told.get("title") or told.get("text", ""))[:100] if isinstance(told, dict) else ""


def _row(each: Source, held: Any) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "address": each.address,
        "every": each.every,
        "seen": held.seen.isoformat() if held and held.seen else None,
        "due": held.due.isoformat() if held and held.due else None,
        "failures": held.failures if held else 0,
        "message": held.message if held else "",
        "counts": dict(held.counts) if held else {},
    }


def _brought(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{many} {word}" for word, many in sorted(counts.items()) if many)


def _ago(moment: dt.datetime | None, now: dt.datetime) -> str:
    if moment is None:
        return "never"
    seconds = (moment - now).total_seconds()
    words = pace(max(1.0, float(round(abs(seconds) / 60) * 60) or round(abs(seconds))))
    return f"in {words}" if seconds > 0 else f"{words} ago"


def _named(settings: Settings, ident: str) -> Source:
    for each in sources_of(settings):
        if each.id == ident:
            return each
    raise NotFound(f"no source {ident!r}: `citydesk source list` shows them")


def _free(ident: str, settings: Settings) -> str:
    taken = settings.watch.sources
    numbered = (f"{ident}-{number}" for number in itertools.count(2))
    return ident if ident not in taken else next(each for each in numbered if each not in taken)


def _settings_path(context: typer.Context) -> Path:
    given = context.find_root().params.get("settings")
    return Path(given) if given else Path("citydesk.toml")


def _written(path: Path, ident: str, table: Mapping[str, Any]) -> None:
    """Write a source into the settings, and leave all else in them as it is."""
    import tomlkit

    document = (
        tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    )
    if "watch" not in document:
        document["watch"] = tomlkit.table(is_super_table=True)
    watch: Any = document["watch"]
    if "sources" not in watch:
        watch["sources"] = tomlkit.table(is_super_table=True)
    made = tomlkit.table()
    for key, value in table.items():
        made[key] = value
    watch["sources"][ident] = made
    _replaced(path, tomlkit.dumps(document))


def _replaced(path: Path, words: str) -> None:
    """Write settings beside themselves and then in their place, once they can be read."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".citydesk-", suffix=".toml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(words)
        load_settings(Path(name))
        if path.exists():
            os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
