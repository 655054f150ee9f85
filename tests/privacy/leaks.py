"""A desk of withheld people whose names are written in every way that names are written.

One incident each: a child by name, a neighbour of the same surname who is free, and an account that
spells the child in all forms. Everything is generated; everybody is invented.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citydesk import testing
from citydesk.base.identity import content_id
from citydesk.base.names import plain
from citydesk.model import (
    Capture,
    Incident,
    Judgement,
    Membership,
    Person,
    PersonEntry,
    Place,
    Reading,
    Record,
    Report,
    Statement,
    Telling,
    TimelineEntry,
)
from citydesk.store import Store, open_store

GIVEN = (
    "Deshawn", "Kayleigh", "D'Quantis", "Nevaeh", "Mary-Kate", "Zoë", "Núria", "Łucja", "Søren",
    "Jürgen", "Hyacinthe", "Xochitl", "Ngozi", "Aoife", "Siobhán", "Bjørg", "Ignacio", "Thaddeus",
    "Kwabena", "Oluwaseun", "Parvaneh", "Yevgenia", "Tuấn", "Priyanka", "Malakai", "Leilani",
)  # fmt: skip
FAMILY = (
    "McQuillan", "O’Brannigan", "Smithers-Holloway", "de la Vasquera", "van der Zwaanhof",
    "Ferrowine", "Łukaszewicz", "Øresundal", "Brandmüller", "Al-Hashimizadeh", "St. Clairemont",
    "Zastrowny", "Nwachukwuma", "D’Ambrosiani", "Tindlewick", "Quarfoot", "bin Rashidullah",
    "Ó Súilleabhanach", "Haverstockley", "Pilkertonne", "Castellanosa", "Vandermootz",
)  # fmt: skip
WHOLE = (
    "Anthony Le", "Nevaeh North", "Kayla West", "Bo Li", "Иван Петровский", "王小明",
    "Hope Winters",
    "Tyrell “T-Bone” Quashawn", "Malik X", "Timothy Cranston Jr.", "Юлия Щербакова", "Νίκος Παππάς",
    "Prince Okonkwojo", "Jesús Peñaloza", "María José Etxeberria", "김민준",
)  # fmt: skip
WORDS_TOO = frozenset({
    "le", "north", "west", "bo", "li", "hope", "winters", "x", "prince", "st", "al", "bin", "de",
    "la", "van", "der", "o", "d", "t", "bone", "mary", "kate", "jr", "jose", "maria", "jesus",
    "timothy", "anthony", "mc", "tbone",
})  # fmt: skip
"""Parts that are words of their own: they are looked for within their sentences alone."""


@dataclass(frozen=True)
class Child:
    """One withheld child: name, the free namesake, the incident, the account."""

    name: str
    namesake: str
    incident: str
    account: str
    statement: str

    suspect: bool = False

    @property
    def parts(self) -> list[str]:
        """The letters that may stand nowhere."""
        found = {"zebulon"} if self.suspect else set()
        found |= {plain(word).replace(" ", "") for word in self.name.replace("“", "").split()}
        found |= {part for word in self.name.split() for part in plain(word).split()}
        found |= {
            p
            for w in self.name.split()
            for p in plain(w.replace("-", " ").replace("’", " ")).split()
        }
        return sorted(f for f in found if f not in WORDS_TOO and (len(f) > 2 or not f.isascii()))


def children(limit: int = 200) -> Iterator[str]:
    """Yield names, no two alike."""
    yield from WHOLE
    for number in range(limit - len(WHOLE)):
        given, family = (
            GIVEN[number % len(GIVEN)],
            FAMILY[(number * 7 + number // 26) % len(FAMILY)],
        )
        yield f"{given} {family}"


def text_of(name: str, namesake: str) -> str:
    """Return an account that spells a name in every way."""
    given, _, family = name.replace(" Jr.", "").partition(" ")
    family = family or given
    last = family.split(" ")[-1].strip("”")
    glued = plain(name).replace(" ", "")
    plus = plain(name).replace(" ", "+")
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return (
        f"{name}, 9, was shot and wounded on Juniper Road in Ferrol, police said. "
        f"{name.upper()} IS A THIRD GRADER. A sign read “rip {name.lower()}”. "
        f"#{''.join(w.capitalize() for w in ['justice', 'for'])}{''.join(name.split())} "
        f"#{glued} and {glued} again. {bare} was brave. {last}’s mother spoke. "
        f"{given}'s friends wept. The photo shows {given} {last} [caption: {name} in May]. "
        f"See https://x.example/{glued}-hurt and https://x.example/?q={plus}. "
        f"{last}, {given}, was named by {namesake}. Sheriff’s deputies and neighbors of {namesake} "
        f"went west on Juniper Road. Nobody else was hurt, and the road was open in the morning."
    )


def suspect_text(name: str, namesake: str) -> str:
    """Return an account in which police look for somebody, by two forms of the name."""
    told = text_of(name, namesake).replace(", 9, was shot and wounded", ", 34, opened fire")
    return f"{told.replace(' IS A THIRD GRADER', ' IS WANTED')} Police look for {longer(name)}."


def longer(name: str) -> str:
    """Return a name of at least two words with a middle name, any other as it is."""
    given, _, family = name.partition(" ")
    return f"{given} Zebulon {family}" if family else name


def make(path: Path, limit: int = 200, *, suspects: bool = False) -> list[Child]:
    """Make the desk; return who is withheld in it: children, or suspects who are not charged.

    A suspect has two forms of the name, each in a statement of its own; no editor decided anything.
    """
    store = open_store(str(path))
    made = []
    with store.transaction():
        for number, name in enumerate(children(limit)):
            made.append(_put(store, number, name, suspects))
    store.close()
    return made


def _put(store: Store, number: int, name: str, suspect: bool) -> Child:
    last = name.replace(" Jr.", "").split(" ")[-1]
    namesake = f"Archibald {last}" if len(last) > 1 else "Archibald Freeman"
    slug = plain(name).replace(" ", "-") if number % 3 else plain(name).replace(" ", "")
    ident = f"{slug}-hurt-{number}"
    told = testing.account(
        (suspect_text if suspect else text_of)(name, namesake),
        id=ident, capture=f"cap{number}", title=f"{name} hurt",
        outlet=f"The {name} Report", source=f"{slug}.example",
        url=f"https://x.example/{slug}-hurt", published=testing.minute("2024-05-04T08:00"),
    )  # fmt: skip
    child = Person(role="victim", name=name, age=9)
    if suspect:
        child = Person(role="suspect", name=name, age=34)
    free = Person(role="official", name=namesake)
    place = Place(
        words="Juniper Road", precision="street", address="Juniper Road", city="Ferrol", state="TX"
    )
    statements = (
        testing.statement(told, "person", child, name),
        testing.statement(told, "person", free, namesake),
        testing.statement(told, "place", place, "Juniper Road"),
    )
    if suspect and longer(name) != name:
        other = dataclasses.replace(child, name=longer(name))
        statements += (testing.statement(told, "person", other, longer(name)),)
    incident = content_id("incident", f"{ident}#0")
    _keep(store, number, told, statements)
    member = Membership(report=f"{ident}#0", incident=incident, score=0.0)
    store.put_incidents([], [Incident(id=incident, memberships=(member,))])
    store.put_record(_record(incident, told, statements, name, namesake))
    if not suspect:
        store.put_judgement(
            Judgement(id=content_id(name), verb="withhold", subject=incident, object=name,
                      who="ann", at=testing.NOW, why=f"{name} asked for it")
        )  # fmt: skip
    return Child(name, namesake, incident, ident, statements[0].id, suspect)


def _keep(store: Store, number: int, told: object, statements: tuple[Statement, ...]) -> None:
    account = dataclasses.replace(told)  # type: ignore[type-var]
    store.put_capture(
        Capture(id=f"cap{number}", sha256=content_id(account.text, length=64),
                uri=f"file:/x/{account.id}.txt",
                media_type="text/plain", fetched=testing.NOW, body=account.text.encode())
    )  # fmt: skip
    report = Report(id=f"{account.id}#0", account=account.id, source=account.source,
                    published=account.published, statements=statements)  # fmt: skip
    store.put_reading(Reading(account=account, reports=(report,)))


def _record(
    incident: str, told: object, statements: tuple[Statement, ...], name: str, namesake: str
) -> Record:
    account = dataclasses.replace(told)  # type: ignore[type-var]

    def entry(who: str, age: int | None, *told: Statement) -> PersonEntry:
        first = told[0].value
        assert isinstance(first, Person)
        return PersonEntry(name=who, role=first.role, age=age, gender=None, descriptor=None,
                           outcomes=(), statements=tuple(s.id for s in told),
                           minor=bool(age and age < 18))  # fmt: skip

    child = statements[0].value
    assert isinstance(child, Person)

    when = testing.minute("2024-05-03T23:47", zone="America/Chicago")
    return Record(
        id=incident,
        headline=f"{name} hurt in Ferrol",
        findings=(),
        people=(
            entry(name, child.age, statements[0], *statements[3:]),
            entry(namesake, None, statements[1]),
        ),
        timeline=(TimelineEntry(time=when, label=f"{name} shot", key="", statements=()),),
        questions=(),
        tellings=(
            Telling(account=account.id, report=f"{account.id}#0", outlet=account.outlet,
                    title=account.title, published=account.published, url=account.url),
        ),
        statements=statements,
        revision=content_id(name),
    )  # fmt: skip
