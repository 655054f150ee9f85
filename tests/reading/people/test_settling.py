"""What the toll says of the named. All people are invented."""

from citydesk.model import Count, Mention, Outcome, Person, Span
from citydesk.reading.people import settled
from citydesk.testing import account

AT = (Span(start=0, end=3),)
NUMBER = (Span(start=5, end=9),)


TOLD = account("Ana, a 72-year-old, died; Cal, a 30-year-old, lived.")


def person(name, result=None, role="victim", age=None):
    who = Person(role=role, name=name, age=age)
    made = [Mention(field="person", spans=AT, value=who, probability=0.9)]
    if result:
        made.append(Mention(field="outcome", spans=AT, value=Outcome(who=name, result=result)))
    return made


def toll(killed, injured, probability=0.9, spans=NUMBER):
    counts = (("killed", killed), ("injured", injured))
    return [
        Mention(field=f, spans=spans, value=Count(low=n, high=n), probability=probability)
        for f, n in counts
    ]


def results(people, numbers):
    return {
        m.value.who: m.value.result
        for m in settled(people, numbers, TOLD)
        if isinstance(m.value, Outcome)
    }


def test_where_nobody_lived_the_victims_named_died():
    people = [*person("Ana Ruiz"), *person("Cal Dorn", "injured")]
    assert results(people, toll(2, 0)) == {"Ana Ruiz": "killed", "Cal Dorn": "killed"}


def test_where_nobody_died_a_victim_was_hurt():
    assert results(person("Ana Ruiz"), toll(0, 1)) == {"Ana Ruiz": "injured"}


def test_a_shooter_who_died_takes_one_place():
    people = [*person("Ana Ruiz", "injured"), *person("Cal Dorn", "killed", "suspect")]
    assert results(people, toll(1, 0))["Ana Ruiz"] == "injured"


def test_where_some_lived_only_what_is_open_is_told():
    people = [*person("Ana Ruiz", "killed"), *person("Cal Dorn")]
    assert results(people, toll(1, 1)) == {"Ana Ruiz": "killed", "Cal Dorn": "injured"}
    people = [*person("Ana Ruiz", "injured"), *person("Cal Dorn")]
    assert results(people, toll(1, 1)) == {"Ana Ruiz": "injured", "Cal Dorn": "killed"}


def test_more_names_than_dead_or_a_doubtful_number_tell_nothing():
    people = [*person("Ana Ruiz"), *person("Cal Dorn")]
    assert results(people, toll(1, 0)) == {}
    assert results(person("Ana Ruiz"), toll(1, 0, probability=0.4)) == {}


def test_who_alone_is_named_beside_one_death_is_not_told_to_have_lived():
    assert results(person("Ana Ruiz", "injured"), toll(1, 1)) == {}


def test_the_words_are_the_number_and_the_name():
    (outcome,) = [m for m in settled(person("Ana Ruiz"), toll(1, 0), TOLD) if m.field == "outcome"]
    assert outcome.spans == (Span(start=5, end=9), Span(start=0, end=3))


def test_whose_age_the_dead_have_died():
    people = [*person("Ana Ruiz", "injured", age=72), *person("Cal Dorn", "injured", age=30)]
    numbers = toll(1, 1, spans=(Span(start=0, end=24),))
    assert results(people, numbers) == {"Ana Ruiz": "killed", "Cal Dorn": "injured"}
    twins = [*person("Ana Ruiz", "injured", age=72), *person("Eva Ruiz", "injured", age=72)]
    assert set(results(twins, numbers).values()) == {"injured"}
