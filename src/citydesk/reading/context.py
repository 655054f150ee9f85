"""What every finder wants to know of a sentence: is it page furniture, background, and who speaks.

One pass before the finders, so that none of them decides these things for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.reading import attribution
from citydesk.reading.attribution.said import Said
from citydesk.reading.background import sort_sentences
from citydesk.reading.furniture import furniture
from citydesk.reading.parsed import Parsed
from citydesk.reading.roundups import sections

__all__ = ["Context", "Said", "survey"]


@dataclass(frozen=True, slots=True)
class Context:
    """Facts by sentence index. `report` numbers the incident that a sentence tells of (0: main).

    `parts` are the sentences of each incident of a round-up; other pages have none.
    """

    said: tuple[Said, ...]
    furniture: frozenset[int]
    background: frozenset[int]
    report: dict[int, int]
    parts: tuple[frozenset[int], ...] = ()

    def main(self, index: int) -> bool:
        """Tell whether a sentence tells of the account's main incident."""
        furniture = index in self.furniture or index in self.background
        return not furniture and self.report.get(index, 0) == 0


def survey(parsed: Parsed) -> Context:
    """Find the passages with their speakers, the furniture, the background and the reports."""
    page = furniture(parsed.sentences)
    said = tuple(attribution.find(parsed, page))
    if parts := sections(parsed.sentences, page):
        return Context(said, page, frozenset(), {}, parts)
    published = parsed.account.published
    sorting = sort_sentences(parsed.sentences, page, published.start.year if published else None)
    return Context(said, page, sorting.background, sorting.report)
