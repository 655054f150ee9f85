"""Deaths that are not told right beside a name: in the next sentence, or of the one who fired.

"… shot Ann Lee. She died there." tells of whoever was named last; "the gunman, Bo Orr, was found
dead" tells a suspect's own death, where "charged with killing" tells another's.
"""

from __future__ import annotations

from collections.abc import Iterable

from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page, sentence_of
from citydesk.reading.people.name import Name
from citydesk.reading.people.outcomes import BEING, Told, clause

SELVES = frozenset({"himself", "herself"})
OWN = frozenset({"died", "dies", "dead", "deceased"})


def death_after(person: Someone, page: Page, *, by_own_hand: bool = False) -> Told | None:
    """Return the death that the sentence after one of a person's names tells of "he" or "she".

    With `by_own_hand`, only behind a sentence that says "himself" or "herself".
    """
    for name in (*person.full, *person.short):
        if name.words is page.title:
            continue
        plain = name.words.plain
        begin, end = sentence_of(plain, name.first, name.last)
        if by_own_hand and SELVES.isdisjoint(plain[begin:end]):
            continue
        if plain[end + 1 : end + 2] not in (["he"], ["she"]) or _another(name, page, end):
            continue
        told = clause(name, plain, end + 2, sentence_of(plain, end + 1, end + 2)[1])
        dead = next((one for one in told if one.form == "kill" and not one.active), None)
        if dead is not None:
            return dead
    return None


def own_death(told: Iterable[Told], page: Page) -> Told | None:
    """Return a cue that a suspect died, and not that somebody died by him."""
    return next((one for one in told if one.form == "kill" and _is_own(one, page)), None)


def _another(name: Name, page: Page, end: int) -> bool:
    """Tell whether somebody else is named between a name and the end of its sentence."""
    here = (n for someone in page.people for n in (*someone.full, *someone.short))
    return any(n.words is name.words and name.last <= n.first < end for n in here)


def _is_own(one: Told, page: Page) -> bool:
    plain = one.name.words.plain
    end = sentence_of(plain, one.name.first, one.name.last)[1]
    if one.active or not one.name.last <= one.at < end:
        return False
    if plain[one.at] in OWN:
        return True
    return plain[one.at] == "killed" and plain[one.at - 1] in BEING
