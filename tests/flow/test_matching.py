"""A curator's sheet against the desk: same, differing, missing on either side; nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from citydesk.cli.main import run
from citydesk.flow import pipeline
from citydesk.flow.matching import match
from citydesk.sources import collect
from citydesk.store import SqliteStore
from tests.desks import content, write_rows

HEAD = (
    "Incident ID,Incident Date,State,City Or County,Address,Victims Killed,Victims Injured,"
    "Suspects Killed,Suspects Injured\n"
)
SHEET = HEAD + (
    '9001,"May 3, 2024",Kansas,Topeka,400 block of Alder Street,1,2,0,0\n'
    '9002,"May 10, 2024",Kansas,Topeka,700 block of Quince Street,3,0,0,0\n'
    '9003,"May 16, 2024",Kansas,Wichita,100 block of Main Street,0,2,0,0\n'
)


def story(day: str, place: str, name: str, more: str, outlet: str) -> dict[str, str]:
    text = (
        f"TOPEKA, Kan. – {name} was shot and killed at 9:15 p.m. on {day}, 2024, in the {place} in"
        f" Topeka, police said. {more}"
    )
    return {"id": f"{outlet}-{day}", "published": "2024-05-20", "outlet": outlet, "text": text}


HURT, NOBODY = "Two people were hurt.", "Nobody else was hurt."
ROWS = [
    story("May 3", "400 block of Alder Street", "Bram Tolley, 41,", HURT, "Ledger"),
    story("May 10", "700 block of Quince Street", "Oda Wexler, 29,", NOBODY, "Bee"),
    story("May 12", "900 block of Linden Avenue", "Ivo Marsh, 33,", NOBODY, "Sun"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    with SqliteStore(tmp_path / "desk.db") as store:
        pipeline.add(store, [str(write_rows(tmp_path / "rows.jsonl", ROWS))])
    (tmp_path / "sheet.csv").write_text(SHEET)
    return tmp_path / "desk.db"


def test_a_sheet_is_matched_and_nothing_is_kept(desk: Path) -> None:
    with SqliteStore(desk) as store:
        before = content(store)
        made = match(store, collect([str(desk.with_name("sheet.csv"))]))
        assert content(store) == before
        same, other, alone = made.rows
        assert not same.differs
        assert same.incident
        assert "Topeka" in same.headline
        (killed,) = (f for f in other.fields if f.stands == "differs")
        assert (killed.field, killed.sheet, killed.desk) == ("killed", "3", "1")
        assert "killed" in killed.words[0][1]
        assert alone.incident is None
        assert len(made.missing) == 1
        assert list(made.count().values()) == [1, 1, 1, 1]
        pipeline.add(store, [str(desk.with_name("sheet.csv"))])
        again = match(store, collect([str(desk.with_name("sheet.csv"))]))
        assert [row.row for row in again.rows] == [row.row for row in made.rows]


def test_the_command_says_the_same(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--desk", str(desk), "match", str(desk.with_name("sheet.csv"))]) == 0
    out = capsys.readouterr().out
    assert "≠ killed: sheet 3, desk 1" in out
    assert "> gun-violence-archive:9003" in out
    assert "3 rows · 1 same · 1 differing · 1 not on the desk · 1 not in the sheet" in out
    assert run(["--desk", str(desk), "match", "no.csv"]) == 2
    assert run(["--desk", str(desk), "export", "incidents", "--toll", "4+"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["--desk", str(desk), "export", "times", "--toll", "4+"]) == 2
