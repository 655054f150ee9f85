"""A recorder's call enters with its sound, is read as a transcript, and names nobody."""

from __future__ import annotations

import io
import json
import wave
from pathlib import Path
from typing import Any

import pytest

from citydesk.accounts import prepare, prepare_with_notes
from citydesk.accounts.calls import sound_of
from citydesk.base.errors import AccountError
from citydesk.base.geometry import source_of
from citydesk.model import Capture, Clip, Person, Reading
from citydesk.reading import read
from citydesk.sources import collect

CALL: dict[str, Any] = {
    "start_time": 1714797672,
    "talkgroup": 1201,
    "talkgroup_tag": "PD Dispatch 1",
    "short_name": "harbor",
    "call_length": 9.0,
    "transcript": [
        {"start": 0.4, "end": 4.0, "text": "Shots fired, 1200 block of Elm Street, Topeka.",
         "unit": "Dispatch"},
        {"start": 4.5, "end": 8.2, "text": "10-4. One man shot, name is Rex Tallow, gun recovered.",
         "unit": "4 Adam 12"},
    ],
}  # fmt: skip


def sound(seconds: float = 9.0) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(b"\0\0" * int(8000 * seconds))
    return made.getvalue()


def captured(folder: Path, call: dict[str, Any], body: bytes | None = None) -> Capture:
    (folder / "call-1.json").write_text(json.dumps(call))
    if body is not None:
        (folder / "call-1.wav").write_bytes(body)
    (found,) = collect([str(folder)])
    assert isinstance(found, Capture), found
    return found


def told(folder: Path, call: dict[str, Any], body: bytes | None = None) -> Reading:
    (made,) = read([prepare(captured(folder, call, body))])
    return made


def test_a_call_is_one_account_with_its_own_time(tmp_path: Path) -> None:
    account, notes = prepare_with_notes(captured(tmp_path, CALL, sound()))
    assert account.id == "harbor:1201-1714797672"
    assert account.published is not None
    assert account.published.start.isoformat() == "2024-05-04T04:41:00+00:00"
    assert (account.kind, account.voice, account.title) == ("call", "dispatcher", "")
    assert account.outlet == "harbor radio, PD Dispatch 1"
    assert not notes


def test_its_sound_is_kept_with_it(tmp_path: Path) -> None:
    body = sound()
    assert sound_of(captured(tmp_path, CALL, body)) == ("audio/wav", body)


def test_statements_have_words_seconds_and_the_unit_that_spoke(tmp_path: Path) -> None:
    made = told(tmp_path, CALL, sound())
    account, (report,) = made.account, made.reports
    assert not report.background
    fields = {s.field for s in report.statements}
    assert {"kind", "place"} <= fields
    for statement in report.statements:
        clips = source_of(account, statement.evidence[0])
        assert all(isinstance(clip, Clip) and clip.sound == "call-1.wav" for clip in clips)
        assert clips
        assert statement.certainty in ("alleged", "denied")
        assert statement.attribution.speakers[-1].kind == "dispatcher"
    place = next(s for s in report.statements if s.field == "place")
    assert source_of(account, place.evidence[0])[0] == Clip(
        sound="call-1.wav", begins=0.4, ends=4.0
    )
    assert place.attribution.speaker.name == "Dispatch"


def test_nobody_is_named_from_the_radio(tmp_path: Path) -> None:
    made = told(tmp_path, CALL, sound())
    persons = [s.value for r in made.reports for s in r.statements if isinstance(s.value, Person)]
    assert all(person.name is None for person in persons)


def test_a_code_is_no_word(tmp_path: Path) -> None:
    lines = [{"start": 0, "end": 2, "text": "10-31 at 900 Pine Street, Topeka, shots fired."}]
    made = told(tmp_path, {**CALL, "transcript": lines}, sound())
    spans = [s.evidence[0] for r in made.reports for s in r.statements if s.field != "passage"]
    assert all(span.start >= len("10-31") for span in spans)


def test_sound_without_words_is_kept_and_says_nothing(tmp_path: Path) -> None:
    call = {k: v for k, v in CALL.items() if k != "transcript"}
    made = told(tmp_path, call, sound())
    assert made.reports[0].background
    assert not made.reports[0].statements
    assert "no transcript" in made.rejections[0].reason


@pytest.mark.parametrize(
    ("body", "note"), [(None, "no sound stands beside the call"), (sound(0), "the sound is empty")]
)
def test_what_is_wrong_with_the_sound_is_said(
    tmp_path: Path, body: bytes | None, note: str
) -> None:
    _, notes = prepare_with_notes(captured(tmp_path, CALL, body))
    assert notes == (note,)


def test_a_transcript_that_outlasts_its_sound_has_no_seconds(tmp_path: Path) -> None:
    account, notes = prepare_with_notes(captured(tmp_path, {**CALL, "call_length": 3.0}, sound(3)))
    assert notes == ("the transcript is longer than its sound: kept without its seconds",)
    assert all(s.begins is None for part in account.parts for s in part.stretches)


@pytest.mark.parametrize("begun", ["soon", "", None, 1e30])
def test_a_call_without_a_time_is_refused(tmp_path: Path, begun: object) -> None:
    call = captured(tmp_path, {**CALL, "start_time": begun})
    with pytest.raises(AccountError, match="without a time"):
        prepare(call)


def test_calls_of_the_other_recorders_are_known(tmp_path: Path) -> None:
    rdio = {"dateTime": "1714797672", "talkgroup": "1201", "systemLabel": "Harbor"}
    account = prepare(captured(tmp_path, rdio, sound()))
    assert account.id == "Harbor:1201-1714797672"
