"""Whom the story itself makes the one who did it, where the weights saw only somebody hurt.

Records file whoever police shot, an intruder shot by the owner, and whoever killed others and then
himself, as the suspect. All are told in so many words ("shot by a deputy", "killed his wife before
turning the gun on himself"), yet beside the name often stands only the death, as with a victim's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citydesk.model import Role
from citydesk.reading.people.ages.told import age_of
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page, sentence_of
from citydesk.reading.people.lexicon import lexicon

LEAD = 110
"""Words at the beginning of a text that say what happened."""
SUSPECTED = 0.6
GROWN = 15
DOUBTLESS = 0.7  # log odds from which a given name leaves no doubt of "he" or "she"
POLICE = frozenset({"police", "command"})
_COP = r"(?:police|officers?|deput(?:y|ies)|troopers?|cops?)"
_WHOM = r"(?:an?|the|him|her|man|woman|teen|suspect|gunman|armed|\d\d-year-old)"
BY_POLICE = re.compile(
    rf"\b(?:shot|killed|wounded)(?: (?:and|to|dead|killed|wounded|death|fatally)){{0,2}} by "
    rf"(?:[\w'-]+ ){{0,4}}{_COP}\b"
    rf"|\b{_COP} (?:fatally |then )?(?:shoots?|shot|kills?|killed|wounds?|wounded)"
    rf"(?: and (?:killed|wounded))? {_WHOM}\b"
    rf"|(?:officer|police|deputy|trooper)[ -]involved shooting"
    rf"|\b{_COP} (?:wound|(?:returned|opened) fire|fired (?:back|once|twice|several|at))\b"
    rf"|\bbefore (?:\w+ ){{0,3}}{_COP} (?:fatally )?(?:shot|killed) |\bkilled by return fire\b"
)
_THIEF = r"(?:intruder|burglar|robber|carjacker|attacker|assailant)"
IN_SELF_DEFENCE = re.compile(
    rf"\b(?:shot|shoots?|kill(?:s|ed)|wound(?:s|ed))"
    rf" (?:(?:and (?:killed|wounded)|an?|the|alleged|armed|suspected|would-be) ){{0,4}}{_THIEF}\b"
    rf"|\b{_THIEF} (?:(?:was|is) (?:fatally )?(?:shot|killed|wounded)"
    rf"|(?:fatally )?(?:shot|killed|wounded)(?: and killed)? by|dead|dies|died)\b"
)
OWN_LIFE = re.compile(
    r"\b(?:shot|shoots?|shooting|kill(?:s|ed|ing)|wounded|wounds)"
    r" (?!himself|herself|and|at|in|by|after|ends|spree|that)[a-z\d][^.:]{1,90}"
    r" (?:on|kill(?:s|ed|ing)|sh(?:ot|oots?|ooting)|and|then|,|before|t(?:ook|ak(?:es|ing)))"
    r" (?:(?P<he>himself|his own life)|(?P<she>herself|her own life))\b"
)
OWN_HAND = re.compile(
    r"\bself-inflicted\b|\b(?:on|kill(?:s|ed)|shot|shoots|and|then) (?:him|her)self\b"
    r"|\b(?:his|her) own life\b|\b(?:died|dies) by suicide\b"
)


def with_shooters(page: Page, roles: Sequence[tuple[Role, float]]) -> list[tuple[Role, float]]:
    """Return the roles, the shooter's put right where no other suspect is named."""
    found = list(roles)
    if any(role == "suspect" for role, _ in found):
        return found
    hurt = [
        i
        for i, (person, (role, _)) in enumerate(zip(page.people, found, strict=True))
        if role == "victim" and POLICE.isdisjoint(n.title for n in (*person.full, *person.short))
    ]
    lead = " ".join([*page.title.low[:LEAD], ".", *page.text.low[:LEAD]]) if hurt else ""
    did_it = [i for i in hurt if _killed_himself(page.people[i], page, lead)]
    if len(did_it) > 1:
        did_it = [i for i in did_it if _by_own_hand(page.people[i], page)]
    if not did_it and len(hurt) == 1 and (BY_POLICE.search(lead) or IN_SELF_DEFENCE.search(lead)):
        did_it = hurt
    if len(did_it) == 1:
        found[did_it[0]] = ("suspect", SUSPECTED)
    return found


def _by_own_hand(person: Someone, page: Page) -> bool:
    """Tell whether a sentence that names somebody in full tells of a death by one's own hand."""
    for name in person.full:
        begin, end = sentence_of(name.words.plain, name.first, name.last)
        if OWN_HAND.search(" ".join(name.words.low[begin:end])):
            return True
    return False


def _killed_himself(person: Someone, page: Page, lead: str) -> bool:
    """Tell whether a grown person can be the "he" or "she" who killed others and then himself."""
    told = OWN_LIFE.search(lead)
    age = age_of(person, page)
    if told is None or "accident" in lead or (age is not None and age.years < GROWN):
        return False
    gender = lexicon().given.get(person.best.parts[0].lower(), 0.0)
    return gender <= -DOUBTLESS if told["he"] else gender >= DOUBTLESS
