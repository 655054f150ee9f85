"""Voices on the terminal: the words in their sentence, then who says so, one line each."""

from __future__ import annotations

from rich.text import Text

from citydesk.base.clean import clean
from citydesk.base.quoting import shortened
from citydesk.cli.terminal import text
from citydesk.views.voices import Chorus, Voice

__all__ = ["lines"]

_EDGE = 40  # characters of the sentence on either side of the words
_QUOTE = "italic"


def lines(chorus: Chorus, most: int = 2) -> list[Text]:
    """Return a line for each of the best placed voices, then how many more and who copied them."""
    rest = [f"and {len(chorus.voices) - most} more"] if len(chorus.voices) > most else []
    rest += [f"also carried by {', '.join(chorus.copies)}"] if chorus.copies else []
    heard = [_line(voice) for voice in chorus.voices[:most]]
    return [*heard, text("; ".join(rest), "dim")] if rest else heard


def _line(voice: Voice) -> Text:
    out = Text("“", "dim")
    out.append(clean(shortened(voice.before, _EDGE, left=True)), f"dim {_QUOTE}")
    out.append(clean(voice.words), _QUOTE)
    out.append(clean(shortened(voice.after, _EDGE, left=False)), f"dim {_QUOTE}")
    out.append("” — ", "dim")
    out.append_text(text(voice.said))
    if voice.certainty not in ("asserted", "unknown"):
        out.append(f" [{voice.certainty}]", "yellow")
    if voice.party:
        out.append(" [a party to the incident]", "yellow")
    return out
