"""`ear`: located gunshots from microphones, their impulses, or arrivals that somebody grouped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from citydesk.cli.terminal import notice, screen, text

if TYPE_CHECKING:
    from citydesk.ear.hearing import Heard
    from citydesk.ear.model import Shot

__all__ = ["ear"]

ear = typer.Typer(
    help="Locate gunshots from microphones.", no_args_is_help=True, rich_markup_mode=None
)

Paths = Annotated[
    list[Path],
    typer.Argument(help="Folders of hearings, JSON Lines of impulses, or sound with its .json."),
]


@ear.command()
def locate(
    paths: Paths,
    source: Annotated[
        Literal["sound", "impulses", "arrivals"] | None,
        typer.Option("--from", help="What to work from [default: impulses, else sound]."),
    ] = None,
    form: Annotated[
        Literal["text", "jsonl", "account"],
        typer.Option("--format", help="A report, a line of JSON a round, or lines for `add`."),
    ] = "text",
    pictures: Annotated[
        Path | None, typer.Option(help="Write a page for each hearing, with maps and sound, here.")
    ] = None,
    network: Annotated[
        str, typer.Option(help="Who runs the sensors, for `--format account`.")
    ] = "Acoustic sensors",
    city: Annotated[str, typer.Option(help="Where they stand, for `--format account`.")] = "",
    state: Annotated[str, typer.Option(help="Its state, for `--format account`.")] = "",
) -> None:
    """Print the shots that sensors heard: time, place, 95 % region, sensors used and rejected."""
    from citydesk.ear.files import hearings
    from citydesk.ear.hearing import hear

    told: Iterator[Heard] = (hear(one, source) for one in hearings(paths))
    if pictures is not None:
        told = _drawn(told, pictures)
    if form == "text":
        _report(told)
    elif form == "jsonl":
        _lines(told)
    else:
        _accounts(told, network, city, state)


def _drawn(told: Iterable[Heard], folder: Path) -> Iterator[Heard]:
    from citydesk.ear.page import write_page

    for one in told:
        page = write_page(one, folder / one.hearing.test.replace("/", "-"))
        notice(f"{one.hearing.test}: {page}")
        yield one


def _accounts(told: Iterable[Heard], network: str, city: str, state: str) -> None:
    from citydesk.ear.telling import Names, accounts

    names = Names(network=network, city=city, state=state)
    for one in told:
        for row in accounts(one.shots, names, one.hearing.frame):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        _remark(one)


def _lines(told: Iterable[Heard]) -> None:
    from citydesk.ear.lines import lines

    for one in told:
        for shot in one.shots:
            for row in lines(shot, test=one.hearing.test, frame=one.hearing.frame):
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        _remark(one)


def _report(told: Iterable[Heard]) -> None:
    out = screen()
    for one in told:
        out.print(text(f"{one.hearing.test}: {len(one.shots)} bursts from {one.source}", "bold"))
        for shot in one.shots:
            out.print(text(_shot(shot)))
            for arrival in shot.arrivals:
                if not arrival.used:
                    out.print(text(f"    {arrival.sensor} not used: {arrival.why}"))
        _remark(one)


def _shot(shot: Shot) -> str:
    from citydesk.ear.lines import iso

    rounds = "1 round" if shot.rate is None else f"{len(shot.times)} rounds, {shot.rate:.0f}/min"
    size = f"{shot.region.semi_major:.0f} by {shot.region.semi_minor:.0f} m (95 %)"
    where = f"x {shot.x:.1f} m  y {shot.y:.1f} m  within {size}"
    sure = "" if shot.gunfire is None else f"  gunfire {shot.gunfire:.0%}"
    return f"  {iso(shot.time)}  {where}  {rounds}  {len(shot.used)} sensors{sure}"


def _remark(one: Heard) -> None:
    for remark in (*one.remarks, *(words for shot in one.shots for words in shot.remarks)):
        notice(f"{one.hearing.test}: {remark}")


@ear.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="A folder for each kind (`gunfire`, others), of hearings.")
    ],
) -> None:
    """Print how well the ear tells gunfire from the other kinds of a labelled folder."""
    from citydesk.ear.evaluating import calibration, judge, table

    judged = judge(folder)
    out = screen()
    for kind, (count, heard, called) in table(judged).items():
        words = f"{kind}: {count} hearings, {heard} located, {called} called gunfire"
        out.print(text(words))
    out.print(text(f"calibration error {calibration(judged):.3f} over those located"))


@ear.command()
def listen(
    config: Annotated[Path, typer.Option(help="The sensors and what is kept: sensors.toml.")],
    once: Annotated[
        bool, typer.Option("--once", help="Take what the folders hold now, and end.")
    ] = False,
) -> None:
    """Listen to folders that fill and to streams; a line of JSON for each activation."""
    from citydesk.ear.listening import load_config
    from citydesk.ear.listening.live import live

    for lines, faults in live(load_config(config), once=once):
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        for fault in faults:
            notice(fault)
