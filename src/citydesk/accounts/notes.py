"""What somebody told an editor becomes a draft: their words, who they are, when they said it."""

from __future__ import annotations

import json
from typing import cast, get_args

from citydesk.accounts.draft import Draft
from citydesk.model import Capture, SpeakerKind

__all__ = ["draft_of_note"]


def draft_of_note(capture: Capture) -> Draft:
    """Return what a captured note tells: the speaker stands where others have their outlet."""
    told = json.loads(capture.body)
    voice = told["voice"] if told["voice"] in get_args(SpeakerKind) else "other"
    who = str(told["who"])
    return Draft(
        text=str(told["words"]),
        published=told["at"],
        source=f"told by {who.casefold()}",
        outlet=who,
        kind="tip",
        voice=cast("SpeakerKind", voice),
    )
