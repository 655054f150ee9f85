"""What attribution finds: a passage with its speakers."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.model import Attribution, Certainty, Span


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that somebody other than the outlet says (or that the outlet says in a post)."""

    span: Span
    attribution: Attribution
    certainty: Certainty = "asserted"
