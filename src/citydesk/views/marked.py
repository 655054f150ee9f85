"""An account's text becomes paragraphs of pieces: plain words, and words that statements rest on.

Every statement gets a number and a note in the margin of its paragraph. Statements may overlap: a
piece names all that rest on it, and each is anchored where its words begin.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citydesk.base.clean import same_length
from citydesk.base.geometry import linked, said_at, source_of
from citydesk.base.lead import split_lead
from citydesk.fields import FIELDS
from citydesk.model import Account, Clip, Reading, Span, Statement
from citydesk.words import heading_of, said_by, value_words

__all__ = ["Note", "Paragraph", "Piece", "Sheet", "Speaker", "sheet"]

QUIET = frozenset(field.name for field in FIELDS if field.section == "text")
PALETTE = 8
"""How many speakers have a colour of their own; whoever comes after them shares the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who speaks in an account; 0 is the outlet itself, the others in order."""

    name: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one statement says, in the margin.

    `clip` are the seconds in which it is said, `clip_at` the same as a fragment of an address,
    `clip_link` where they can be heard on the web.
    """

    statement: str
    number: int
    field: str
    value: str
    said: str
    speaker: int
    certainty: str
    background: bool
    probability: int
    clip: str = ""
    clip_at: str = ""
    clip_link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words: whose they are, what rests on them, which statements begin and end here."""

    words: str
    speaker: int
    notes: tuple[int, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph and the notes of what begins in it; `lead` where it is a file's own head.

    `column` names the cell of a row that it is.
    """

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    lead: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole account: its title, its paragraphs, and who speaks in it."""

    title: Paragraph
    paragraphs: tuple[Paragraph, ...]
    speakers: tuple[Speaker, ...]
    statements: int


def sheet(reading: Reading) -> Sheet:
    """Return an account with its statements marked where they stand."""
    account = reading.account
    told = [s for report in reading.reports for s in report.statements if s.evidence]
    background = {report.id for report in reading.reports if report.background}
    speakers = _speakers(told)
    marked = sorted((s for s in told if s.field not in QUIET), key=_place)
    notes = {
        s.id: _note(account, s, number, speakers, s.report in background)
        for number, s in enumerate(marked, 1)
    }
    voiced = sorted(
        (s for s in told if s.field == "passage" and s.attribution.hand > 1), key=_place
    )
    title = [s for s in marked if s.evidence[0].part == "title"]
    body = [s for s in marked if s.evidence[0].part == "text"]
    spoken = [s for s in voiced if s.evidence[0].part == "text"]
    return Sheet(
        title=_paragraph(account.title, 0, title, [], (notes, speakers)),
        paragraphs=tuple(_paragraphs(account, body, spoken, (notes, speakers))),
        speakers=tuple(
            Speaker(name=name, kind=kind, number=number)
            for (name, kind), number in speakers.items()
        ),
        statements=len(marked),
    )


Margin = tuple[Mapping[str, Note], Mapping[tuple[str, str], int]]


def _paragraphs(
    account: Account, statements: Sequence[Statement], spoken: Sequence[Statement], margin: Margin
) -> Iterator[Paragraph]:
    start, first, voice, lead = 0, 0, 0, split_lead(account.text)[1]
    cells = {s.end: s for p in account.parts for s in p.stretches if s.cell is not None}
    for words in account.text.split("\n"):
        end = start + len(words)
        last = first
        while last < len(statements) and statements[last].evidence[0].start <= end:
            last += 1
        while voice < len(spoken) and spoken[voice].evidence[0].end <= start:
            voice += 1
        until = voice
        while until < len(spoken) and spoken[until].evidence[0].start < end:
            until += 1
        if words.strip():
            cell = cells.get(end)
            begin = cell.start if cell and start <= cell.start else start
            own, said = statements[first:last], spoken[voice:until]
            made = _paragraph(words[begin - start :], begin, own, said, margin)
            column = (cell.cell or "") if cell else ""
            yield dataclasses.replace(made, lead=end <= lead, column=column)
        start, first = end + 1, last


def _paragraph(
    words: str,
    start: int,
    statements: Sequence[Statement],
    spoken: Sequence[Statement],
    margin: Margin,
) -> Paragraph:
    notes, speakers = margin
    shown = same_length(words)

    def bounds(span: Span) -> tuple[int, int]:
        begin = min(max(0, span.start - start), len(words))
        return begin, min(max(begin, span.end - start), len(words))

    opened: dict[int, list[Statement]] = {}
    closed: dict[int, list[Statement]] = {}
    voices: dict[int, int] = {}
    for s in statements:
        begin, end = bounds(s.evidence[0])
        opened.setdefault(begin, []).append(s)
        closed.setdefault(end, []).append(s)
    for s in spoken:
        begin, end = bounds(s.evidence[0])
        voices[begin] = speakers.get(_speaker(s), 0)
        voices.setdefault(end, 0)
    pieces: list[Piece] = []
    active: list[Statement] = []
    voice, last = 0, 0
    begins: list[str] = []
    for at in sorted({*opened, *closed, *voices, len(words)}):
        if at > last or begins:
            numbers = tuple(notes[s.id].number for s in active)
            pieces.append(
                Piece(
                    words=shown[last:at],
                    speaker=min(voice, PALETTE),
                    notes=numbers,
                    begins=tuple(begins),
                    ends=tuple(notes[s.id].number for s in closed.get(at, []) if s in active),
                    hidden=shown[last:at].startswith("[name withheld"),
                )
            )
            begins = []
        active = [s for s in active if s not in closed.get(at, [])]
        fresh = [s for s in opened.get(at, []) if s.evidence[0].end > s.evidence[0].start]
        active += fresh
        begins = [s.id for s in fresh]
        voice, last = voices.get(at, voice), at
    return Paragraph(pieces=tuple(pieces), notes=tuple(notes[s.id] for s in statements))


def _note(
    account: Account,
    s: Statement,
    number: int,
    speakers: Mapping[tuple[str, str], int],
    background: bool,
) -> Note:
    clip = next((c for c in source_of(account, s.evidence[0]) if isinstance(c, Clip)), None)
    return Note(
        statement=s.id,
        number=number,
        field=heading_of(s.field),
        value=value_words(s.value),
        said=said_by(s.attribution),
        speaker=min(speakers.get(_speaker(s), 0), PALETTE),
        certainty=s.certainty,
        background=background,
        probability=round(s.probability * 100),
        clip=said_at(clip) if clip else "",
        clip_at=f"t={clip.begins:g},{clip.ends:g}" if clip else "",
        clip_link=(linked(account.url, clip) or "") if clip else "",
    )


def _speakers(told: Sequence[Statement]) -> dict[tuple[str, str], int]:
    """Return the speakers, numbered in the order in which they are first heard; the outlet is 0."""
    found: dict[tuple[str, str], int] = {}
    for s in sorted(told, key=_place):
        if s.attribution.hand > 1:
            found.setdefault(_speaker(s), len(found) + 1)
    return found


def _speaker(s: Statement) -> tuple[str, str]:
    return s.attribution.speaker.name, s.attribution.speaker.kind


def _place(s: Statement) -> tuple[bool, int, int, str]:
    span = s.evidence[0]
    return span.part != "title", span.start, span.end, s.id
