"""Statements as rows: all of them, who said what, and every time expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from citydesk.model import Report, Span, Time
from citydesk.outputs.values import time_text


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
                    "value": time_text(s.value),
                    "approximate": s.value.approximate,
                    "zone": s.value.zone,
                }
