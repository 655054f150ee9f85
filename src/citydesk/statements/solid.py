"""Mentions become statements, in the same steps for every reader, or are rejected with the reason.

find the words → attribute → resolve the value → sort into reports
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from citydesk.identity import content_id
from citydesk.model import (
    Account,
    Attribution,
    Mention,
    Reading,
    Rejection,
    Report,
    Span,
    Speaker,
    Statement,
)
from citydesk.statements.context import Context, Said


def solidify(
    account: Account, mentions: Sequence[Mention], context: Context, *, reader: str
) -> Reading:
    """Make statements of the mentions whose words are found, sorted into reports."""
    made: dict[int, dict[str, Statement]] = defaultdict(dict)
    background: set[int] = set()
    rejections: list[Rejection] = []
    for mention in mentions:
        spans = mention.spans or locate(account, mention.quotes)
        if not spans or mention.value is None or not all(_inside(account, s) for s in spans):
            words = " … ".join(mention.quotes)
            rejections.append(
                Rejection(
                    account=account.id,
                    field=mention.field,
                    words=words,
                    reason="the words are not in the account" if not spans else "no value",
                )
            )
            continue
        said = speaker_of(context.said, spans[0])
        attribution = said.attribution if said else own_words(account)
        certainty = mention.certainty or (said.certainty if said else "asserted")
        content = (account.id, mention.report, mention.field, mention.value, spans, certainty)
        statement = Statement(
            id=content_id(*content, attribution),
            account=account.id,
            report=f"{account.id}#{mention.report}",
            field=mention.field,
            value=mention.value,
            evidence=spans,
            attribution=attribution,
            certainty=certainty,
            probability=mention.probability,
            reader=reader,
        )
        made[mention.report][statement.id] = statement
        if mention.background:
            background.add(mention.report)
    made.setdefault(0, {})
    reports = tuple(
        Report(
            id=f"{account.id}#{number}",
            account=account.id,
            source=account.source,
            published=account.published,
            statements=tuple(made[number].values()),
            background=number in background,
        )
        for number in sorted(made)
    )
    return Reading(account=account, reports=reports, rejections=tuple(rejections))


def locate(account: Account, quotes: Sequence[str]) -> tuple[Span, ...]:
    """Return where all the quotes stand in the account's text; nothing if one does not."""
    starts = [account.text.find(q) if q else -1 for q in quotes]
    if any(start < 0 for start in starts):
        return ()
    pairs = zip(starts, quotes, strict=True)
    return tuple(Span(start=start, end=start + len(q)) for start, q in pairs)


def speaker_of(said: Sequence[Said], span: Span) -> Said | None:
    """Return the narrowest passage that holds the beginning of a span."""
    holding = [
        s for s in said if s.span.part == span.part and s.span.start <= span.start < s.span.end
    ]
    return min(holding, key=lambda s: s.span.end - s.span.start, default=None)


def own_words(account: Account) -> Attribution:
    """Return the attribution of words that the outlet says itself."""
    return Attribution(speakers=(Speaker(name=account.outlet, kind="media"),))


def _inside(account: Account, span: Span) -> bool:
    length = len(account.title if span.part == "title" else account.text)
    return 0 <= span.start < span.end <= length
