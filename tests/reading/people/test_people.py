"""Who is who in an account, and what became of them. All people and places are invented."""

import time

from citydesk.model import Outcome, Person, quote
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people import find
from citydesk.testing import account

STORY = (
    "ELMORE, Ohio - A 34-year-old woman was shot and killed Friday night on Elm Street, police"
    " said.\n\nAna Ruiz, 34, of Elmore, was pronounced dead at the scene, Police Chief Olga Brandt"
    " said.\n\nCalvin Dorn, 27, was arrested Saturday and charged with murder.\n\n"
    '"She was everything to us," said her mother, Rosa Ruiz.\n\nContact reporter Lena Falk.'
)


def read(text, title=""):
    told = account(text, title=title)
    parsed = parse(told)
    return told, find(parsed, survey(parsed))


def people(mentions):
    return {m.value.name: m.value for m in mentions if isinstance(m.value, Person)}


def outcomes(mentions):
    return {(m.value.who, m.value.result) for m in mentions if isinstance(m.value, Outcome)}


def test_a_story_and_its_people():
    _, mentions = read(STORY, "Woman killed on Elm Street; man charged")
    found = people(mentions)
    assert (found["Ana Ruiz"].role, found["Ana Ruiz"].age) == ("victim", 34)
    assert (found["Calvin Dorn"].role, found["Calvin Dorn"].age) == ("suspect", 27)
    assert found["Olga Brandt"].role == "official"
    assert found["Rosa Ruiz"].role == "relative"
    assert None not in found, "the 34-year-old woman is Ana Ruiz"


def test_what_became_of_them():
    _, mentions = read(STORY)
    assert ("Ana Ruiz", "killed") in outcomes(mentions)
    assert ("Calvin Dorn", "charged") in outcomes(mentions)
    assert ("Calvin Dorn", "killed") not in outcomes(mentions)


def test_evidence_is_the_name_then_the_age():
    told, mentions = read(STORY)
    ana = next(m for m in mentions if isinstance(m.value, Person) and m.value.name == "Ana Ruiz")
    assert [quote(told, span) for span in ana.spans][:2] == ["Ana Ruiz", "34"]


def test_people_without_a_name():
    _, mentions = read(
        "An Elmore police officer was shot and killed early Friday.\n\n"
        "A second undercover officer was also shot but survived."
    )
    told = [m.value for m in mentions if isinstance(m.value, Person)]
    assert [(p.role, p.descriptor) for p in told] == [
        ("victim", "police officer"),
        ("victim", "second undercover officer"),
    ]
    assert ("police officer", "killed") in outcomes(mentions)
    assert ("second undercover officer", "injured") in outcomes(mentions)


def test_the_age_of_the_unnamed_is_lent_to_the_only_one_named():
    _, mentions = read(
        "A 19-year-old man was shot Monday on Pine Road.\n\n"
        "The victim was identified as Tomas Arden. Arden died at the hospital."
    )
    assert people(mentions)["Tomas Arden"].age == 19


def test_no_account_no_people():
    assert read("")[1] == []
    assert read("Sign in. Log out. Subscribe. Terms of Service.")[1] == []


def test_hostile_text_stays_linear():
    def seconds(text):
        told = account(text)
        parsed = parse(told)
        context = survey(parsed)
        began = time.process_time()
        find(parsed, context)
        return time.process_time() - began

    for piece in ('"', "Ana Ruiz, 34, ", "1", "said ", "((", "A. "):
        small, large = seconds(piece * 2_000), seconds(piece * 20_000)
        assert large < 0.2 + 30 * small, piece


def test_the_wounded_who_is_identified_as_dead_was_killed():
    _, mentions = read(
        "A man who was shot to death Monday night was identified Tuesday as Edgar Moll, 52.\n\n"
        "Moll was found at 11:30 p.m. Monday. Cal Boyle, 38, was charged with murder.\n\n"
        "Boyle shot Moll once, police said."
    )
    assert ("Edgar Moll", "killed") in outcomes(mentions)
    assert ("Edgar Moll", "injured") not in outcomes(mentions)


def test_who_tells_the_news_is_no_person_of_it():
    _, mentions = read(
        "Ana Ruiz, 34, was shot and killed Friday.\n\nLena Falk and Tim Oates contributed to this"
        " report.\n\nReporter Jon Pryce was there."
    )
    assert set(people(mentions)) == {"Ana Ruiz"}


def test_a_child_gets_the_family_name_and_an_officer_the_rank():
    _, mentions = read(
        "Carl Harlow was shot and killed Friday, and his 6-year-old daughter, Emma, was shot and"
        " wounded, police said."
    )
    assert "Emma Harlow" in people(mentions)
    _, mentions = read("Officer Rosa Dunn was shot and critically wounded Friday, police said.")
    found = people(mentions)
    assert found["Rosa Dunn"].descriptor == "Officer"
