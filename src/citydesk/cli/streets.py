"""`streets`: the indexes of streets beside the desk: added from files, listed, checked, removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from citydesk.base.errors import NotFound, UsageError
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import notice, print_json, screen, text, warnings
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.streets.index import Index

__all__ = ["streets"]

streets = typer.Typer(
    help="Tell the desk where addresses are: indexes of streets made from open data.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(help="The name of an index, as `streets list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="For a program.")]


@streets.command()
def add(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(help="An .osm.pbf, a TIGER ADDRFEAT .shp or .zip, OpenAddresses, a table."),
    ],
    name: Annotated[str | None, typer.Option(help="[default: from the file's name]")] = None,
    state: Annotated[
        str | None, typer.Option(help="Two letters, where the file does not say a state.")
    ] = None,
) -> None:
    """Make an index of a file of streets. What was stopped goes on where it was."""
    from citydesk.reading.places.gazetteer import every_city
    from citydesk.streets.builders import add as make
    from citydesk.streets.builders.tables import state_code
    from citydesk.streets.index import Index
    from citydesk.streets.model import Town
    from citydesk.streets.towns import town_key

    told = state_code(state)
    if state and told is None:
        raise UsageError(f"{state!r} is no state: give two letters, such as KS")
    towns = [
        Town(
            key=town_key(c.name), state=c.state, name=c.name, lat=c.lat, lon=c.lon, people=c.people
        )
        for c in every_city()
    ]
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:,}", markup=False),
        TimeElapsedColumn(),
        console=warnings(),
        transient=True,
    )
    with bar:
        task = bar.add_task("looking into it", total=None)

        def watch(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        made = make(file, _folder(context), name=name, state=told, towns=towns, progress=watch)
    source = Index(made).source()
    notice(
        f"{made.stem}: {counted(source['features'], 'feature')} of {file.name}"
        f" ({counted(source['refused'], 'record')} told nothing)"
    )
    notice("places are put on it as accounts are added; `citydesk rebuild` does it for those here")


@streets.command("list")
def listed(context: typer.Context, json: Json = False) -> None:
    """List the indexes beside this desk, and what each was made from."""
    folder = _folder(context)
    found, troubles = _indexes(folder)
    rows = [{"name": i.name, **i.source(), **i.counts(), "bytes_of_index": s} for i, s in found]
    if json:
        print_json([{k: v for k, v in row.items() if k != "figures"} for row in rows])
    else:
        out = screen()
        for row in rows:
            out.print(
                text(
                    f"{row['name']}: {row['kind']}, {row['file']}, {row['street']:,} streets in"
                    f" {row['town']:,} towns, {row['spot']:,} named places,"
                    f" {row['bytes_of_index'] / 2**20:.1f} MiB, added {row['added'][:10]}"
                ),
                soft_wrap=True,
            )
            out.print(text(f"    {row['licence']}", style="dim"), soft_wrap=True)
        if not rows:
            out.print(text(f"no index of streets in {folder}: `citydesk streets add FILE`"))
    for trouble in troubles:
        notice(trouble)


@streets.command()
def check(context: typer.Context) -> int:
    """Read every index through; say what is damaged, left unfinished, or missing."""
    folder = _folder(context)
    found, troubles = _indexes(folder)
    for index, _ in found:
        wrong = index.check()
        troubles += [f"{index.name}: {line}" for line in wrong]
        if not wrong:
            notice(f"{index.name}: sound")
    troubles += [
        f"{path.stem}: was not finished; add its file again to go on, or `streets remove` it"
        for path in sorted(folder.glob("*.partial"))
    ]
    for trouble in troubles:
        notice(trouble)
    return 1 if troubles else 0


@streets.command()
def remove(context: typer.Context, name: Name) -> None:
    """Remove an index. Records keep their places until they are made again."""
    from citydesk.streets.finding import listed_in, write_list

    folder = _folder(context)
    if "/" in name or "\\" in name or name.startswith("."):
        raise UsageError(f"{name!r} is no name of an index")
    listed = listed_in(folder)
    kept = [
        p for p in folder.glob(f"{name}.*") if p.suffix.split("-")[0] in (".streets", ".partial")
    ]
    if not kept and name not in listed:
        raise NotFound(f"no index {name!r}: `citydesk streets list` names them")
    for path in kept:
        path.unlink()
    write_list(folder, listed - {name})
    notice(f"{name} is removed; `citydesk rebuild` makes places as wide as they are without it")


@streets.command()
def online(
    context: typer.Context,
    service: Annotated[
        str, typer.Argument(help='"off", or nominatim, pelias, photon, arcgis, google, opencage.')
    ],
    user_agent: Annotated[str | None, typer.Option(help="Who asks: Nominatim, Photon.")] = None,
    domain: Annotated[str | None, typer.Option(help="The server of Pelias.")] = None,
    api_key: Annotated[str | None, typer.Option(help="Google, OpenCage.")] = None,
) -> None:
    """Let a geocoder of others be asked where no index knows a place. Off unless you say so."""
    from citydesk.streets.online import SERVICES, choose

    told = {"user_agent": user_agent, "domain": domain, "api_key": api_key}
    folder = _folder(context)
    folder.mkdir(parents=True, exist_ok=True)
    settings = {key: value for key, value in told.items() if value}
    choose(folder, None if service == "off" else service, settings)
    if service == "off":
        notice("no geocoder is asked")
    else:
        notice(
            f"{service} is sent the addresses that no index knows; its terms: "
            f"{SERVICES[service].terms}"
        )


@streets.command()
def find(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help='"1200 block of Elm Street, Topeka, KS"')],
    json: Json = False,
) -> int:
    """Say where an address is, how it was found, and how wide it is; or what it may be."""
    from citydesk.flow.locating import streets_in

    outcome = streets_in(_folder(context)).find(words, elsewhere=True)
    answers = [outcome.answer] if outcome.answer else [c.answer for c in outcome.candidates]
    if json:
        print_json(
            {
                "reason": outcome.reason,
                "chosen": outcome.answer is not None,
                "places": [
                    {
                        "lat": round(a.lat, 6), "lon": round(a.lon, 6),
                        "radius_m": round(a.radius), "precision": a.precision, "how": a.how,
                        "index": a.index, "street": a.street, "town": a.town, "state": a.state,
                        "notes": a.notes,
                        "area": {
                            "points": [[round(x, 6) for x in p] for p in a.area.points],
                            "margin_m": round(a.area.margin), "closed": a.area.closed,
                        },
                    }
                    for a in answers
                ],
            }
        )  # fmt: skip
        return 0 if outcome.answer else 1
    out = screen()
    if outcome.reason:
        out.print(text(outcome.reason))
    for a in answers:
        out.print(text(f"{a.lat:.5f}, {a.lon:.5f}  {a.street}, {a.town}, {a.state}"))
        out.print(
            text(f"    {a.precision}, within {a.radius:,.0f} m; {a.how}; index {a.index}", "dim"),
            soft_wrap=True,
        )
        for note in a.notes:
            out.print(text(f"    {note}", "dim"), soft_wrap=True)
    return 0 if outcome.answer else 1


def _folder(context: typer.Context) -> Path:
    from citydesk.flow.locating import folder_of

    desk: Desk = context.obj
    if "://" in desk.path:
        raise UsageError("a desk that is not a file has its streets where CITYDESK_STREETS says")
    return folder_of(desk.path)


def _indexes(folder: Path) -> tuple[list[tuple[Index, int]], list[str]]:
    """Return the indexes of a folder with their sizes, and what is wrong with others."""
    from citydesk.flow.locating import streets_in

    found = streets_in(folder)
    return [(i, i.path.stat().st_size) for i in found.indexes], list(found.troubles)
