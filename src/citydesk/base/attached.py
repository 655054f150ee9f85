"""Which files that are attached to a message become accounts of their own, by their names."""

from __future__ import annotations

__all__ = ["ATTACHMENT", "is_read"]

ATTACHMENT = "application/vnd.citydesk.attachment+json"
_ENDINGS = (".pdf", ".docx", ".txt", ".md", ".html", ".htm", ".vtt", ".srt", ".csv", ".tsv")


def is_read(name: str | None) -> bool:
    """Tell whether an attachment of this name is read: pictures and programs are not."""
    return (name or "").lower().endswith(_ENDINGS)
