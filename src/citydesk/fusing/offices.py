"""What somebody is, by the words that stand beside the name in an account: "Det. Ronan Lisk"."""

from __future__ import annotations

from citydesk.base.names import plain
from citydesk.fusing.words import data

__all__ = ["called_officer", "police_office"]

BESIDE = 40  # characters before and after a name within which its office is told


def police_office(name: str, text: str) -> bool | None:
    """Return whether the words beside a name are those of the police; None where it is absent."""
    start = text.find(name)
    if start < 0:
        return None
    end = start + len(name)
    words = plain(f"{text[max(0, start - BESIDE) : start]} {text[end : end + BESIDE]}").split()
    others, titles = data("words")["other_officials"], data("words")["police_titles"]
    return not set(words) & set(others) and bool(set(words) & set(titles))


def called_officer(name: str, text: str) -> bool:
    """Tell whether a name has a title of the police directly before it."""
    start = text.find(name)
    before = plain(text[max(0, start - BESIDE) : start]).split() if start > 0 else []
    return bool(before) and before[-1] in data("words")["police_titles"]
