"""Names in running text: titles, nicknames, suffixes, lists, and what is no name at all."""

import pytest

from citydesk.reading.people.ages.told import age_beside
from citydesk.reading.people.chains import people_of
from citydesk.reading.people.names import names_of
from citydesk.reading.people.words import words_of


def names(text):
    return [name.text for name in names_of(words_of(text)) if len(name.parts) > 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Maria Ruiz, 34, of Elm Street, was shot.", ["Ana Maria Ruiz"]),
        ('Calvin "Deuce" Dorn Jr. died there.', ['Calvin "Deuce" Dorn Jr.']),
        ("Police Chief Olga Brandt said so.", ["Olga Brandt"]),
        ("Harlan County Sheriff's Sgt. Tim O'Dell said so.", ["Tim O'Dell"]),
        ("It was Maria de la Cruz who called.", ["Maria de la Cruz"]),
        ("Keisha Smith-Boyd and J.T. Wynn ran.", ["Keisha Smith-Boyd", "J.T. Wynn"]),
        ("Amy and Lance Harlow were found.", ["Amy Harlow", "Lance Harlow"]),
        ("He was taken to Mercy Medical Center in San Antonio.", []),
        ("It happened on South Maple Avenue near Lincoln Park.", []),
        ("Victim Identified In Friday Night Shooting", []),
        ("James West, 22, was charged.", ["James West"]),
        ("Shots rang out on Dwight St., police said.", []),
    ],
)
def test_names(text, expected):
    assert names(text) == expected


def test_the_title_is_kept():
    (name,) = names_of(words_of("said Lt. Paul Kerr."))
    assert (name.title, name.text) == ("command", "Paul Kerr")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ana Ruiz, 34, was shot.", 34),
        ("34-year-old Ana Ruiz was shot.", 34),
        ("Six-year-old Ana Ruiz was shot.", 6),
        ("An 8-month-old, Ana Ruiz", None),
        ("8-month-old Ana Ruiz was shot.", 0),
        ("Ana Ruiz (34) was shot.", 34),
        ("Ana Ruiz, of Elm Street, 34, was shot.", 34),
        ("Ana Ruiz, 24-year-old Cal Dorn and others", None),
        ("Ana Ruiz, 10 p.m. Friday", None),
    ],
)
def test_ages(text, age):
    name = next(n for n in names_of(words_of(text)) if n.text == "Ana Ruiz")
    told = age_beside(name)
    assert (told and told[0]) == age


def test_one_person_under_several_names():
    words = words_of("Ana Maria Ruiz was shot. Ana Ruiz was 34. Ruiz lived here. So did Tom Ruiz.")
    ana, tom = people_of([], names_of(words))
    assert ana.best.text == "Ana Maria Ruiz"
    assert [n.text for n in ana.full] == ["Ana Maria Ruiz", "Ana Ruiz"]
    assert [n.text for n in ana.short] == ["Ruiz"]
    assert tom.best.text == "Tom Ruiz"


def test_kin_have_the_family_name_of_whoever_was_named_last():
    words = words_of("Ana Ruiz fled. Tom Dorn saw it. Ruiz and her daughter, Emma, were shot.")
    people = people_of([], names_of(words))
    assert [p.best.text for p in people] == ["Ana Ruiz", "Tom Dorn", "Emma Ruiz"]


def test_two_spellings_are_one():
    words = words_of("Jakari Spikes ran. Jakarri Spikes was caught.")
    assert len(people_of([], names_of(words))) == 1
