"""Which reader reads: the built-in one, a language model, or a plug-in, by name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citydesk.base.errors import UsageError
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import notice
from citydesk.engines import EngineName
from citydesk.plugins import BUILT_IN, plugin
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.engines import Engine
    from citydesk.reading import Reader
    from citydesk.reading.llm import Asking, Replies

__all__ = [
    "Chosen",
    "Jobs",
    "Master",
    "MaxCost",
    "Model",
    "OnEngine",
    "ReaderName",
    "chosen_reader",
]

ReaderName = Annotated[
    str | None,
    typer.Option("--reader", help="builtin, llm or a plug-in's name [default: builtin]."),
]
Model = Annotated[
    str | None, typer.Option(help="The language model that reads; means --reader llm.")
]
MaxCost = Annotated[
    float | None, typer.Option(min=0, help="Dollars that the model may cost in this run.")
]
Jobs = Annotated[
    int,
    typer.Option(
        min=0, help="Processes to read with (calls at once, with a model); 0 takes every core."
    ),
]
OnEngine = Annotated[
    EngineName | None,
    typer.Option("--engine", help="Where the work is done [default: as --jobs says]."),
]
Master = Annotated[
    str | None, typer.Option(help="The Spark cluster, such as spark://host:7077 or local[2].")
]
BUILTIN, LLM = BUILT_IN["readers"]
AT_ONCE = 8  # calls under way with --jobs 0
PATIENCE = 2.0  # seconds before a second try; it doubles with each further one


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked for on the command line."""

    reader: str | None = None
    model: str | None = None
    max_cost: float | None = None
    jobs: int = 1
    engine: EngineName | None = None
    master: str | None = None


@contextmanager
def chosen_reader(desk: Desk, chosen: Chosen) -> Iterator[tuple[Reader | None, Engine]]:
    """Give the reader (None: the built-in one) and the engine to read with, for a while.

    Raises `UsageError` where there is no such reader or what it needs is missing.
    """
    from citydesk.engines import engine_for

    name = chosen.reader or (LLM if chosen.model else BUILTIN)
    if name != LLM:
        if chosen.model is not None or chosen.max_cost is not None:
            raise UsageError("--model and --max-cost are for --reader llm")
        reader = None if name == BUILTIN else plugin("readers", name)()
        yield reader, engine_for(chosen.jobs, chosen.engine, chosen.master)
        return
    if chosen.engine or chosen.master:
        raise UsageError("a language model is asked from here: --jobs says how many calls at once")
    with ExitStack() as held:
        yield _language_model(desk, chosen, held)


def _language_model(desk: Desk, chosen: Chosen, held: ExitStack) -> tuple[Reader, Engine]:
    from citydesk.engines import Threads
    from citydesk.reading.llm import Asking, Budget, LLMReader, connect

    settings = desk.settings.llm
    wanted = chosen.model or settings.model
    if wanted is None:
        raise UsageError("which model is to read? name it with --model, or in citydesk.toml")
    name, model = connect(wanted, settings.options)
    limit = settings.max_cost if chosen.max_cost is None else chosen.max_cost
    price = settings.prices.get(name) or settings.prices.get(wanted)
    if limit is not None and price is None:
        raise UsageError(
            f"--max-cost needs the price of {name!r} in citydesk.toml: "
            f'[llm] prices."{name}" = {{ input = …, output = … }}, dollars for a million tokens'
        )
    asking = Asking(
        model,
        name,
        also=(sorted(settings.options.items()),),
        budget=Budget(limit, price),
        replies=_replies(desk.path, held) if settings.cache else None,
        pause=lambda failed: time.sleep(PATIENCE * 2 ** (failed - 1)),
    )
    held.callback(_tell, asking, priced=price is not None)
    engine = Threads(chosen.jobs or AT_ONCE)
    return LLMReader(asking, aside=engine.aside), engine


def _replies(desk: str, held: ExitStack) -> Replies:
    from citydesk.reading.llm import Replies

    path = Path(desk)
    replies = Replies(path.with_name(f"{path.name}.replies"))
    held.callback(replies.close)
    return replies


def _tell(asking: Asking, *, priced: bool) -> None:
    """Print what the run cost."""
    words = f"{asking.name} was asked {counted(asking.asked, 'time')}"
    words += f"; {asking.known:,} replies were kept already"
    if priced:
        words += f"; about ${asking.budget.spent:.4f} spent"
    notice(words)
