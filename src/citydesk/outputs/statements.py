"""Statements as rows: all of them, who said what, and every time expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from citydesk.model import Evidence, Report, Span, Statement, Time
from citydesk.serialize import to_plain
from citydesk.words import iso, value_words


def statement_rows(
    reports: Iterable[Report],
    words: Callable[[Statement], str],
    evidence: Callable[[Statement], Iterable[Evidence]],
) -> Iterator[dict[str, Any]]:
    """Yield every statement with its value, what it rests on and who said it.

    What it rests on are characters of the text, and the cells of a row (`row`, `column`) or the
    seconds of a sound (`sound`, `begins`, `ends`) behind them.
    """
    for report in reports:
        for s in report.statements:
            yield {
                "id": s.id,
                "account": s.account,
                "report": s.report,
                "background": report.background,
                "field": s.field,
                "value": to_plain(s.value),
                "text": value_words(s.value),
                "words": words(s),
                "evidence": [to_plain(each) for each in evidence(s)],
                "speakers": to_plain(s.attribution.speakers),
                "hand": s.attribution.hand,
                "quoted": s.attribution.quoted,
                "certainty": s.certainty,
                "probability": round(s.probability, 4),
                "reader": s.reader,
            }


def attribution_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    """Yield who said which words, at offsets into the account's text."""
    for report in reports:
        for s in report.statements:
            span = s.evidence[0]
            if s.field == "passage" and span.part == "text":
                speaker = s.attribution.speaker
                yield {
                    "account": s.account,
                    "start": span.start,
                    "end": span.end,
                    "speaker": speaker.name,
                    "kind": speaker.kind,
                    "quoted": s.attribution.quoted,
                    "hand": s.attribution.hand,
                    "chain": [each.name for each in s.attribution.speakers],
                    "certainty": s.certainty,
                }


def time_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    """Yield every time expression of the text with its value at its own granularity."""
    for report in reports:
        for s in report.statements:
            span: Span = s.evidence[0]
            if s.field == "expression" and isinstance(s.value, Time) and span.part == "text":
                yield {
                    "account": s.account,
                    "start": span.start,
                    "end": span.end,
                    "value": iso(s.value),
                    "approximate": s.value.approximate,
                    "zone": s.value.zone,
                }
