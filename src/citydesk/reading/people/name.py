"""One mention of a person by name, as words of an account."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.reading.people.words import Words

Place = tuple[str, int, int]
GENERATIONS = {"sr": 0, "sr.": 0, "jr": 1, "jr.": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the words: `first` <= i < `last`. `parts` leaves nicknames and suffixes out.

    Particles belong to the part behind them ("De La Cruz" is one).
    `title` is the class of the title before it ("command", "office", …) and `titled` where the
    titles begin. `shared` marks "Amy" of "Amy and Lance Buckley", whose family name comes later,
    and "Ruiz, Ana", whose family name comes first: they are written anew from their parts.
    `alias` is the family name that "Ana Ruiz, also known as Ana Dorn," bears besides; the words
    behind the name that tell it are its own, up to `last`, and the name itself ends at `ends`.
    """

    words: Words
    first: int
    last: int
    parts: tuple[str, ...]
    title: str | None
    titled: int
    shared: bool = False
    alias: str | None = None
    ends: int | None = None

    @property
    def place(self) -> Place:
        """Where the name stands: no other name of an account stands there."""
        return self.words.part, self.first, self.last

    @property
    def family(self) -> str:
        """The last word of the family name, in lower case: "cruz" of "De La Cruz"."""
        return self.parts[-1].rsplit(" ", 1)[-1].lower()

    @property
    def generation(self) -> int | None:
        """Which of a family's bearers of one name is meant: 0 for "Sr.", 1 for "Jr."; or None."""
        words = self.words
        told = (GENERATIONS.get(words.low[i]) for i in range(self.first, self.ends or self.last))
        return next((number for number in told if number is not None), None)

    @property
    def text(self) -> str:
        """The name as it is written, with nicknames and suffixes; a shared family name is added."""
        if self.shared:
            return " ".join(self.parts)
        pieces: list[str] = []
        words = self.words
        for i in range(self.first, self.ends or self.last):
            raw = words.raw[i]
            glued = i > self.first and words.start[i] == words.start[i - 1] + len(words.raw[i - 1])
            pieces.append(raw if glued or not pieces else " " + raw)
        return "".join(pieces)


def beside_age(words: Words, first: int, last: int) -> bool:
    """Tell whether an age stands right before or behind these words."""
    if first and words.low[first - 1].endswith("old") and len(words.low[first - 1]) > 6:
        return True
    behind = words.raw[last : last + 2]
    return len(behind) == 2 and behind[0] in ",(" and behind[1].isdigit() and len(behind[1]) < 3
