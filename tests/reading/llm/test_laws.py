"""Whatever a model replies: its mentions rest on words, and only a wrong form is refused."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk.fields import VALUE_TYPES
from citydesk.model import Unknown, quote
from citydesk.reading.context import survey
from citydesk.reading.llm import parse
from citydesk.reading.llm.claims import NoClaims
from citydesk.reading.llm.prompt import CERTAINTIES, FIELDS, LABELS, PARTS
from citydesk.reading.parsed import parse as split
from citydesk.reading.solid import solidify
from citydesk.testing import account

TOLD = account(
    "Two men were shot about 9:40 p.m. Friday in the 400 block of Larch Street in Topeka, Kansas.\n"
    "Odell Brannick, 34, died at Kaw Valley Hospital, Chief Mara Quill said. A red Ford was seen. "
    "The name of a 19-year-old woman who was wounded was not released. No arrests were made.",
    title="One dead, two shot with a rifle",
)
WORDS = TOLD.text.split()
PARSED = split(TOLD)
CONTEXT = survey(PARSED)


@st.composite
def runs(draw: st.DrawFn) -> str:
    first = draw(st.integers(0, len(WORDS) - 1))
    return " ".join(WORDS[first : first + draw(st.integers(1, 12))])


words = runs() | st.text(max_size=20)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
labels = st.sampled_from(sorted({label for known in LABELS.values() for label in known}))
claims = st.fixed_dictionaries(
    {"field": st.sampled_from(FIELDS) | junk, "quotes": st.lists(runs(), max_size=3) | junk},
    optional={
        "parts": st.dictionaries(st.sampled_from(PARTS), words | labels, max_size=3) | junk,
        "speaker": words | junk,
        "certainty": st.sampled_from(CERTAINTIES) | junk,
        "background": st.booleans() | junk,
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(claims | junk, max_size=4))
def test_every_mention_rests_on_words(told: list[Any]) -> None:
    made = parse(json.dumps({"claims": told}), PARSED, CONTEXT)
    for mention in made.mentions:
        assert mention.spans
        assert all(quote(TOLD, span) for span in mention.spans)
        assert isinstance(mention.value, (VALUE_TYPES[mention.field], Unknown))
    reading = solidify(TOLD, made.mentions, CONTEXT, reader="llm", parsed=PARSED)
    assert not reading.rejections
    assert not reading.reports[0].background
    json.dumps([d.words for d in made.dropped]).encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text() | junk.map(json.dumps))
def test_a_reply_is_read_or_refused(reply: str) -> None:
    try:
        parse(reply, PARSED, CONTEXT)
    except NoClaims:
        return
