"""What somebody told an editor becomes a draft: their words, who they are, when they said it.

So does a value that an editor sets on somebody's word: one line of text a cell, as a row's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from citydesk.accounts.draft import Draft
from citydesk.accounts.structured import written
from citydesk.base.identity import content_id
from citydesk.model import Capture, Part, SpeakerKind

__all__ = ["draft_of_note", "draft_of_value"]

BY_HAND = "by-hand"


def draft_of_note(capture: Capture) -> Draft:
    """Return what a captured note tells: the speaker stands where others have their outlet."""
    told = json.loads(capture.body)
    who = str(told["who"])
    return Draft(
        text=str(told["words"]),
        published=told["at"],
        source=f"told by {who.casefold()}",
        outlet=who,
        kind="tip",
        voice=_voice(told),
    )


def draft_of_value(capture: Capture) -> Draft:
    """Return what a captured value tells: its cells, and who is the source of it."""
    told = json.loads(capture.body)
    cells = {str(name): str(value) for name, value in told["cells"].items() if value}
    text, stretches = written(cells)
    who = str(told["who"])
    return Draft(
        id=f"{BY_HAND}:{content_id(told)}",
        text=text,
        published=told["at"],
        source=f"told by {who.casefold()}",
        outlet=who,
        kind="tip",
        voice=_voice(told),
        parts=(Part(kind="row", name=BY_HAND, stretches=stretches),),
    )


def _voice(told: Mapping[str, Any]) -> SpeakerKind:
    voice = told["voice"] if told["voice"] in get_args(SpeakerKind) else "other"
    return cast("SpeakerKind", voice)
