"""Where the quotations of a text are, across sentences and, when left open, across paragraphs.

Curly marks pair by their shape, straight ones by the space around them. A quotation that is still
open at the end of its paragraph goes on when the next paragraph opens with a mark again (the
convention of print) and else ends with the paragraph, so that one lost mark cannot swallow a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citydesk.reading.parsed import Sentence

MARK = re.compile(r"[\"“”]|''|``")


def quotations(text: str, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return the offsets of the quotations in one part of an account, marks included.

    `sentences` are that part's; a quotation over several paragraphs comes as one for each.
    """
    found: list[tuple[int, int]] = []
    for start, end in _paragraphs(sentences) if MARK.search(text) else ():
        opened = -1
        for match in MARK.finditer(text, start, end):
            opens = _opens(text, match, start, opened >= 0)
            if opens and opened < 0:
                opened = match.start()
            elif not opens and opened >= 0:
                found.append((opened, match.end()))
                opened = -1
        if opened >= 0:
            found.append((opened, end))
    return found


def _opens(text: str, match: re.Match[str], start: int, inside: bool) -> bool:
    mark = match.group()
    if mark in "“``":
        return True
    if mark == "”":
        return False
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < len(text) else " "
    if before.isspace() or before in "([—–-":
        return not after.isspace() and not inside
    return not inside and not after.isspace() and after.isalnum() and before not in ".,!?"


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    number = -1
    for sentence in sentences:
        if sentence.paragraph == number:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
            number = sentence.paragraph
    return found
