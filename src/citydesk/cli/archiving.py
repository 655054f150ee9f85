"""`archive`: what was obtained becomes a web archive; `verify`: does everything still hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from citydesk import __version__
from citydesk.base.errors import UsageError
from citydesk.cli.adding import tables_of
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import notice, print_json, screen, text
from citydesk.model import Capture
from citydesk.outputs.stamps import check_stamp, stamp
from citydesk.outputs.warc import warc_records, write_wacz
from citydesk.store import Store
from citydesk.words import counted

__all__ = ["archive", "verify"]

MOST_REPLY = 1_000_000  # bytes of a timestamp
SECONDS = 30.0
SHOWN = 50


def archive(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="The file: NAME.wacz, or NAME.warc.gz.")],
    incident: Annotated[
        list[str] | None, typer.Option(help="Only what this incident rests on.")
    ] = None,
    stamped: Annotated[
        bool, typer.Option("--timestamp", help="Have it timestamped by the authority of settings.")
    ] = False,
) -> None:
    """Write captures as a web archive with digests. It is for the desk: nothing in it is veiled."""
    desk: Desk = context.obj
    authority = desk.settings.archive.authority
    if stamped and not authority:
        raise UsageError("no timestamp authority: name one in citydesk.toml, [archive] authority")
    if not out.name.endswith((".wacz", ".warc.gz")):
        raise UsageError(f"{out.name!r} is no name of an archive: end it with .wacz or .warc.gz")
    beside = out.with_name(f"{out.name}.part")
    with desk.opened() as store:
        captures = _captures(store, incident or [])
        try:
            count = _write(out.name, beside, captures)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
    screen().print(Text(f"{counted(count, 'capture')} in {out}"), soft_wrap=True)
    if stamped and authority:
        moment = stamp(out, lambda request: _asked(authority, request))
        screen().print(Text(f"timestamped {moment:%Y-%m-%d %H:%M:%S} UTC: {out}.sha256.tsr"))
    notice("this file is for the desk: it holds everything as it was obtained, names and all")


def verify(
    context: typer.Context,
    archives: Annotated[
        list[Path] | None, typer.Argument(help="Archives to check instead of the desk.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Check every capture's hash and every piece of evidence. Ends with 1 where something fails."""
    from citydesk.flow.verifying import verified_archive, verified_desk

    desk: Desk = context.obj
    faults: list[str] = []
    counts: dict[str, int] = {}
    told: list[str] = []
    for path in archives or []:
        made, wrong = verified_archive(path)
        counts["record"] = counts.get("record", 0) + made
        faults += wrong
        told += _stamps(path, desk.settings.archive.roots, faults)
    if not archives:
        with desk.opened() as store:
            mappings = tables_of(desk.settings).known
            counts, faults = verified_desk(store, mappings, dict(desk.settings.sources))
    if json:
        print_json({"checked": counts, "faults": faults, "timestamps": told})
    else:
        out = screen()
        for line in faults[:SHOWN]:
            out.print(Text("✗ ", style="red").append_text(text(line)), soft_wrap=True)
        if len(faults) > SHOWN:
            out.print(Text(f"✗ and {len(faults) - SHOWN:,} more", style="red"))
        for line in told:
            out.print(Text("✓ ", style="green").append_text(text(line)), soft_wrap=True)
        words = " · ".join(counted(number, name) for name, number in counts.items())
        end = f"{len(faults):,} do not hold" if faults else "everything holds"
        out.print(Text(f"{words} checked: {end}"), soft_wrap=True)
    if faults:
        raise typer.Exit(1)


def _captures(store: Store, incidents: list[str]) -> Iterator[Capture]:
    """Yield the captures that are wanted, in the order of arrival."""
    if not incidents:
        yield from store.captures()
        return
    known: dict[str, None] = {}
    for incident in incidents:
        for telling in store.record(incident).tellings:
            known[store.account(telling.account).capture] = None
    yield from map(store.capture, known)


def _write(name: str, path: Path, captures: Iterable[Capture]) -> int:
    software = f"Citydesk {__version__}"
    with path.open("wb") as file:
        if name.endswith(".wacz"):
            return write_wacz(captures, file, software)
        count = 0
        for packed, capture in warc_records(captures, software):
            file.write(packed)
            count += capture is not None
        return count


def _asked(authority: str, request: bytes) -> bytes:
    """Return an authority's reply; raise `UsageError` where there is none."""
    import httpx

    headers = {
        "Content-Type": "application/timestamp-query",
        "User-Agent": f"Citydesk/{__version__}",
    }
    try:
        with httpx.stream(
            "POST", authority, content=request, headers=headers, timeout=SECONDS
        ) as reply:
            reply.raise_for_status()
            body = b""
            for piece in reply.iter_bytes():
                body += piece
                if len(body) > MOST_REPLY:
                    raise UsageError(f"{authority} answers with more than a timestamp")
            return body
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UsageError(
            f"{authority} gives no timestamp: {error or type(error).__name__}"
        ) from error


def _stamps(path: Path, roots: str | None, faults: list[str]) -> list[str]:
    """Return what is told of an archive's timestamp; what does not hold goes to the faults."""
    if not path.with_name(f"{path.name}.sha256.tsr").is_file():
        return []
    if roots is None:
        faults.append(f"{path}: its timestamp cannot be checked: name [archive] roots in settings")
        return []
    try:
        moment = check_stamp(path, Path(roots).read_bytes())
    except (UsageError, OSError) as error:
        faults.append(f"{path}: {error}")
        return []
    return [f"{path} was there at {moment:%Y-%m-%d %H:%M:%S} UTC"]
