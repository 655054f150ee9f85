"""The page about extending tells the truth: its pieces, put into a copy, make a field."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/extending.md"
ACCOUNTS = {
    "first": "date 2024-05-04\nCRANE, Texas — A man was shot in Crane, Texas on Friday night. "
    "Police found .40-caliber casings in the 100 block of Pine Street, Chief Ann Doe said.",
    "second": "date 2024-05-05\nCRANE, Texas — Police say that a man was shot in the 100 block of "
    "Pine Street in Crane, Texas on Friday night with a .40 pistol.",
}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program that has the pieces of the page in it."""
    folder = tmp_path_factory.mktemp("extended")
    package = folder / "src/citydesk"
    shutil.copytree(ROOT / "src/citydesk", package, ignore=shutil.ignore_patterns("__pycache__"))
    row, finder, trigger, _ = re.findall(
        r"^```(?:python|text)\n(.*?)^```$",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    put(package / "fields.py", '    Field(\n        name="returned_fire"', row)
    things = package / "reading/things"
    (things / "calibers.py").write_text(finder, encoding="utf-8")
    put(things / "__init__.py", "        unknowns: last(", trigger)
    line = "from citydesk.reading.things.calibers import WORDS, calibers\n"
    put(things / "__init__.py", "from citydesk.reading.things.kinds import kinds\n", line)
    for name, text in ACCOUNTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def put(file: Path, before: str, piece: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    file.write_text(text.replace(before, piece + before), encoding="utf-8")


def citydesk(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "100"}
    program = "import citydesk.cli as c; c.main()"
    found = subprocess.run(
        [sys.executable, "-c", program, "--desk", "desk.db", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_a_row_and_a_finder_are_a_field(extended: Path) -> None:
    citydesk(extended, "add", "first.txt", "second.txt")
    shown = citydesk(extended, "show", "first")
    (incident,) = set(re.findall(r"\b[0-9a-f]{16}\b", shown))
    assert re.search(r"Caliber +\.40 ", shown)
    assert "Ann Doe" in shown
    table = citydesk(extended, "export", "incidents", "--format", "csv").splitlines()
    assert dict(zip(table[0].split(","), table[1].split(","), strict=False))["calibers"] == ".40"
    citydesk(extended, "publish", "site")
    page = (extended / f"site/incidents/{incident}.html").read_text(encoding="utf-8")
    assert re.search(r"Caliber.{0,400}\.40", page, re.DOTALL)
