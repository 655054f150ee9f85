"""What attribution finds: a passage with its speakers."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.model import Attribution, Certainty, Span


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that somebody other than the outlet says (or that the outlet says in a post).

    `probability` is how sure it is that this very speaker says it.
    """

    span: Span
    attribution: Attribution
    certainty: Certainty = "asserted"
    probability: float = 1.0
