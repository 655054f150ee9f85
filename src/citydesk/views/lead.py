"""The lead of a record: three short paragraphs, every clause with numbered notes of who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citydesk.model import Place, Record, Status, Time
from citydesk.privacy.door import Seen
from citydesk.views.brief import Sentence, brief
from citydesk.views.voices import Voice
from citydesk.words import day_words

__all__ = ["Clause", "Lead", "Note", "dateline", "lead"]

_PARAGRAPHS = (("place", "kind", "time"), ("killed", "injured", "people"))
"""What the first and the second paragraph tell of; the third tells of all else."""
_MOST = 2  # notes of one clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A numbered note: whose words they are, the best placed ones of an outlet."""

    number: int
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence, how it stands, the notes that it rests on, and where the page tells more."""

    text: str
    status: Status
    notes: tuple[int, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Paragraphs of clauses, and the notes under them."""

    paragraphs: tuple[tuple[Clause, ...], ...] = ()
    notes: tuple[Note, ...] = ()


def lead(seen: Seen) -> Lead:
    """Return the lead: what, where and when; who was hurt; what has come of it."""
    numbers: dict[str, Note] = {}
    paragraphs: list[list[Clause]] = [[] for _ in range(len(_PARAGRAPHS) + 1)]
    for sentence in brief(seen):
        clause = Clause(
            text=sentence.text,
            status=sentence.status,
            notes=tuple(_numbered(sentence.chorus.outlets[:_MOST], numbers)),
            more=sentence.more,
        )
        paragraphs[_paragraph(sentence)].append(clause)
    return Lead(
        paragraphs=tuple(tuple(clauses) for clauses in paragraphs if clauses),
        notes=tuple(numbers.values()),
    )


def dateline(record: Record) -> str:
    """Return where and on what day: "Topeka, KS · Fri Oct 18, 2024", as far as they are known."""
    place, time = (_known(record, field) for field in ("place", "time"))
    town = ", ".join(p for p in (place.city, place.state) if p) if isinstance(place, Place) else ""
    day = day_words(time) if isinstance(time, Time) else ""
    return " · ".join(part for part in (town, day) if part)


def _known(record: Record, field: str) -> object:
    finding = record.finding(field)
    return finding.value if finding and finding.status != "withheld" else None


def _numbered(voices: Iterable[Voice], numbers: dict[str, Note]) -> Iterable[int]:
    for voice in voices:
        note = numbers.setdefault(voice.statement, Note(number=len(numbers) + 1, voice=voice))
        yield note.number


def _paragraph(sentence: Sentence) -> int:
    told = next((i for i, about in enumerate(_PARAGRAPHS) if sentence.about in about), None)
    return len(_PARAGRAPHS) if told is None else told
