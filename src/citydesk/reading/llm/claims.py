"""A reply becomes claims: quotes that stand in the account, and parts that stand in the quotes.

A reply is as hostile as the account that it may be steered by: everything in it is checked for its
type and bounded, and what cannot be used is dropped with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from citydesk.model import Account, Certainty, Rejection, Span
from citydesk.reading.evidence import locate, plain
from citydesk.reading.llm.prompt import CERTAINTIES, FIELDS, LABELS, LONGEST, PARTS

__all__ = ["Claim", "NoClaims", "claims_of"]

MOST_CLAIMS = 150
MOST_QUOTES = 3
LONGEST_QUOTE = 500  # characters; more than that is no evidence but a page
SPARE = frozenset({"state", "county", "age", "because"})
"""Parts that a claim can do without: an invented one is dropped alone."""
SHOWN = 200  # characters of dropped words that are kept for a person to look at


class NoClaims(ValueError):
    """A reply is no JSON object with a list of claims."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a model points at. The first of `spans` holds the value's words.

    `parts` says where the named words stand; `label` is of the closed list of the field.
    `order` counts the claims of the same field before this one.
    """

    field: str
    spans: tuple[Span, ...]
    parts: Mapping[str, Span]
    label: str | None = None
    speaker: str | None = None
    certainty: Certainty | None = None
    background: bool = False
    order: int = 0


def claims_of(reply: str, account: Account) -> tuple[list[Claim], list[Rejection]]:
    """Return the claims of a reply that point at words of the account, and what was dropped.

    Only what the model was shown can be quoted. Raises `NoClaims` for a reply that is not of the
    form that was asked for.
    """
    account = replace(account, text=account.text[:LONGEST])
    claims: list[Claim] = []
    dropped: list[Rejection] = []
    told = _listed(reply)
    orders: dict[str, int] = {}
    for number, raw in enumerate(told):
        if number == MOST_CLAIMS:
            reason = f"{len(told) - MOST_CLAIMS} claims more than are looked at"
            dropped.append(_dropped(account, "text", "", reason))
            break
        made = _claim(raw, account, orders, dropped)
        if made is not None:
            orders[made.field] = made.order + 1
            claims.append(made)
    return claims, dropped


def _listed(reply: str) -> list[Any]:
    begin, end = reply.find("{"), reply.rfind("}") + 1  # some put it between words or marks
    try:
        told = json.loads(reply[begin:end] if 0 <= begin < end else reply)
    except (ValueError, RecursionError) as error:
        raise NoClaims("it is no JSON") from error
    claims = told.get("claims") if isinstance(told, dict) else None
    if not isinstance(claims, list):
        raise NoClaims("it holds no list of claims")
    return claims


def _claim(
    raw: Any, account: Account, orders: Mapping[str, int], dropped: list[Rejection]
) -> Claim | None:
    """Return a checked claim, or None; the reasons are added to `dropped`."""
    raw = raw if isinstance(raw, dict) else {}
    name, quotes = _text(raw.get("field")), _texts(raw.get("quotes"))
    words = " … ".join(quotes)
    reason = _refused(name, quotes)
    spans = _located(account, quotes) if reason is None else ()
    if reason is None and not spans:
        reason = "the words are not in the account"
    if reason is not None:
        dropped.append(_dropped(account, name or "text", words, reason))
        return None
    certainty = cast(Certainty, _one_of(raw.get("certainty"), CERTAINTIES))
    told = raw.get("parts")
    told = told if isinstance(told, dict) else {}
    labels = LABELS.get("unknown" if certainty == "unknown" else name, ())
    parts: dict[str, Span] = {}
    for part in (p for p in PARTS if p != "label" and _text(told.get(p))):
        place = _within(account, spans, _text(told[part]))
        if place is not None:
            parts[part] = place
            continue
        reason = f"its {part} is not in the quote"
        dropped.append(_dropped(account, name, _text(told[part]), reason))
        if part not in SPARE:
            return None
    return Claim(
        field=name,
        spans=tuple(dict.fromkeys(spans)),
        parts=parts,
        label=_one_of(told.get("label"), labels),
        speaker=_speaker(raw, account, name, dropped),
        certainty=certainty,
        background=raw.get("background") is True,
        order=orders.get(name, 0),
    )


def _located(account: Account, quotes: Sequence[str]) -> tuple[Span, ...]:
    """Return where the quotes stand, as whole words where they do: "gun" is not in "gunman"."""
    title = Span(start=0, end=len(account.title), part="title")
    whole = (Span(start=0, end=len(account.text)), title)
    found, spans = locate(account, quotes), []
    if not found:
        return ()
    for words, span in zip(quotes, found, strict=True):
        text = account.title if span.part == "title" else account.text
        cut = not _whole(text, span.start, span.end)
        spans.append(_within(account, whole, words) or span if cut else span)
    return tuple(spans)


def _refused(name: str, quotes: Sequence[str]) -> str | None:
    if name not in FIELDS:
        return f"no field is called {name[:40]!r}"
    if not quotes:
        return "no quote"
    if len(quotes) > MOST_QUOTES or any(len(quote) > LONGEST_QUOTE for quote in quotes):
        return "too many words to be evidence"
    return None


def _speaker(
    raw: Mapping[str, Any], account: Account, name: str, dropped: list[Rejection]
) -> str | None:
    """Return the words of who says it; invented ones are dropped, and the sentence decides."""
    words = _text(raw.get("speaker"))
    if not words:
        return None
    spans = locate(account, [words]) if len(words) <= SHOWN else ()
    if spans:
        return " ".join(_slice(account, spans[0]).split())
    if words.casefold() == account.outlet.casefold():
        return words
    dropped.append(_dropped(account, name, words, "the speaker's words are not in the account"))
    return None


def _within(account: Account, spans: Sequence[Span], words: str) -> Span | None:
    """Return where whole words stand within the quotes, or None."""
    wanted = plain(words)[0].strip()
    if not wanted:
        return None
    for span in spans:
        letters, places = plain(_slice(account, span))
        start = letters.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            if _whole(letters, start, end):
                first, last = span.start + places[start], span.start + places[end - 1] + 1
                return Span(start=first, end=last, part=span.part)
            start = letters.find(wanted, start + 1)
    return None


def _whole(letters: str, start: int, end: int) -> bool:
    """Tell whether no word is cut at either end."""
    cut = letters[start].isalnum() and (letters[start - 1] if start else "").isalnum()
    return not cut and not (letters[end - 1].isalnum() and letters[end : end + 1].isalnum())


def _slice(account: Account, span: Span) -> str:
    whole = account.title if span.part == "title" else account.text
    return whole[span.start : span.end]


def _text(value: Any) -> str:
    """Return a string that can be written down: half a surrogate, which JSON can hold, cannot."""
    return value.strip().encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [words for each in listed[: MOST_QUOTES + 1] if (words := _text(each))]


def _one_of(value: Any, known: Sequence[str]) -> str | None:
    return value if isinstance(value, str) and value in known else None


def _dropped(account: Account, name: str, words: str, reason: str) -> Rejection:
    return Rejection(account=account.id, field=name[:40], words=words[:SHOWN], reason=reason)
