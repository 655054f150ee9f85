"""`publish`: the public pages and feeds become plain files, for any host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from citydesk.cli.desk import Desk
from citydesk.cli.terminal import screen, warnings
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.web.publish import Step

__all__ = ["publish"]


def publish(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where to: a folder that is replaced as a whole.")],
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where it will stand: for feeds and cards."),
    ] = None,
) -> None:
    """Write the public pages and feeds as plain files. The publishing policy governs them."""
    from citydesk.web import serving
    from citydesk.web.publish import publish as written

    desk: Desk = context.obj
    with desk.opened():
        pass  # says what is wrong with the desk before anything is written
    address = serving.check_site(base_url) if base_url else None
    with _progress() as watch:
        done = written(desk.path, desk.settings, folder, base_url=address, watch=watch)
    words = f"{counted(done, 'file')} in {folder}: open {folder / 'index.html'} in a browser"
    screen().print(Text(words), soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Callable[[Step], None]]:
    """Give a function to watch with: it draws a bar on a terminal."""
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=warnings(),
        transient=True,
        disable=not warnings().is_terminal,
    )
    with bar:
        task = bar.add_task("publishing", total=None)
        yield lambda step: bar.update(task, completed=step.done, total=step.total)
