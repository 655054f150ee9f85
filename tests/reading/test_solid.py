"""Mentions become statements: words found, speakers named, reports sorted, zones told."""

from __future__ import annotations

import datetime as dt

from citydesk.model import (
    Account,
    Count,
    Flag,
    Mention,
    Place,
    Reading,
    Report,
    Span,
    Text,
    Time,
    Unknown,
    quote,
)
from citydesk.reading.context import survey
from citydesk.reading.evidence import locate
from citydesk.reading.language import unreadable
from citydesk.reading.parsed import parse
from citydesk.reading.solid import solidify
from citydesk.testing import account

TEXT = (
    "A man died Friday night on Larch Street in Crane, Texas.\n\n"
    "“He ran —  and fell,” said  Chief Ann Lee.\n\n"
    "The neighbor, who asked not to be named, denied that anybody fired back.\n\n"
    "Last month, two people died in a park."
)


def solid(told: Account, *mentions: Mention) -> Reading:
    parsed = parse(told)
    return solidify(told, mentions, survey(parsed), reader="test", parsed=parsed)


def mention(told: Account, field: str, words: str, value: object, **more: object) -> Mention:
    start = told.text.index(words)
    spans = (Span(start=start, end=start + len(words)),)
    return Mention(field=field, spans=spans, value=value, **more)  # type: ignore[arg-type]


def test_quotes_are_found_with_other_marks_and_spaces() -> None:
    told = account(TEXT, title="A “bad” night")
    (span,) = locate(told, ['"He ran - and fell," said Chief'])
    assert quote(told, span) == "“He ran —  and fell,” said  Chief"
    (span,) = locate(told, ['A "bad" night'])
    assert span.part == "title"
    assert quote(told, span) == "A “bad” night"
    assert locate(told, ["A man died", "he flew away"]) == ()
    assert locate(told, ["", " "]) == ()


def test_who_speaks_is_told_by_the_place_of_the_words() -> None:
    told = account(TEXT)
    dead = mention(told, "killed", "A man died", Count(low=1, high=1))
    ran = mention(told, "motive", "He ran", Text(text="He ran"))
    first, second = solid(told, ran, dead).reports[0].statements
    assert first.attribution.hand == 1
    assert second.attribution.speaker.name == "Ann Lee"
    assert second.attribution.speaker.kind == "official"
    assert second.attribution.quoted


def test_a_reader_may_name_the_speaker() -> None:
    told = account(TEXT)
    names = ("the chief, Ann Lee", "Bo Orr's mother", "The Example")
    told_by = [
        mention(told, "killed", "A man died", Count(low=1, high=1), speaker=name) for name in names
    ]
    made = {s.attribution.speaker.name: s for s in solid(told, *told_by).reports[0].statements}
    assert set(made) == {"Ann Lee", "Bo Orr's mother", "The Example"}
    assert made["Bo Orr's mother"].attribution.speaker.kind == "family"
    assert made["The Example"].attribution.hand == 1


def test_certainty_follows_the_passage() -> None:
    told = account(TEXT)
    fired = mention(told, "returned_fire", "anybody fired back", Flag(yes=True))
    hidden = Unknown(what="not released", about="neighbor")
    name = mention(told, "name", "asked not to be named", hidden)
    made = {s.field: s for s in solid(told, fired, name).reports[0].statements}
    assert made["returned_fire"].certainty == "denied"
    assert made["name"].certainty == "unknown"


def test_mentions_of_long_ago_go_to_a_background_report() -> None:
    told = account(TEXT)
    dead = mention(told, "killed", "A man died", Count(low=1, high=1))
    past = mention(told, "killed", "two people died", Count(low=2, high=2))
    main, background = solid(told, dead, past).reports
    assert [len(main.statements), len(background.statements)] == [1, 1]
    assert background.background
    assert not main.background


def test_equal_mentions_are_one_statement_with_the_best_probability() -> None:
    told = account(TEXT)
    value = Count(low=1, high=1)
    twice = [mention(told, "killed", "A man died", value, probability=p) for p in (0.4, 0.9, 0.2)]
    (made,) = solid(told, *twice).reports[0].statements
    assert made.probability == 0.9


def test_times_are_told_in_the_zone_of_the_place() -> None:
    told = account(TEXT)
    start = dt.datetime(2024, 5, 3, 21)
    night = Time(start=start, end=start + dt.timedelta(hours=1), granularity="hour")
    texas = Place(words="Crane, Texas", precision="city", city="Crane", state="TX")
    report: Report = solid(
        told, mention(told, "time", "Friday night", night), mention(told, "place", "Crane", texas)
    ).reports[0]
    (time,) = (s.value for s in report.statements if s.field == "time")
    assert isinstance(time, Time)
    assert time.zone == "America/Chicago"


def test_what_cannot_be_read_says_why() -> None:
    for text, why in (
        ("La policía busca a un hombre que disparó en la calle del Alerce anoche. " * 4, "English"),
        ("警察说周五晚上有一名男子在街上被枪杀。" * 9, "not English"),
        ("\x00\x01\x02\x03PK" * 40, "cannot be printed"),
    ):
        reason = unreadable(parse(account(text)))
        assert reason is not None
        assert why in reason
    for text in ("", "Dos murieron.", TEXT, "42\n\n17\n\n" * 50):
        assert unreadable(parse(account(text))) is None


def test_what_was_chosen_for_the_main_incident_stays_with_it() -> None:
    told = account(TEXT)
    likely = mention(told, "killed", "two people died", Count(low=2, high=2), probability=0.9)
    lesser = mention(told, "killed", "A man died", Count(low=1, high=1), probability=0.2)
    (main,) = solid(told, likely, lesser).reports
    assert {s.value for s in main.statements} == {Count(low=2, high=2), Count(low=1, high=1)}
    aside = mention(told, "motive", "in a park", Text(text="x"))
    main, background = solid(told, likely, aside).reports
    assert [s.field for s in main.statements] == ["killed"]
    assert background.background
