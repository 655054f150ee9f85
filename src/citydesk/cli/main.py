"""The command line: each command, what it takes, and which exit code an error becomes.

====  ===========================================================================================
code  means
====  ===========================================================================================
0     done
1     done, but something failed: items that could not be added, a desk that is not healthy
2     asked in a way that cannot be done: a wrong option, a wrong value, wrong settings
3     the desk cannot be used: none there, no desk, of a newer Citydesk, busy, damaged, disk full
4     no such incident, account, statement or judgement
130   interrupted; what was kept so far is kept, and the same command goes on from there
====  ===========================================================================================
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from citydesk import __version__
from citydesk.base.errors import CaptureError, CitydeskError, DeskError, NotFound
from citydesk.cli.adding import add, demo, rebuild
from citydesk.cli.archiving import archive, verify
from citydesk.cli.batching import batch
from citydesk.cli.changes import changes
from citydesk.cli.desk import Desk
from citydesk.cli.exporting import export
from citydesk.cli.health import doctor
from citydesk.cli.hearing import ear
from citydesk.cli.judging import judge
from citydesk.cli.looking import account, incidents, show
from citydesk.cli.matching import match
from citydesk.cli.publishing import publish
from citydesk.cli.serving import open_desk, serve
from citydesk.cli.sources import source
from citydesk.cli.streets import streets
from citydesk.cli.terminal import notice
from citydesk.cli.unread import unread
from citydesk.cli.users import user
from citydesk.cli.watching import watch
from citydesk.cli.why import why
from citydesk.settings import load_settings

__all__ = ["app", "main", "run"]

# Accounts hold no circles, and to look for them as often as usual takes a tenth of the time.
RARELY = (20_000, 50)

app = typer.Typer(
    name="citydesk",
    help="One sourced record of every incident: who said what, who contradicts them, what nobody "
    "knows yet.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    add,
    incidents,
    show,
    account,
    why,
    changes,
    export,
    match,
    unread,
    archive,
    verify,
    rebuild,
    batch,
    doctor,
    demo,
    serve,
    publish,
    watch,
):
    app.command()(command)
app.command("open")(open_desk)
app.add_typer(judge, name="judge")
app.add_typer(user, name="user")
app.add_typer(ear, name="ear")
app.add_typer(streets, name="streets")
app.add_typer(source, name="source")


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"citydesk {__version__}\n")
        raise typer.Exit


@app.callback()
def _desk(
    context: typer.Context,
    desk: Annotated[
        str | None,
        typer.Option(envvar="CITYDESK_DESK", help="The desk's file [default: citydesk.db here]."),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(help="The settings [default: citydesk.toml here, if any].")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    given = load_settings(settings)
    context.obj = Desk(desk or given.desk, given)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (the process's own by default); return the exit code."""
    gc.set_threshold(*RARELY)
    try:
        code = app(None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()  # a full disk is told here, not while Python is shutting down
    except typer.TyperException as error:
        words = error.format_message().rstrip()
        if words.startswith("Usage: "):  # nothing was asked for: all that may be
            sys.stderr.write(words + "\n")
        elif words:
            notice(f"{words.replace('Value error, ', '')} (see citydesk --help)")
        return error.exit_code
    except CitydeskError as error:
        notice(str(error))
        return _code(error)
    except (KeyboardInterrupt, typer.Abort):
        notice("stopped; what was kept so far is kept, and the same command goes on from there")
        return 130
    except BrokenPipeError:
        _write_no_more()
        return 0
    except UnicodeEncodeError:
        notice("what was typed has characters that are none in this terminal's encoding")
        return 2
    except OSError as error:
        notice(f"{error.filename or 'the system'}: {error.strerror or error}")
        _write_no_more()
        return 3
    return code if isinstance(code, int) else 0


def main() -> None:
    """Run as the command `citydesk`."""
    raise SystemExit(run())


def _write_no_more() -> None:
    """Let what is still to be written go nowhere: Python would fail at it while shutting down."""
    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())


def _code(error: CitydeskError) -> int:
    if isinstance(error, NotFound):
        return 4
    if isinstance(error, DeskError):
        return 3
    return 1 if isinstance(error, CaptureError) else 2
