"""Captions of press conferences: each word has its second, and rolling lines are told once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citydesk.accounts import prepare, prepare_with_notes
from citydesk.accounts.cues import cues_of
from citydesk.base.errors import AccountError
from citydesk.base.geometry import evidence_of, linked
from citydesk.model import Account, Capture, Clip, Person
from citydesk.reading import read
from citydesk.sources import collect

SPOKEN = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Chief Ana Ruiz>On Sunday at about 12:50 a.m., officers were sent to the

00:00:04.000 --> 00:00:08.500
<v Chief Ana Ruiz>900 block of Alder Street in Wichita, Kansas, where a man had been

00:00:08.500 --> 00:00:11.000
<v Chief Ana Ruiz>shot and killed.

00:00:20.000 --> 00:00:23.000
<v Chief Ana Ruiz>We have arrested Dale Pruitt, 31, and he is charged with murder.
"""
ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:01.000 --> 00:00:03.990 align:start position:0%
{space}
a<00:00:01.200><c> man</c><00:00:01.500><c> was</c><00:00:01.900><c> shot</c>

00:00:03.990 --> 00:00:04.000 align:start position:0%
a man was shot
{space}

00:00:04.000 --> 00:00:06.990 align:start position:0%
a man was shot
and<00:00:04.300><c> killed</c><00:00:05.200><c> by Dale</c><00:00:05.600><c> Pruitt</c>

00:00:06.990 --> 00:00:07.000 align:start position:0%
and killed by Dale Pruitt

""".format(space=" ")
INFO = {
    "id": "q1w2e3r4t5y",
    "title": "Police update on Alder Street shooting",
    "channel": "Harbor City Police",
    "upload_date": "20230605",
    "timestamp": 1685980800,
    "webpage_url": "https://www.youtube.com/watch?v=q1w2e3r4t5y",
    "extractor": "youtube",
    "extractor_key": "Youtube",
    "subtitles": {"en": [{"ext": "vtt"}]},
    "automatic_captions": {"en": [{"ext": "vtt"}]},
    "formats": [{"url": "https://secret.example/signed"}],
}


def told(folder: Path, captions: str, **info: object) -> Account:
    (folder / "update.info.json").write_text(json.dumps({**INFO, **info}))
    (folder / "update.en.vtt").write_text(captions)
    (capture,) = collect([str(folder)])
    assert isinstance(capture, Capture)
    assert b"secret.example" not in capture.body
    return prepare(capture)


def test_a_statement_rests_on_the_seconds_in_which_it_was_said(tmp_path: Path) -> None:
    account = told(tmp_path, SPOKEN)
    assert account.id == "youtube:q1w2e3r4t5y"
    assert account.kind == "transcript"
    assert account.outlet == "Harbor City Police"
    assert account.text.split("\n")[0].endswith("a man had been shot and killed.")
    (reading,) = read([account])
    (place,) = [s for s in reading.reports[0].statements if s.field == "place"][:1]
    (clip,) = [e for e in evidence_of(account, place) if isinstance(e, Clip)]
    assert (clip.begins, clip.ends) == (4.0, 8.5)
    assert linked(account.url, clip) == "https://www.youtube.com/watch?v=q1w2e3r4t5y&t=4s"
    names = {s.value.name for s in reading.reports[0].statements if isinstance(s.value, Person)}
    assert "Dale Pruitt" in names


def test_what_a_machine_wrote_is_unrolled_alleged_and_names_nobody(tmp_path: Path) -> None:
    account = told(tmp_path, ROLLING, subtitles={})
    assert account.text == "a man was shot and killed by Dale Pruitt"
    assert [(s.begins, s.ends) for s in account.parts[0].stretches] == [(1.0, 3.99), (4.0, 6.99)]
    assert account.parts[0].machine
    (reading,) = read([account])
    statements = reading.reports[0].statements
    assert {s.certainty for s in statements} == {"alleged"}
    assert not [s for s in statements if isinstance(s.value, Person) and s.value.name]


def test_subrip_and_bare_captions_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "update.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nA man was shot\n\n2\n00:00:03,000 --> 00:00:05,000\n"
        "on Alder Street.\n"
    )
    (capture,) = collect([str(path)])
    assert isinstance(capture, Capture)
    account = prepare(capture)
    assert account.text == "A man was shot on Alder Street."
    assert [cue.ends for cue in cues_of(path.read_text())] == [3.0, 5.0]


def test_a_video_without_captions_is_its_description_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.info.json"
    path.write_text(json.dumps({**INFO, "description": "A man was shot on Alder Street."}))
    (capture,) = collect([str(path)])
    assert isinstance(capture, Capture)
    account, notes = prepare_with_notes(capture)
    assert account.text == "A man was shot on Alder Street."
    assert notes == ("no captions stand beside the video: only its description was read",)
    path.write_text(json.dumps(INFO))
    (capture,) = collect([str(path)])
    assert isinstance(capture, Capture)
    with pytest.raises(AccountError, match="without captions"):
        prepare(capture)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://youtu.be/abc", "https://youtu.be/abc?t=4s"),
        ("https://vimeo.com/12", "https://vimeo.com/12#t=4s"),
        ("https://city.example/a.mp4", "https://city.example/a.mp4#t=4,8.5"),
        ("https://city.example/page", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_a_link_leads_to_the_second_where_the_site_knows_one(
    url: str | None, link: str | None
) -> None:
    assert linked(url, Clip(sound="a", begins=4.0, ends=8.5)) == link
