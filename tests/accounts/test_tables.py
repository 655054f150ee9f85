"""Lists in a table's cells are part of what a page tells."""

from __future__ import annotations

import time

from citydesk.accounts.tables import with_lists_told

TABLE = (
    "<p>a</p><table><tr><td>Deceased</td><td><ul><li>Ana Ruiz, 33</li><li>Omar Roe, 40</li></ul>"
    "</td></tr><tr><td>Wounded:</td><td><ul><li>Dana Penrose, 29</li></ul></td></tr></table>"
    "<p>b</p>"
)


def test_a_row_is_a_line() -> None:
    told = with_lists_told(TABLE)
    assert "<p>Deceased: Ana Ruiz, 33; Omar Roe, 40</p>" in told
    assert "<p>Wounded: Dana Penrose, 29</p>" in told
    assert told.startswith("<p>a</p>")
    assert told.endswith("<p>b</p>")


def test_other_tables_stay_as_they_are() -> None:
    for html in ("<table><tr><td>1</td></tr></table>", "<table><tr><li>never closed", "no table"):
        assert with_lists_told(html) == html


def test_hostile_tables_take_little_time() -> None:
    began = time.perf_counter()
    for part in ("<table>", "<table><li>", "<tr <td <li ", "<table><tr><td><li></table>"):
        with_lists_told(part * 50_000)
    assert time.perf_counter() - began < 5
