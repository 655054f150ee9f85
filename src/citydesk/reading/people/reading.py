"""An account becomes its persons with all that the trained weights want to know of the page."""

from __future__ import annotations

from bisect import bisect_right

from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed, Sentence
from citydesk.reading.people.chains import people_of
from citydesk.reading.people.features import Page, page_of
from citydesk.reading.people.name import Name
from citydesk.reading.people.names import names_of
from citydesk.reading.people.words import words_of


class Places:
    """Where words stand: the sentence of each, and what the survey says of it."""

    def __init__(self, parsed: Parsed, context: Context) -> None:
        self.context = context
        self.sentences: dict[str, list[Sentence]] = {"title": [], "text": []}
        for sentence in parsed.sentences:
            self.sentences[sentence.part].append(sentence)
        self.starts = {p: [s.start for s in some] for p, some in self.sentences.items()}

    def index(self, part: str, start: int) -> int:
        """Return the index of the sentence that holds a character, or -1 before the first."""
        at = bisect_right(self.starts[part], start) - 1
        return self.sentences[part][at].index if at >= 0 else -1

    def report(self, part: str, start: int) -> int:
        """Return the number of the report that the sentence of a character tells of."""
        return self.context.report.get(self.index(part, start), 0)

    def aside(self, name: Name) -> str:
        """Return what the sentence of a name tells of: the main incident, or something aside."""
        index = self.index(name.words.part, name.words.start[name.first])
        if index in self.context.furniture:
            return "furniture"
        if index in self.context.background:
            return "background"
        return "another" if self.context.report.get(index, 0) else "main"


def page_of_account(parsed: Parsed, context: Context) -> tuple[Page, Places]:
    """Find the persons of an account."""
    title, text = words_of(parsed.account.title, "title"), words_of(parsed.account.text)
    places = Places(parsed, context)
    people = people_of(names_of(title), names_of(text))
    return page_of(title, text, people, places.aside), places
