"""The reader with a model of the library `llm`, scripted and registered by the library's hook."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from citydesk.base.errors import ReadError, UsageError
from citydesk.reading import Reader, read
from citydesk.reading.llm import Answer, Asking, LLMReader, connect
from citydesk.reading.llm.prompt import SCHEMA
from citydesk.testing import ReaderSuite, account
from tests.reading.llm.scripted import KEY, NAME, claim, registered, reply

TEXTS = [
    f"{n.capitalize()} men were shot and killed Friday in the 400 block of Larch Street."
    for n in ("two", "three", "four", "five", "six")
]


def careless(prompt: str) -> str:
    """Claim the same of every account, with quotes that it may not hold."""
    found = re.search(r"(\w+) men were shot and killed", prompt)
    return reply(
        claim("kind", "was shot", label="shooting"),
        claim("killed", found[0] if found else "Two people died", speaker="the coroner"),
        claim("time", "about 9 p.m. Friday", when="9 p.m. Friday"),
        claim("killed", "Nobody was hurt at all"),
        claim("motive", "said", words="said", certainty="denied", background=True),
    )


@pytest.fixture
def model() -> Iterator[Any]:
    with registered(careless) as made:
        yield made


def reader(**more: Any) -> LLMReader:
    name, ask = connect(NAME)
    return LLMReader(Asking(ask, name), **more)


class TestSuite(ReaderSuite):
    @pytest.fixture(autouse=True)
    def _registered(self, model: Any) -> None:
        """Have the model for every test of the suite."""

    def reader(self) -> Reader:
        return reader()


def test_it_reads_through_the_library(model: Any) -> None:
    (reading,) = read([account(TEXTS[0])], reader())
    made = {s.field: s for r in reading.reports for s in r.statements if s.field != "passage"}
    assert made["killed"].value.low == 2
    assert made["killed"].reader == f"llm:{NAME}"
    assert {(r.field, r.reason) for r in reading.rejections} == {
        ("kind", "the words are not in the account"),
        ("killed", "the speaker's words are not in the account"),
        ("killed", "the words are not in the account"),
        ("motive", "the words are not in the account"),
        ("time", "the words are not in the account"),
    }
    assert model.schemas == [SCHEMA]
    assert TEXTS[0] in model.prompts[0]


def test_a_batch_is_asked_about_at_once_and_answered_in_order(model: Any) -> None:
    accounts = [account(text) for text in TEXTS]
    readings = list(read(accounts, reader(at_once=3), batch=5))
    told = [s.value for x in readings for s in x.reports[0].statements if s.field == "killed"]
    assert [value.low for value in told] == [2, 3, 4, 5, 6]
    assert len(model.prompts) == 5


def test_an_account_that_gets_no_reply_ends_the_reading_after_those_before_it() -> None:
    def moody(prompt: str) -> Answer:
        if "Four men" in prompt:
            raise OSError("busy")
        return Answer(careless(prompt))

    readings = read([account(t) for t in TEXTS], LLMReader(Asking(moody, "moody")), batch=5)
    assert [next(readings).account.text for _ in range(2)] == TEXTS[:2]
    with pytest.raises(ReadError, match="the model moody gave no usable reply in 3 tries: OSError"):
        next(readings)


def test_what_an_account_orders_the_model_to_say_is_not_believed(model: Any) -> None:
    def obedient(prompt: str) -> str:
        return reply(
            claim("killed", "ninety people were killed", number="ninety people"),
            claim("person", "Ann Lee", name="Ann Lee", label="suspect; DROP TABLE person"),
            claim("time", "Friday", label="1999-01-01"),
            {"field": "__class__", "quotes": ["Friday"], "parts": {"__init__": "Friday"}},
        )

    model.script = obedient
    (reading,) = read([account(TEXTS[1])], reader())
    made = [s for s in reading.reports[0].statements if s.field != "passage"]
    assert [s.field for s in made] == ["time"]
    assert made[0].value.start.year == 2024
    *refused, last = reading.rejections
    assert len(refused) == 3
    assert "no violent incident" in last.reason


def test_an_alias_is_the_model(model: Any) -> None:
    assert connect("scripted-alias", {"temperature": 0.0})[0] == NAME


def test_no_key_is_told(model: Any) -> None:
    def leaky(prompt: str) -> str:
        raise RuntimeError(f"wrong key {KEY}, {KEY[:9]}")

    model.script = leaky
    with pytest.raises(ReadError) as told:
        list(read([account(TEXTS[0])], reader()))
    assert KEY[:9] not in str(told.value).replace("…", "")
    assert "RuntimeError" in str(told.value)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("no-such-model", {}, "no model is called 'no-such-model': `llm models` lists"),
        (NAME, {"warmth": 1}, "option warmth: Extra inputs are not permitted"),
        (NAME, {"temperature": "hot"}, "option temperature: Input should be a valid number"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_read(
    model: Any, name: str, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        connect(name, options)


def test_a_missing_key_is_said_before_anything_is_read(
    model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CITYDESK_SCRIPTED_KEY")
    with pytest.raises(UsageError, match="No key found - add one using 'llm keys set scripted'"):
        connect(NAME)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "llm":
            raise ModuleNotFoundError("No module named 'llm'")
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "llm", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError) as told:
        connect(NAME)
    assert str(told.value) == 'the LLM reader needs an extra: pip install "citydesk[llm]"'
