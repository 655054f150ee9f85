"""What the bytes of one capture say of themselves, before it is decided what the account is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citydesk.model import Part, SpeakerKind

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An account as told: `published` in its own words, `notes` on what had to be put right.

    `parts` say what the text was made from, where its source had no text.
    """

    text: str
    title: str = ""
    published: Any = None
    url: str | None = None
    source: str | None = None
    outlet: str | None = None
    id: str | None = None
    kind: str = "article"
    notes: tuple[str, ...] = ()
    voice: SpeakerKind = "media"
    parts: tuple[Part, ...] = ()
