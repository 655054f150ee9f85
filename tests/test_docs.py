"""What the documentation shows is what a person gets: its console blocks are run and compared.

`...` on a line of its own stands for lines left out. Only `citydesk` commands are run, in a copy of
the project's examples, one page after the other in an order of its own.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.cli.main import run

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CUT = "..."


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output that it shows."""
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = piece.partition("\n")
        yield command, output


def output_of(command: str) -> str:
    """Return what a command prints, results and errors together."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        run(shlex.split(command)[1:])
    return out.getvalue()


@contextlib.contextmanager
def place() -> Iterator[None]:
    """Stand in a folder that holds a copy of the examples and no desk."""
    before, environment = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "examples", Path(name) / "examples")
        os.chdir(name)
        os.environ.update(COLUMNS="80", NO_COLOR="1", CITYDESK_WHO="desk editor")
        os.environ.pop("CITYDESK_DESK", None)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)


def shortened(output: str, shown: str) -> str:
    """Return an output cut where the page cut it: as many lines before the first `...`."""
    rows = shown.splitlines()
    if _CUT not in rows or not output:
        return output
    return "".join(f"{row}\n" for row in [*output.splitlines()[: rows.index(_CUT)], _CUT])


def refreshed(page: Path) -> str:
    """Return a page with the outputs that its commands have now."""

    def anew(found: re.Match[str]) -> str:
        pieces = []
        for command, shown in commands(found[1]):
            ours = command.startswith("citydesk ")
            now = shortened(output_of(command), shown) if ours else shown
            pieces.append(f"$ {command}\n{now}")
        return f"```console\n{''.join(pieces)}```"

    with place():
        return _BLOCK.sub(anew, page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_shows_what_a_person_gets(page: Path) -> None:
    assert refreshed(page) == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_command_is_documented() -> None:
    told = (ROOT / "docs/command.md").read_text(encoding="utf-8")
    listed = output_of("citydesk --help").partition("Commands:")[2]
    for name in re.findall(r"^  (\w+) ", listed, flags=re.MULTILINE):
        assert f"citydesk {name}" in told


def test_exit_codes_are_documented_as_they_are() -> None:
    module = importlib.import_module("citydesk.cli.main")
    in_code = dict(re.findall(r"^(\d+) +(.+)$", module.__doc__ or "", flags=re.MULTILINE))
    page = (ROOT / "docs/command.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| (\d+) \| (.+) \|$", page, flags=re.MULTILINE)) == in_code
