"""Where an account's words stand in their source: characters, cells of a row, seconds of sound.

Statements rest on spans of the account's text. What that text was made from is told once, by the
account's parts; everything else follows from them here:

    statement ─ spans ─▶ parts of the account ─▶ cells, clips

`quote` of `model.py` gives the words of a span; nothing outside these two does arithmetic on where
evidence stands in a source.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from citydesk.model import Account, Cell, Clip, Evidence, Part, Span, Statement, Stretch, quote

__all__ = [
    "cell_value", "evidence_of", "linked", "overlapping", "said_at", "shown", "source_of", "spoken",
]  # fmt: skip

_MEDIA = (".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".wav")


def source_of(account: Account, span: Span) -> tuple[Cell | Clip, ...]:
    """Return the cells and clips that a span's characters come from, in the order of the parts.

    Seconds that follow one another in one recording are one clip. Empty for plain text.
    """
    if span.part != "text":
        return ()
    found: list[Cell | Clip] = []
    for part in account.parts:
        inside = overlapping(part, span)
        if part.kind == "row":
            found += [Cell(row=part.name, column=s.cell) for s in inside if s.cell is not None]
        elif seconds := [
            (s.begins, s.ends) for s in inside if s.begins is not None and s.ends is not None
        ]:
            begins, ends = min(b for b, _ in seconds), max(e for _, e in seconds)
            found.append(Clip(sound=part.name, begins=begins, ends=ends))
    return tuple(found)


def evidence_of(account: Account, statement: Statement) -> tuple[Evidence, ...]:
    """Return all that a statement rests on: its spans, then the cells and clips behind them."""
    behind = (each for span in statement.evidence for each in source_of(account, span))
    return (*statement.evidence, *dict.fromkeys(behind))


def overlapping(part: Part, span: Span) -> list[Stretch]:
    """Return the stretches of a part that share a character with a span of the text."""
    return [s for s in part.stretches if s.start < span.end and span.start < s.end]


def cell_value(account: Account, cell: Cell) -> str | None:
    """Return what a cell holds, None where the account has no such cell."""
    for part in account.parts:
        if part.kind == "row" and part.name == cell.row:
            for stretch in part.stretches:
                if stretch.cell == cell.column:
                    return account.text[stretch.start : stretch.end]
    return None


def spoken(account: Account, clip: Clip) -> str:
    """Return the words that are said during a clip, "" where none are known."""
    for part in account.parts:
        if part.kind == "sound" and part.name == clip.sound:
            said = [
                account.text[s.start : s.end]
                for s in part.stretches
                if s.begins is not None
                and s.ends is not None
                and s.begins < clip.ends
                and clip.begins < s.ends
            ]
            return " ".join(said)
    return ""


def shown(account: Account, evidence: Evidence) -> str:
    """Return the words of any kind of evidence: what stands there, in the cell, or is said."""
    if isinstance(evidence, Span):
        return quote(account, evidence)
    if isinstance(evidence, Cell):
        return cell_value(account, evidence) or ""
    return spoken(account, evidence)


def said_at(clip: Clip) -> str:
    """Return a clip's bounds for people: "0:04–0:09"."""
    return "–".join(_clock(seconds) for seconds in (clip.begins, clip.ends))


def linked(url: str | None, clip: Clip) -> str | None:
    """Return the address of a recording at the second where a clip begins, None for no such one.

    >>> linked("https://youtu.be/abc", Clip(sound="a", begins=62.5, ends=70))
    'https://youtu.be/abc?t=62s'
    """
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https"):
        return None
    name, second = (parts.hostname or "").removeprefix("www."), f"t={int(clip.begins)}s"
    if name in ("youtube.com", "m.youtube.com", "youtu.be"):
        return f"{url}{'&' if parts.query else '?'}{second}"
    if name == "vimeo.com":
        return f"{url}#{second}"
    if parts.path.lower().endswith(_MEDIA):
        return f"{url}#t={clip.begins:g},{clip.ends:g}"
    return None


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
