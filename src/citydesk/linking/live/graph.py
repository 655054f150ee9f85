"""What live linking needs of whoever keeps a desk: profiles, keys, matches, decisions, partitions.

`citydesk.store.Store` has all of it, and documents each of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from citydesk.model import Account, Comparison, Partition, Report

__all__ = ["Graph"]


class Graph(Protocol):
    """Keeps what reports bring to comparisons, and what came of them."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing."""
        ...

    def account(self, account: str) -> Account:
        """Return an account by its id."""
        ...

    def reports(self, reports: Sequence[str]) -> list[Report]:
        """Return reports by their ids."""
        ...

    def bare_reports(self, reports: Iterable[str]) -> list[Report]:
        """Return reports without their statements."""
        ...

    def put_side(self, report: str, sketch: bytes, side: str) -> None:
        """Keep the row and the profile of a report."""
        ...

    def sketches(self, reports: Iterable[str]) -> dict[str, bytes]:
        """Return the rows of reports."""
        ...

    def sides(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the profiles of reports."""
        ...

    def put_keys(self, report: str, keys: Iterable[str], *, crowd: int) -> None:
        """Keep the blocking keys of a report."""
        ...

    def drop_alike(self, report: str, *, leaders: int) -> list[str]:
        """Let a report belong to no group; return whose keys are to be kept now, to be compared."""
        ...

    def echoes(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the echoes of the groups that these reports are in, each with the first of it."""
        ...

    def candidates(self, report: str, *, crowd: int) -> list[str]:
        """Return the compared reports that share a live key."""
        ...

    def put_comparisons(self, report: str, comparisons: Iterable[Comparison]) -> None:
        """Keep the scores of what a report was weighed against."""
        ...

    def matches(self, report: str) -> list[tuple[str, float]]:
        """Return what fits a report, with the score."""
        ...

    def with_matches(self, reports: Iterable[str], *, above: float, least: int) -> list[str]:
        """Return which of these reports have so many matches above a score."""
        ...

    def close_pairs(self, reports: Iterable[str]) -> list[tuple[str, str, float]]:
        """Return the comparisons between these reports."""
        ...

    def bound(self, report: str) -> list[str]:
        """Return the compared reports that an editor holds to this one."""
        ...

    def bound_pairs(self, reports: Iterable[str]) -> list[tuple[str, str]]:
        """Return which of these reports an editor holds together."""
        ...

    def partitions(self, reports: Iterable[str]) -> list[Partition]:
        """Return the partitions that these reports are in, as far as they are known."""
        ...

    def put_partitions(self, gone: Iterable[Partition], made: Iterable[Partition]) -> None:
        """Replace partitions by others."""
        ...

    def put_scores(self, partition: Partition) -> None:
        """Keep the scores of a partition that is there already."""
        ...

    def unplaced(self) -> list[str]:
        """Return the compared reports whose partition is not known."""
        ...
