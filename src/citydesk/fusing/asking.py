"""What is said to be unknown becomes a question as an editor would write it.

"What is the officer's name? Not released, per KXTO, because “her family is being told”. Others
report: …". The words of the reason are the account's own and stand in quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.fields import field_of
from citydesk.fusing.reasons import per, teller
from citydesk.fusing.testimony import STANDING, Testimony
from citydesk.fusing.words import data
from citydesk.model import Unknown
from citydesk.words import capital, joined, under_heading

__all__ = ["heard_beside", "question_text"]

MOST = 3
GIVEN = ("because", "until", "while", "pending", "as ", "since", "to ", "for ", "due to")
"""How a reason may begin that needs no "because" before it."""


def question_text(field: str, asked: Sequence[Testimony], beside: Sequence[Testimony] = ()) -> str:
    """Return the question, what was said of it by whom, and what others tell beside it."""
    first = _spokesman(asked)
    unknown = _unknown(first)
    same = [t for t in asked if _unknown(t).what == unknown.what and t is not first]
    tellers = list(dict.fromkeys(per(t) for t in (first, *same)))
    text = f"{_asks(field, unknown.about)} {capital(unknown.what)}, {tellers[0]}"
    if unknown.because:
        text += f", {_because(unknown.because)}"
    if tellers[1:]:
        text += f"; also {joined(tellers[1:MOST])}"
    if beside:
        text += f". {heard_beside(field, beside)}"
    return text


def heard_beside(field: str, told: Sequence[Testimony]) -> str:
    """Return what other accounts tell beside it: "Others report: black vehicle (The Post)"."""
    found: dict[str, list[str]] = {}
    for each in told:
        names = found.setdefault(under_heading(each.value), [])
        if teller(each) not in names:
            names.append(teller(each))
    values = [f"{words} ({'; '.join(names[:MOST])})" for words, names in found.items()]
    return f"Others report: {'; '.join(values)}"


def _spokesman(asked: Sequence[Testimony]) -> Testimony:
    """Return who says it best: with a reason, then the best placed, then the first."""
    return max(
        asked,
        key=lambda t: (
            bool(_unknown(t).because),
            STANDING[t.statement.attribution.speaker.kind],
        ),
    )


def _asks(field: str, about: str) -> str:
    """Return the question that the words "unknown" answer: whose name, how many, which vehicle."""
    asked = field_of(field)
    subject = about.strip() or asked.subject
    several = subject.lower().endswith("s") and asked.several
    return (several or asked.question).format(
        subject=_the(subject), whose=_whose(subject), plain=subject
    )


def _the(subject: str) -> str:
    first = subject.split(" ")[0].lower() if subject else ""
    named = subject[:1].isupper() and subject.lower() not in data("questions")["common"]
    if named or first in data("questions")["determiners"]:
        return subject
    return f"the {subject[:1].lower()}{subject[1:]}"


def _whose(subject: str) -> str:
    told = _the(subject)
    return f"{told}’" if told.endswith("s") else f"{told}’s"


def _because(reason: str) -> str:
    if reason.lower().startswith(GIVEN):
        return f"“{reason}”"
    return f"because “{reason}”"


def _unknown(told: Testimony) -> Unknown:
    if not isinstance(told.value, Unknown):
        raise TypeError(f"{told.id} does not say that something is unknown")
    return told.value
