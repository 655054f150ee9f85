"""The built-in reader, and a reader that only repeats a script, pass the suite for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citydesk.model import Flag, Mention, Text
from citydesk.reading import Reader, read
from citydesk.reading.builtin import TOGETHER, BuiltinReader
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.testing import ReaderSuite, account


class Scripted:
    """A reader that says the same of every account, whether or not its words are there."""

    name = "scripted"

    def __init__(self, *script: Mention) -> None:
        self.script = list(script)

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        for _ in batch:
            yield list(self.script)


class TestBuiltin(ReaderSuite):
    def reader(self) -> Reader:
        return BuiltinReader()


class TestScripted(ReaderSuite):
    def reader(self) -> Reader:
        return Scripted(
            Mention(field="kind", quotes=("shot",), value=Text(text="shooting")),
            Mention(field="kind", quotes=("no such words",), value=Text(text="robbery")),
            Mention(field="returned_fire", quotes=("shot",), value=Text(text="not a flag")),
        )


def test_what_is_not_in_the_account_is_rejected_with_its_words() -> None:
    script = [
        Mention(field="kind", quotes=("a red balloon",), value=Text(text="robbery")),
        Mention(field="returned_fire", quotes=("shot",), value=Text(text="yes")),
        Mention(field="weather", quotes=("shot",), value=Text(text="rain")),
        Mention(field="returned_fire", quotes=("was shot",), value=Flag(yes=False)),
    ]
    (reading,) = read([account("A man was shot on Larch Street.")], Scripted(*script))
    assert [(r.field, r.words, r.reason) for r in reading.rejections] == [
        ("kind", "a red balloon", "the words are not in the account"),
        ("returned_fire", "shot", "the value is a Text, not a Flag"),
        ("weather", "shot", "no field is called 'weather'"),
    ]
    assert [s.field for s in reading.reports[0].statements] == ["returned_fire"]


def test_many_accounts_are_read_like_one_by_one() -> None:
    texts = ReaderSuite.TEXTS * (2 * TOGETHER // len(ReaderSuite.TEXTS) + 1)
    told = [account(text, title="Shots on Larch Street") for text in texts]
    alone = [reading for each in told for reading in read([each])]
    assert list(read(told)) == alone
