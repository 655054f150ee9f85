"""The suite that every reader must pass."""

from __future__ import annotations

from citydesk.model import (
    Reading,
    Statement,
    quote,
)
from citydesk.reading import Reader, read
from citydesk.testing.factories import account

__all__ = ["ReaderSuite"]


def _statements(readings: list[Reading]) -> list[Statement]:
    return [s for reading in readings for report in reading.reports for s in report.statements]


class ReaderSuite:
    """What every reader must do: subclass it in a test module and give it `reader`.

    `TEXTS` are accounts that it must survive; add your own. Nothing of it needs more than pytest.
    """

    TEXTS: tuple[str, ...] = (
        "Police said a man was shot about 9 p.m. Friday in the 400 block of Larch Street.",
        "“He ran,” said Ann Lee, a neighbor.\n\nTwo people died, according to the coroner.",
        "",
        " \n\t ",
        "???",
        "said " * 200,
        '" “ ” ' * 60 + "he said",
        "\u202eshot \u0000\ufffd\U0001f694 e\u0301 \u2028 said police." * 5,
        "9" * 5000,
        "La policía dijo que un hombre murió a tiros el viernes en la calle del Alerce. " * 5,
    )

    def reader(self) -> Reader:
        """Return the reader."""
        raise NotImplementedError

    def readings(self, *, batch: int = 1) -> list[Reading]:
        """Return what a fresh reader makes of the texts."""
        told = [account(text, title="Shots on Larch Street") for text in self.TEXTS]
        return list(read(told, self.reader(), batch=batch))

    def test_it_has_a_name(self) -> None:
        """The name goes into every statement."""
        name = self.reader().name
        assert name
        assert {s.reader for s in _statements(self.readings())} <= {name}

    def test_every_account_is_read_in_order(self) -> None:
        """One reading for one account, whatever is in it."""
        assert [r.account.text for r in self.readings()] == list(self.TEXTS)

    def test_the_same_account_gives_the_same_statements(self) -> None:
        """Reading twice adds nothing."""
        assert self.readings() == self.readings()

    def test_a_batch_is_read_like_one_by_one(self) -> None:
        """How many accounts come at once changes nothing."""
        assert self.readings(batch=len(self.TEXTS)) == self.readings(batch=1)
        assert self.readings(batch=3) == self.readings(batch=1)

    def test_every_statement_rests_on_words(self) -> None:
        """A span means at least one character of the account; the outlet speaks last."""
        for reading in self.readings():
            for made in _statements([reading]):
                assert all(quote(reading.account, span) for span in made.evidence)
                assert made.attribution.speakers[-1].name == reading.account.outlet
                assert 0 <= made.probability <= 1

    def test_statements_have_one_report_and_one_id(self) -> None:
        """No id stands twice; report 0 is always there."""
        for reading in self.readings():
            ids = [s.id for s in _statements([reading])]
            assert len(ids) == len(set(ids))
            assert reading.reports[0].id == f"{reading.account.id}#0"
            assert all(s.report == r.id for r in reading.reports for s in r.statements)
