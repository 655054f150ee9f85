"""Questions become what nobody knows yet, and what has been answered since."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.privacy.door import Seen
from citydesk.views.voices import Chorus, chorus
from citydesk.words import answered_words

__all__ = ["OpenEnd", "open_ends"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnd:
    """A question: who said that it is open, or who has answered it and when."""

    text: str
    note: str
    answered: bool
    chorus: Chorus


def open_ends(seen: Seen) -> list[OpenEnd]:
    """Return the questions of a record, open ones first; disputes have their own place."""
    asked = [q for q in seen.record.questions if q.origin != "contested"]
    found = []
    for question in sorted(asked, key=lambda q: bool(q.answered_by)):
        answered = bool(question.answered_by)
        note = "not reported" if question.origin == "absent" else "said to be unknown"
        if answered:
            note = answered_words(question)
        ids = question.answered_by if answered else question.statements
        found.append(
            OpenEnd(text=question.text, note=note, answered=answered, chorus=chorus(seen, ids))
        )
    return found
