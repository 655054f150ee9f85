"""`export`: to standard output or a file, for the desk or for the public."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("kind", ["incidents", "reports", "statements", "attributions"])
def test_the_desk_is_told_which_names_it_holds(citydesk: Any, desk: Path, kind: str) -> None:
    code, out, err = citydesk("--desk", desk, "export", kind)
    assert code == 0
    assert "Timmy" in out or kind == "attributions"
    assert err.count("\n") == 1
    assert "it holds 3 names" in err
    assert "--audience public" in err


@pytest.mark.parametrize("kind", ["incidents", "reports", "statements", "attributions", "times"])
def test_for_the_public_nothing_is_said_and_nothing_slips(
    citydesk: Any, desk: Path, kind: str
) -> None:
    code, out, err = citydesk("--desk", desk, "export", kind, "--audience", "public")
    assert (code, err) == (0, "")
    for name in ("Timmy", "Vance", "Holt"):
        assert name not in out


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_tables_and_maps_are_for_the_public(citydesk: Any, desk: Path, form: str) -> None:
    code, out, err = citydesk("--desk", desk, "export", "incidents", "--format", form)
    assert (code, err) == (0, "")
    assert "Timmy" not in out
    assert "[name withheld: minor]" in out


def test_to_a_file(citydesk: Any, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    code, out, _ = citydesk("--desk", desk, "export", "incidents", "--out", path)
    assert (code, out) == (0, "")
    assert json.loads(path.read_text())["id"] == "n1"
    assert not path.with_name("incidents.jsonl.part").exists()


def test_a_pipe_stays_a_pipe_and_a_link_a_link(citydesk: Any, desk: Path, tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "latest.jsonl"
    os.mkfifo(pipe)
    command = ["--desk", desk, "export", "incidents", "--out"]
    with ThreadPoolExecutor() as beside:
        reading = beside.submit(pipe.read_text)
        assert citydesk(*command, pipe)[0] == 0
        assert json.loads(reading.result(timeout=20))["id"] == "n1"
    assert pipe.is_fifo()
    link.symlink_to(tmp_path / "kept.jsonl")
    assert citydesk(*command, link)[0] == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "kept.jsonl").read_text())["id"] == "n1"


def test_a_folder_that_is_not_there(citydesk: Any, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "none" / "x.jsonl"
    code, _, err = citydesk("--desk", desk, "export", "incidents", "--out", path)
    assert code == 3
    assert "No such file or directory" in err


def test_what_there_is_not(citydesk: Any, desk: Path) -> None:
    code, _, err = citydesk("--desk", desk, "export", "times", "--format", "csv")
    assert code == 2
    assert err == "citydesk: times cannot be had as csv: choose jsonl\n"
