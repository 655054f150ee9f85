"""What is said out loud to be unknown, not released or not confirmed."""

from __future__ import annotations

import pytest

from citydesk.model import Mention, Unknown
from citydesk.reading import things
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account


def find(text: str) -> list[Mention]:
    parsed = parse(account(text))
    return [m for m in things.find(parsed, survey(parsed)) if m.certainty == "unknown"]


@pytest.mark.parametrize(
    ("text", "field", "what", "about"),
    [
        ("The officer's name has not been released.", "name", "not released", "officer"),
        ("Police did not identify the victim.", "name", "not released", "victim"),
        ("A motive is not known.", "motive", "not known", "motive"),
        ("It is unclear what led to the shooting.", "motive", "not known", "what led"),
        ("She would not give a description of the suspect's vehicle.",
         "vehicle", "not released", "suspect's vehicle"),
        ("She would not say how many suspects there were.",
         "suspects", "not released", "suspects"),
        ("Police did not confirm any of these details.",
         "details", "not confirmed", "any of these details"),
        ("The woman's condition was not immediately known.", "condition", "not known", "woman"),
    ],
)  # fmt: skip
def test_not_knowing_is_a_statement(text: str, field: str, what: str, about: str) -> None:
    (mention,) = find(text)
    assert mention.field == field
    assert isinstance(mention.value, Unknown)
    assert (mention.value.what, mention.value.about) == (what, about)


def test_the_reason_is_kept_in_its_words() -> None:
    (mention,) = find("The man's name was not released because his family has yet to be told.")
    assert isinstance(mention.value, Unknown)
    assert mention.value.because == "his family has yet to be told"


def test_a_sentence_that_knows_says_nothing_unknown() -> None:
    assert not find("Police identified the victim as Dara Quill, 23. The motive was jealousy.")
