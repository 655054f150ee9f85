"""Hostile text becomes text."""

from __future__ import annotations

import time

import pytest

from citydesk.base.clean import cell, clean, line


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("killed \u202e1\u202c", "killed 1"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("bell\x07back\x08", "bellback"),
        ("\x9b31mred", "31mred"),
        ("lone \ud800", "lone "),
        ("kept: é 你 “q”\n\tx", "kept: é 你 “q”\n\tx"),
    ],
)
def test_clean(hostile: str, safe: str) -> None:
    assert clean(hostile) == safe


def test_line_is_one_line() -> None:
    assert line(" a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\u200b=1", " =1", "＝1"])
def test_a_cell_never_runs(text: str) -> None:
    assert str(cell(text)).startswith("'")


@pytest.mark.parametrize("value", [-95.7, 3, None, "Fri, 3-4"])
def test_a_harmless_cell_stays(value: object) -> None:
    assert cell(value) == value


def test_it_stays_linear() -> None:
    started = time.perf_counter()
    clean("\x1b[" * 300_000 + "\x1b]" * 300_000)
    assert time.perf_counter() - started < 5
