"""The suite that every source must pass, whatever its accounts are made of: words, rows, sound."""

from __future__ import annotations

from pathlib import Path

from citydesk.base.geometry import cell_value, evidence_of, shown, source_of
from citydesk.flow import pipeline
from citydesk.model import Capture, Cell, Clip, Reading, Statement, quote
from citydesk.sources import Tables, collect
from citydesk.store import SqliteStore

__all__ = ["SourceSuite"]


def _statements(reading: Reading) -> list[Statement]:
    return [s for report in reading.reports for s in report.statements]


class SourceSuite:
    """What every source must do: subclass it in a test module and give it `targets`.

    `tables` are the mappings by which its rows are read. Nothing of it needs more than pytest.
    """

    def targets(self, folder: Path) -> list[str]:
        """Write what the source brings into a folder; return what `citydesk add` is given."""
        raise NotImplementedError

    def tables(self) -> Tables | None:
        """Return the mappings that rows are read by, None for those that ship."""
        return None

    def how(self) -> pipeline.How:
        """Return how it is added."""
        tables = self.tables()
        return pipeline.How(tables=tables) if tables else pipeline.How()

    def readings(self, folder: Path) -> list[Reading]:
        """Return what a fresh desk makes of what the source brings."""
        with SqliteStore(":memory:") as store:
            pipeline.add(store, self.targets(folder), self.how())
            return [store.reading(account.id) for account in store.accounts()]

    def test_everything_becomes_an_account(self, tmp_path: Path) -> None:
        """Nothing fails, nothing is lost, and no two captures become one account."""
        tables = self.tables()
        items = list(collect(self.targets(tmp_path), tables=tables))
        assert items
        assert all(isinstance(item, Capture) for item in items)
        with SqliteStore(":memory:") as store:
            done = pipeline.add(store, self.targets(tmp_path), self.how())
            assert (done.failed, done.added) == (0, len({item.id for item in items}))  # type: ignore[union-attr]

    def test_the_same_thing_twice_adds_nothing(self, tmp_path: Path) -> None:
        """Ids are made from content: a feed may be read again and again."""
        with SqliteStore(":memory:") as store:
            pipeline.add(store, self.targets(tmp_path), self.how())
            before = [store.record(incident.id) for incident in store.incidents()]
            again = pipeline.add(store, self.targets(tmp_path), self.how())
            assert again.added == 0
            assert [store.record(incident.id) for incident in store.incidents()] == before

    def test_it_is_read_alike_each_time(self, tmp_path: Path) -> None:
        """The same bytes give the same statements with the same ids."""
        assert self.readings(tmp_path) == self.readings(tmp_path)

    def test_what_is_quoted_is_there(self, tmp_path: Path) -> None:
        """Characters, cells and seconds all lead back to words of the account."""
        for reading in self.readings(tmp_path):
            account = reading.account
            for made in _statements(reading):
                assert all(quote(account, span) for span in made.evidence)
                assert all(shown(account, each) for each in evidence_of(account, made))

    def test_parts_lie_within_the_text(self, tmp_path: Path) -> None:
        """Stretches of a part follow one another; a cell holds its slice, a clip its seconds."""
        for reading in self.readings(tmp_path):
            account = reading.account
            for part in account.parts:
                bounds = [(each.start, each.end) for each in part.stretches]
                assert bounds == sorted(bounds)
                assert all(0 <= start <= end <= len(account.text) for start, end in bounds)
                for each in part.stretches:
                    if each.cell is not None:
                        cell = Cell(row=part.name, column=each.cell)
                        assert cell_value(account, cell) == account.text[each.start : each.end]
                    if each.begins is not None and each.ends is not None:
                        assert 0 <= each.begins <= each.ends

    def test_a_statement_speaks_with_its_sources_voice(self, tmp_path: Path) -> None:
        """The last of those who speak is the outlet, as what the account says that it is."""
        for reading in self.readings(tmp_path):
            for made in _statements(reading):
                last = made.attribution.speakers[-1]
                assert (last.name, last.kind) == (reading.account.outlet, reading.account.voice)

    def test_seconds_are_those_of_one_recording(self, tmp_path: Path) -> None:
        """What rests on a sound rests on a sound that the account has."""
        for reading in self.readings(tmp_path):
            sounds = {part.name for part in reading.account.parts if part.kind == "sound"}
            for made in _statements(reading):
                clips = (c for span in made.evidence for c in source_of(reading.account, span))
                assert {clip.sound for clip in clips if isinstance(clip, Clip)} <= sounds
