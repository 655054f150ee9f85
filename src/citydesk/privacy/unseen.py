"""A name that no reader took up is masked where it may be a child's or an uncharged suspect's.

Where a sentence tells of a minor, or of a suspect and of no arrest or charge, and holds a run of
capitals that looks like a name, is tied to nobody, and is no known place, outlet or official, the
public form of the account leaves the run out until an editor has looked at the incident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citydesk.base.names import plain
from citydesk.model import Person, Place, Reading, Span
from citydesk.privacy.forms import words_of_kind
from citydesk.reading.people.lexicon import lexicon

__all__ = ["NOT_LOOKED_AT", "UNSEEN", "unseen"]

UNSEEN = "not looked at yet"
NOT_LOOKED_AT = f"[name withheld: {UNSEEN}]"
_SENTENCE = re.compile(
    r"[^\n]{1,1200}?(?:(?<![A-Z])(?<!\b[JSDM]r)[.!?][\"”’)]{0,2}(?=\s|\Z)|(?=\n|\Z))"
)
_MINOR = re.compile(
    r"(?i)\b(?:[1-9]|1[0-7])[- ]?(?:year|yr)s?[- ]?olds?\b|\b\d{1,2}[- ]months?[- ]old\b"
    r"|\b(?:boys?|girls?|child|children|juveniles?|toddler|infant|baby|teen(?:s|agers?|aged)?)\b"
    r"|\b(?:minors|a minor)\b|[^\W\d_], (?:[1-9]|1[0-7])(?=,| was\b| and\b|\)|$)"
)
_SUSPECT = re.compile(
    r"(?i)\b(?:suspects?|persons? of interest|wanted|gunm[ae]n|shooter|sought"
    r"|(?:look|search)(?:ing|ed)? for)\b"
)
_ANSWERED = re.compile(
    r"(?i)\b(?:arrest\w{0,3}|charged?|charges|convicted|indicted|sentenced|custody|booked|jailed"
    r"|pleaded|arraigned|dead|died|killed)\b"
)
_NAME = r"[^\W\d_a-z](?:[’'][^\W\d_a-z])?[^\W\d_]*[^\W\dA-Z_](?:[\-’'][^\W\d_]{2,})?"
_RUN = re.compile(
    rf"(?<![\w’'\-])({_NAME}"
    rf"(?:[ \t](?:[A-Z]\.|(?:de|la|del|van|von|bin|al)|[“\"][^”\"\n]{{1,20}}[”\"])){{0,2}}"
    rf"(?:[ \t]{_NAME}){{1,3}})(?![\w\-])"
)
_AGED = re.compile(
    r",? \(?(?:aged? )?(?:[1-9]|1[0-7])(?:-year-old)?(?=[,.;)]| was\b| were\b| and\b|\Z)"
)
_TITLE = re.compile(r"([^\W\d_]+)\.?[ \t]\Z")
_AFTER = re.compile(r"[ \t,]{1,2}([^\W\d_]+)")


def unseen(reading: Reading) -> list[Span]:
    """Return where names stand that nobody took up, in sentences that may be about a child."""
    people, known = _people(reading), _known(reading)
    account = reading.account
    parts = (("title", account.title), ("text", account.text))
    return [
        Span(start=start, end=end, part="title" if part == "title" else "text")
        for part, text in parts
        for start, end in _in_text(text, people, known)
    ]


def _in_text(text: str, people: frozenset[str], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text):
        words = found[0]
        tells = _MINOR.search(words) or (_SUSPECT.search(words) and not _ANSWERED.search(words))
        if tells:
            for run in _RUN.finditer(words):
                if _nobody(words, run, people, known):
                    yield found.start() + run.start(1), found.start() + run.end(1)


def _nobody(
    sentence: str, run: re.Match[str], people: frozenset[str], known: frozenset[str]
) -> bool:
    """Tell whether a run looks like a name and is tied to nothing that is known."""
    words = plain(run[1]).split()
    lists = lexicon()
    if not words or known.intersection(words):
        return False
    if _AGED.match(sentence, run.end()):  # a child's own age, whoever else is called so
        return True
    if words[0] in people:
        return False
    if words[0] not in lists.given or (words[-1] in lists.common and words[-1] not in lists.family):
        return False
    if any(w in lists.places or w in lists.organisations or w in lists.title for w in words):
        return False
    if " ".join(words) in lists.cities or " ".join(words) in lists.states:
        return False
    before = _TITLE.search(sentence[: run.start()])
    if before and (before[1].lower() in lists.title or before[1].lower() + "." in lists.title):
        return False
    after = _AFTER.match(sentence, run.end())
    following = after[1].lower() if after else ""
    return following not in words_of_kind("streets") | words_of_kind("bodies") | lists.title.keys()


def _people(reading: Reading) -> frozenset[str]:
    """Return the words of the names of everybody whom the reading knows."""
    told = [s for report in reading.reports for s in report.statements]
    names = [s.value.name or "" for s in told if isinstance(s.value, Person)]
    names += [each.name for s in told for each in s.attribution.speakers]
    return frozenset(word for name in names for word in plain(name).split())


def _known(reading: Reading) -> frozenset[str]:
    """Return the words of the places and outlets of a reading."""
    return frozenset(w for name in _names(reading) for w in plain(name).split())


def _names(reading: Reading) -> Iterator[str]:
    yield reading.account.outlet
    for report in reading.reports:
        for value in (s.value for s in report.statements):
            if isinstance(value, Place):
                for each in (value.words, value.city, value.county, value.landmark, value.address):
                    yield each or ""
