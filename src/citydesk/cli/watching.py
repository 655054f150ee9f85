"""`watch`: sources are polled for ever, with a view of each; Ctrl-C ends it in order."""

from __future__ import annotations

import collections
import datetime as dt
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from citydesk.base.errors import UsageError
from citydesk.cli.adding import tables_of
from citydesk.cli.desk import Desk
from citydesk.cli.sources import asker_of, denied_of, pace, sources_of
from citydesk.cli.terminal import notice, text, warnings
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.flow.watching import Told, Watch
    from citydesk.store import Store, Watched
    from citydesk.watching import Source

__all__ = ["watch"]

COUNTED = ("new", "changed", "gone", "failed", "kept out")


def watch(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders that fill [default: the settings' sources]."),
    ] = None,
    once: Annotated[bool, typer.Option(help="Ask what is due once, and end: for cron.")] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="So many are asked at a time.")] = 8,
) -> None:
    """Watch sources for ever: what they say, and when they say something else."""
    from citydesk.flow import pipeline
    from citydesk.flow.watching import Watch

    desk: Desk = context.obj
    sources = _folders(folders) if folders else sources_of(desk.settings)
    if not sources:
        raise UsageError("nothing to watch: `citydesk source add ADDRESS`, or name a folder")
    if not desk.settings.watch.contact and any(
        s.kind not in ("folder", "mailbox") for s in sources
    ):
        notice("whom sources may write to is not said: set contact under [watch] in citydesk.toml")
    names = {**desk.settings.sources, **{s.id: s.name for s in sources if s.name}}
    with desk.opened(new=True) as store:
        how = pipeline.How(names=names, tables=tables_of(desk.settings))
        view = View(sources, store, how.clock)
        watching = Watch(
            store,
            sources,
            asker_of(desk.settings),
            how,
            denied=denied_of(desk.settings),
            jobs=jobs,
            tell=view.told,
        )
        with stopping(watching), view.shown(warnings(), live=not once):
            if once:
                watching.once()
            else:
                watching.forever()
    notice(view.summary())
    if once and view.failed:
        raise typer.Exit(1)


def _folders(folders: list[Path]) -> list[Source]:
    from citydesk.watching import source_of

    made = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder")
        name = "".join(c if c.isascii() and c.isalnum() else "-" for c in folder.name.casefold())
        ident = f"folder-{name.strip('-')[:50] or 'here'}"
        made.append(
            source_of(ident, {"kind": "folder", "address": str(folder.absolute()), "every": "5s"})
        )
    return made


@contextmanager
def stopping(watching: Watch) -> Iterator[None]:
    """Let the first Ctrl-C (or SIGTERM) end the watch in order, and the second at once."""

    def asked(number: int, frame: Any) -> None:
        watching.stop()
        signal.signal(number, before[signal.Signals(number)])

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {n: signal.signal(n, asked) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class View:
    """What is seen of the watch: a line a source; on no terminal, a line for whatever happens."""

    def __init__(self, sources: list[Source], store: Store, clock: Any) -> None:
        """Begin with what is known of these sources; `clock` tells the moment."""
        self.sources, self.store, self.clock = sources, store, clock
        self.known: dict[str, Watched] = store.watched()
        self.counts = collections.Counter[str]()
        self.failed = 0
        self.out: Console | None = None
        self.last = ""

    def told(self, told: Told) -> None:
        """Take note of one poll."""
        self.known = self.store.watched()
        self.counts.update(told.counts)
        self.failed += told.failed
        what = ", ".join(f"{told.counts[w]} {w}" for w in COUNTED if told.counts.get(w))
        words = "; ".join(each for each in (what, told.message) if each)
        if words:
            self.last = f"{self.clock():%H:%M:%S} {told.source}: {words}"
            if self.out is not None and not self.out.is_terminal:
                self.out.print(text(self.last), soft_wrap=True)

    @contextmanager
    def shown(self, out: Console, *, live: bool) -> Iterator[None]:
        """Show it while something is done."""
        self.out = out
        if not (live and out.is_terminal):
            yield
            return
        with Live(get_renderable=self.table, console=out, refresh_per_second=2, transient=True):
            yield

    def table(self) -> Group:
        """Return all sources as they stand, those that fail first."""
        now = self.clock()
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column in ("source", "seen", "next", *COUNTED, ""):
            table.add_column(column, justify="right" if column in COUNTED else "left")
        known = self.known
        order = sorted(
            self.sources, key=lambda s: (-(known[s.id].failures if s.id in known else 0), s.id)
        )
        most = max(5, (self.out.height if self.out else 24) - 6)
        for source in order[:most]:
            held = known.get(source.id)
            counts = held.counts if held else {}
            table.add_row(
                text(source.id, "red" if held and held.failures else "cyan"),
                _moment(held.seen if held else None, now),
                _moment(held.due if held else None, now) or "now",
                *(str(counts.get(word) or "·") for word in COUNTED),
                text((held.message if held else "")[:60], "yellow"),
            )
        more = len(order) - most
        tail = [Text(f"… and {counted(more, 'source')} more", style="dim")] if more > 0 else []
        head = Text(f"watching {counted(len(order), 'source')} · Ctrl-C ends it", style="bold")
        return Group(head, table, *tail, text(self.last, "dim"))

    def summary(self) -> str:
        """Return what the watch came to."""
        what = ", ".join(f"{self.counts[word]} {word}" for word in COUNTED if self.counts[word])
        failed = f"; {counted(self.failed, 'question')} without an answer" if self.failed else ""
        return f"watched {counted(len(self.sources), 'source')}: {what or 'nothing new'}{failed}"


def _moment(moment: dt.datetime | None, now: dt.datetime) -> str:
    if moment is None:
        return ""
    seconds = abs((moment - now).total_seconds())
    words = pace(float(round(seconds)) if seconds < 60 else round(seconds / 60) * 60.0)
    return words if moment > now else f"{words} ago"
