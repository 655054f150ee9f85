"""What the built-in grammars find in one account, each made when a claim first asks for it.

Claims name words; these are the readings of those words. A model's word for a value is never used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from citydesk.model import Mention, Span
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.places.evidence import Evidence
from citydesk.reading.places.hospitals import hospitals
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.settle import Pair
from citydesk.reading.places.survey import Survey
from citydesk.reading.places.survey import survey as survey_places
from citydesk.reading.things.told import Line, line_of
from citydesk.reading.times.events import Step, steps
from citydesk.reading.times.telling import Found, Heard, gather, tell

__all__ = ["Ground", "touch"]


class Ground:
    """The readings of one account. `main` is the day of its main incident, once it is known."""

    def __init__(self, parsed: Parsed, context: Context) -> None:
        """Read nothing yet."""
        self.parsed = parsed
        self.context = context
        self.main: dt.date | None = None
        self._pairs: dict[Span | None, tuple[Evidence, list[Pair]]] = {}

    @cached_property
    def first(self) -> list[Found]:
        """The time expressions, resolved without knowing the day of the incident."""
        return tell(self.parsed, raw=self._phrases)

    @cached_property
    def times(self) -> list[Found]:
        """The time expressions, resolved with the day of the incident where `main` knows it."""
        return tell(self.parsed, self.main, raw=self._phrases) if self.main else self.first

    @cached_property
    def _phrases(self) -> list[Heard]:
        return gather(self.parsed)

    @cached_property
    def places(self) -> Survey:
        """The addresses and the names of places."""
        return survey_places(self.parsed, self.context)

    @cached_property
    def steps(self) -> list[Step]:
        """The time expressions with the events that they are the times of."""
        return steps(self.times)

    @cached_property
    def hospitals(self) -> list[Mention]:
        """The hospitals where somebody was taken."""
        seen = self.places
        return [m for words in (seen.text, seen.title) for m in hospitals(words, self.context)]

    def pairs(self, address: Address | None) -> tuple[Evidence, list[Pair]]:
        """Return the candidates for city and state beside an address, weighed once for each."""
        key = address.span if address else None
        if key not in self._pairs:
            self._pairs[key] = self.places.pairs(address)
        return self._pairs[key]

    def line(self, span: Span) -> Line | None:
        """Return the sentence of a span's beginning as the finders of things see it."""
        sentence = self.parsed.at(span)
        return line_of(sentence, 0, background=False) if sentence else None

    def words(self, span: Span) -> str:
        """Return the account's own words."""
        account = self.parsed.account
        return (account.title if span.part == "title" else account.text)[span.start : span.end]

    def report(self, span: Span) -> int:
        """Return a report's number for background: its sentence's own, else a fresh one."""
        sentence = self.parsed.at(span)
        known = self.context.report
        number = known.get(sentence.index, 0) if sentence else 0
        return number or max(known.values(), default=0) + 1


def touch(one: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with any of the others."""
    return any(
        one.part == other.part and one.start < other.end and other.start < one.end
        for other in others
    )
