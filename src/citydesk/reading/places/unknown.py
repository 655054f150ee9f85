"""What shows that words are a city's name when the gazetteer cannot tell."""

from __future__ import annotations

from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words


def unknown_end(words: Words, i: int) -> int:
    """Return where a run of up to three capitalised words that may name a city ends."""
    stop, known = lists("streets")["stop"], lists("names")
    last = i
    while last < len(words) and last - i < 3 and words.capital(last):
        low = words.lower[last]
        inner = last > i or low in known["directions"]
        if low in stop or (low in known["not cities"] and not inner):
            break
        last += 1
    return i if last > i and words.lower[last - 1] in known["directions"] else last


def named_like_city(words: Words, first: int, last: int) -> bool:
    """Tell by the words around it whether an unknown name can be a city's."""
    before, after = words.low(first - 1), words.low(last)
    if words.capital(last):
        return False
    if before in {"in", "near", "outside"} and last - first <= 2:
        return True
    if before == "of" and words.low(first - 2) in lists("names")["of"]:
        return True
    if before == "the" and after in {"community", "area"}:
        return True
    if after in {"police", "residents"} and last - first == 1:
        return True
    begins = first == 0 or words.low(first - 1) in {"\n", ")"}
    dashed = after in {"-", "–", "—", "("}
    return begins and dashed and all(words.text[k].isupper() for k in range(first, last))


def looks_like_city(words: Words, first: int, last: int) -> bool:
    """Tell by the words around it whether a name that is also a word means the city."""
    before, after = words.low(first - 1), words.low(last)
    if before in {"in", "near", "outside", "downtown"}:
        return not words.capital(last)
    return after in {"police", "mayor", "fire"} and not words.capital(first - 1)
