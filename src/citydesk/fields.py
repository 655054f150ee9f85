"""The fields of a record, each declared once: every other list of fields is made from this one.

A field that stands here is read, compared, settled, linked, said to people, asked about, exported
and searched; `docs/extending.md` adds one. The rows stand in the order in which a record is told,
that of a first paragraph. A field that does not stand here, of a newer desk, is shown plainly
under its own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citydesk.model import Count, Event, Flag, Outcome, Person, Place, Text, Thing, Time

__all__ = ["FIELDS", "VALUE_TYPES", "Comparison", "Field", "field_of", "position"]

Comparison = Literal[
    "time", "place", "hospital", "kind", "words", "flag", "count", "thing", "person", "outcome",
    "event",
]  # fmt: skip
"""How two values stand to each other, and how one is chosen: `citydesk.fusing.fields` has each."""

Section = Literal["facts", "people", "timeline", "questions", "text"]
"""Where a page tells a field; "text" is only ever marked in the words of an account."""

Link = Literal["", "times", "places", "kinds", "killed", "injured", "people", "things", "hospitals"]
"""What linking compares it as; nothing where two reports are not compared by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record.

    name, holds   its word in code, JSON and tables; the class of its value
    means         what it holds, for the documentation
    label, about  its name above a value; "accounts disagree on" it
    compared      how its values compare and are settled; None for what is not part of a record
    many          it has several values, each a finding under its own key
    rises, lends  a count that grows while it is being reported; the share of its votes that a
                  lower count lends to a higher one, which may only be later
    question      what is asked where it is said to be unknown, if anything: {subject} with its
                  article, {whose} its possessive, {plain} the words as told; `several` of more
    subject       whom or what an account means that does not say it
    beside        the question shows what others report
    official      what was "not released" is only answered by an official word
    linked        what linking compares it as
    section       where a page tells it; `lead` where it belongs to a first sentence
    column        its column in a table, where that is not one that every table has
    """

    name: str
    holds: type
    means: str
    label: str
    about: str = ""
    compared: Comparison | None = None
    many: bool = False
    rises: bool = False
    lends: float = 0.0
    question: str = "What is known of {subject}?"
    several: str = ""
    subject: str = ""
    beside: bool = False
    official: bool = False
    linked: Link = ""
    section: Section = "facts"
    lead: bool = False
    column: str = ""

    @property
    def only_unknown(self) -> bool:
        """Nothing but what is said to be unknown stands in it: each subject has its finding."""
        return self.section == "questions"


FIELDS = (
    Field(
        name="time", holds=Time, means="when the incident happened",
        label="when", about="when it happened", question="When did it happen?",
        compared="time", linked="times", lead=True,
    ),
    Field(
        name="place", holds=Place, means="where it happened",
        label="where", about="where it happened", question="Where did it happen?",
        compared="place", linked="places", lead=True,
    ),
    Field(
        name="place_kind", holds=Text, means='what kind of place it is: "outside a bar"',
        label="kind of place", about="what kind of place it is",
        question="What kind of place is it?", compared="words",
    ),
    Field(
        name="kind", holds=Text, means="what it was: a word of INCIDENT_KINDS",
        label="what", about="what it was", question="What was it?",
        compared="kind", linked="kinds",
    ),
    Field(
        name="disposition", holds=Text,
        means="what became of a call or an alert, in the words of whoever was sent",
        label="what was found", about="what was found", question="What was found?",
        compared="words",
    ),
    Field(
        name="killed", holds=Count, means="people killed, the shooter included",
        label="killed", about="how many were killed", question="How many were killed?",
        compared="count", rises=True, lends=0.5, linked="killed", beside=True, lead=True,
    ),
    Field(
        name="injured", holds=Count, means="people hurt who lived",
        label="injured", about="how many were injured", question="How many were injured?",
        compared="count", rises=True, lends=0.2, linked="injured", beside=True, lead=True,
    ),
    Field(
        name="suspects", holds=Count, means="how many took part",
        label="suspects", about="how many took part", subject="suspects",
        question="Who is {subject}?", several="How many suspects are there?",
        compared="count", beside=True,
    ),
    Field(
        name="arrests", holds=Count, means='how many were arrested; 0 for "no arrests"',
        label="arrests", about="how many were arrested", question="Has anybody been arrested?",
        compared="count", rises=True, lends=0.5, beside=True, column="arrests",
    ),
    Field(
        name="charge", holds=Text, means="an offence that somebody is charged with",
        label="charge", about="the charge", question="What are the charges?",
        compared="words", many=True, column="charges",
    ),
    Field(
        name="vehicle", holds=Thing, means="a vehicle, as it is described",
        label="vehicle", about="the vehicle", subject="vehicle",
        question="What does {subject} look like?",
        compared="thing", many=True, beside=True, official=True, linked="things",
        column="vehicles",
    ),
    Field(
        name="vehicle_of", holds=Text, means='whose a vehicle is: "black sedan (the suspects\')"',
        label="whose vehicle", about="whose vehicle it is", question="Whose vehicle is it?",
        compared="words", many=True,
    ),
    Field(
        name="cleared", holds=Text, means="what is said to have had no part in it after all",
        label="cleared", about="who or what is cleared", question="Who or what is cleared?",
        compared="words", many=True,
    ),
    Field(
        name="flight", holds=Text, means="how those who did it got away",
        label="flight", about="how they got away", question="How did they get away?",
        compared="words", many=True,
    ),
    Field(
        name="weapon", holds=Thing, means="a weapon, as it is described",
        label="weapon", about="the weapon", question="What weapon was used?",
        compared="thing", many=True, beside=True, official=True, linked="things", column="weapons",
    ),
    Field(
        name="rounds", holds=Count, means="how many rounds were fired",
        label="rounds fired", about="how many rounds were fired",
        question="How many rounds were fired?", compared="count",
    ),
    Field(
        name="evidence", holds=Text, means="what was found or is looked at: casings, video",
        label="evidence", about="the evidence", question="What evidence is there?",
        compared="words", many=True,
    ),
    Field(
        name="returned_fire", holds=Flag, means="whether police fired (back)",
        label="police fired", about="whether police fired back", question="Did police fire?",
        compared="flag",
    ),
    Field(
        name="hospital", holds=Place, means="where the hurt were taken",
        label="hospital", about="to which hospital the hurt were taken",
        question="To which hospital were the wounded taken?",
        compared="hospital", linked="hospitals",
    ),
    Field(
        name="aid", holds=Text, means='what was done for the wounded at the scene: "CPR"',
        label="aid given", about="what aid was given", question="What aid was given?",
        compared="words", many=True,
    ),
    Field(
        name="service", holds=Text, means="how long an officer has served",
        label="officer's service", about="how long the officer has served",
        question="How long has the officer served?", compared="words",
    ),
    Field(
        name="leave", holds=Text, means="whether an officer is on leave",
        label="officer's leave", about="whether the officer is on leave",
        question="Is the officer on leave?", compared="words",
    ),
    Field(
        name="investigator", holds=Text, means="who investigates, and since when",
        label="investigated by", about="who investigates", question="Who investigates?",
        compared="words", many=True,
    ),
    Field(
        name="appeal", holds=Text, means="what police ask the public for",
        label="police ask", about="what police ask for", question="What do police ask for?",
        compared="words", many=True,
    ),
    Field(
        name="motive", holds=Text, means="why it happened, in the words of an account",
        label="motive", about="why it happened", question="Why did it happen?",
        compared="words", beside=True,
    ),
    Field(
        name="connection", holds=Text,
        means='what a story sets the incident beside: "first since 2009"; it links to nothing',
        label="set beside", about="what it is set beside",
        question="What is it connected with?", compared="words", many=True,
    ),
    Field(
        name="condition", holds=Text, means='of the wounded: "critical", "stable"',
        label="condition", about="how the wounded are", question="How are the wounded?",
        compared="words", many=True,
    ),
    Field(
        name="person", holds=Person, means="somebody who was part of it or speaks of it",
        label="person", about="the person", question="Who is {subject}?", subject="person",
        compared="person", many=True, linked="people", section="people",
    ),
    Field(
        name="outcome", holds=Outcome, means="what happened to a person",
        label="status", about="what became of the person",
        question="What became of {subject}?", compared="outcome", many=True, rises=True,
        section="people",
    ),
    Field(
        name="event", holds=Event, means="a step of the timeline",
        label="event", about="the event", question="When was {subject}?",
        compared="event", many=True, section="timeline",
    ),
    Field(
        name="name", holds=Text, means="only ever unknown: the name was not released",
        label="name", about="the name", subject="victim",
        question="What is {whose} name?", several="What are {whose} names?",
        many=True, section="questions",
    ),
    Field(
        name="details", holds=Text, means="only ever unknown: police did not confirm any of this",
        label="details", about="the details", subject="these details",
        question="", many=True, section="questions",
    ),
    Field(
        name="passage", holds=Text, means="words that somebody other than the outlet says",
        label="said", many=True, section="text",
    ),
    Field(
        name="expression", holds=Time, means="any words that tell a time, whatever of",
        label="time told", many=True, section="text",
    ),
)  # fmt: skip

VALUE_TYPES: dict[str, type] = {field.name: field.holds for field in FIELDS}
"""Field name -> class of its value. A statement whose certainty is "unknown" holds `Unknown`."""

_BY_NAME = {field.name: field for field in FIELDS}
_POSITIONS = {field.name: number for number, field in enumerate(FIELDS)}


def field_of(name: str) -> Field:
    """Return a field by its name; one of a newer desk as a plain fact called by its own name."""
    plain = name.replace("_", " ")
    known = _BY_NAME.get(name)
    return known or Field(name=name, holds=Text, means="", label=plain, about=plain, many=True)


def position(name: str) -> int:
    """Return the place of a field in the order of a record; what is not known comes last."""
    return _POSITIONS.get(name, len(FIELDS))
