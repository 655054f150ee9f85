"""Tables become one capture a row; what no mapping knows is refused by name."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from citydesk.accounts import prepare
from citydesk.mappings import packaged
from citydesk.model import Capture, Failure
from citydesk.sources import Tables, collect

ACTIVATIONS = """date,block,unique_id,incident_type_description,latitude,longitude
2024-05-03T23:41:12.000,4200 W ELM AVE,SST-123,MULTIPLE GUNSHOTS,41.8412,-87.7301
2024-05-04T01:02:00.000,900 N PINE ST,SST-124,SINGLE GUNSHOT,41.9000,-87.7000
"""
CALLS = """Address,Type,Datetime,Latitude,Longitude,Report Location,Incident Number
4th Av / Pine St,Assault w/Weap 7 per Rule,05/04/2024 01:12:00 AM,47.6,-122.3,POINT,F240001234
"""


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def told(*targets: str, named: str | None = None) -> list[Capture | Failure]:
    return list(collect(targets, tables=Tables(known=packaged(), named=named)))


def rows(*targets: str, named: str | None = None) -> list[str]:
    return [prepare(each).id for each in told(*targets, named=named) if isinstance(each, Capture)]


def problem(*targets: str, named: str | None = None) -> str:
    (found,) = told(*targets, named=named)
    assert isinstance(found, Failure)
    return found.message


def test_each_row_is_an_account_with_the_publishers_own_id(tmp_path: Path) -> None:
    ids = ["chicago-activations:SST-123", "chicago-activations:SST-124"]
    assert rows(written(tmp_path, "a.csv", ACTIVATIONS)) == ids


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv.gz", gzip.compress(ACTIVATIONS.encode())),
        ("a.tsv", ACTIVATIONS.replace(",", "\t").encode()),
        ("a.csv", ACTIVATIONS.replace(",", ";").encode()),
        ("a.csv", b"\xef\xbb\xbf" + ACTIVATIONS.replace("\n", "\r\n").encode()),
        ("a.csv", ACTIVATIONS.encode("utf-16")),
        ("download", ACTIVATIONS.encode()),
    ],
)
def test_however_the_table_is_written(tmp_path: Path, name: str, content: bytes) -> None:
    assert len(rows(written(tmp_path, name, content))) == 2


def test_json_lists_lines_and_features_of_a_map_service_are_tables_too(tmp_path: Path) -> None:
    header, *lines = (line.split(",") for line in ACTIVATIONS.splitlines())
    objects = [dict(zip(header, line, strict=True)) for line in lines]
    features = [
        {"attributes": {k: v for k, v in each.items() if k not in ("latitude", "longitude")},
         "geometry": {"x": -87.7, "y": 41.8}}
        for each in objects
    ]  # fmt: skip
    for name, content in (
        ("a.json", json.dumps(objects)),
        ("a.jsonl", "\n".join(map(json.dumps, objects))),
        ("b.json", json.dumps({"features": features})),
    ):
        assert len(rows(written(tmp_path, name, content))) == 2, name


def test_columns_are_known_however_the_publisher_spells_them(tmp_path: Path) -> None:
    assert rows(written(tmp_path, "a.csv", CALLS)) == ["seattle-fire:F240001234"]


def test_the_mapping_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", CALLS)
    assert rows(path, named="seattle-fire") == ["seattle-fire:F240001234"]


def test_a_renamed_column_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", CALLS.replace("Incident Number", "Event"))
    assert "the column 'incident_number' was expected" in problem(path, named="seattle-fire")


def test_a_table_that_no_mapping_knows_is_refused_and_never_run_together(tmp_path: Path) -> None:
    message = problem(written(tmp_path, "a.csv", "id,name,armed\n1,Ann Reed,gun\n2,Bo Lund,no\n"))
    assert "no mapping knows (id, name, armed)" in message
    assert "--as" in message


def test_a_table_of_articles_is_articles(tmp_path: Path) -> None:
    content = (
        "published,Title,url,text\n"
        '2024-05-03,"Man hurt","https://ledger.example/1","A man was shot, police said."\n'
        '2024-05-04,"Woman hurt","https://ledger.example/2","A woman was shot."\n'
    )
    captured = told(written(tmp_path, "a.csv", content))
    assert [prepare(c).title for c in captured if isinstance(c, Capture)] == [
        "Man hurt",
        "Woman hurt",
    ]


def test_a_row_that_does_not_fit_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"{ACTIVATIONS}1,2,3,4,5,6,7,8\n")
    *kept, failed = told(path)
    assert len(kept) == 2
    assert isinstance(failed, Failure)
    assert failed.message == "a row of 8 cells where the table has 6 columns"
    assert failed.uri.endswith("#L3")


def test_prose_with_commas_stays_prose(tmp_path: Path) -> None:
    (capture,) = told(written(tmp_path, "a.txt", "Police, fire, medics came.\nTwo were hurt.\n"))
    assert isinstance(capture, Capture)
    assert capture.media_type == "text/plain"


def test_the_same_row_of_a_later_download_is_the_same_capture(tmp_path: Path) -> None:
    one = told(written(tmp_path, "a.csv", ACTIVATIONS))
    other = told(written(tmp_path, "b.csv", ACTIVATIONS + ACTIVATIONS.splitlines()[1] + "\n"))
    ids = [[c.id for c in each if isinstance(c, Capture)] for each in (one, other)]
    assert ids[0] == ids[1][:2]
    assert ids[1][2] == ids[0][0]
