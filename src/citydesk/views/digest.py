"""What we know, what is disputed, what we do not know: a record as text to paste elsewhere.

Every line carries who says so. The same lines become plain text, Markdown or HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from citydesk.flow.typed import zone_of
from citydesk.privacy.door import Seen
from citydesk.views.accounts import accounts
from citydesk.views.facts import Dispute, Fact, disputes, facts
from citydesk.views.open_ends import OpenEnd, open_ends
from citydesk.views.people import Someone, people
from citydesk.views.voices import Chorus
from citydesk.words import counted, moment_words

__all__ = ["Digest", "Form", "digest", "written"]

_MOST = 3  # voices that one line names
_KNOWN = frozenset({"settled", "single-source", "contested"})
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~])")


class Form(StrEnum):
    """How the lines are written."""

    text = "text"
    markdown = "markdown"
    html = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A headline, one line that says as of when, and sections of lines."""

    headline: str
    stamp: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def digest(seen: Seen) -> Digest:
    """Return a record's lines, each with its attribution."""
    open_ones = [each for each in open_ends(seen) if not each.answered]
    sections = (
        ("What we know", tuple(_known(seen))),
        ("People", tuple(_people(seen))),
        ("What is disputed", tuple(_disputed(each) for each in disputes(seen))),
        ("What we don’t know", tuple(_open(each) for each in open_ones)),
        ("Sources", tuple(_sources(seen))),
    )
    record = seen.record
    return Digest(
        headline=record.headline or "An incident without a headline",
        stamp=_stamp(seen),
        sections=tuple((title, lines) for title, lines in sections if lines),
    )


def written(made: Digest, form: Form) -> str:
    """Return a digest as text in a form; it ends with a line break."""
    match form:
        case Form.html:
            return _html(made)
        case Form.markdown:
            return _markdown(made)
        case _:
            return _text(made)


def _stamp(seen: Seen) -> str:
    record = seen.record
    told = len({t.account for t in record.tellings})
    if record.as_of:
        then = record.as_of.astimezone(zone_of(record))
        return f"As of {moment_words(then)} {then:%Z}, from {counted(told, 'account')}"
    return f"From {counted(told, 'account')}"


def _known(seen: Seen) -> Iterator[str]:
    for fact in facts(seen):
        if fact.status in _KNOWN and not fact.silent and not fact.disputed:
            yield f"{fact.label}: {fact.value}{_by(fact)}"


def _by(fact: Fact) -> str:
    who = _who(fact.chorus)
    return f" ({fact.standing}: {who})" if who else f" ({fact.standing})"


def _who(chorus: Chorus) -> str:
    said = list(dict.fromkeys(voice.said for voice in chorus.voices))
    more = f" and {len(said) - _MOST} more" if len(said) > _MOST else ""
    return "; ".join(said[:_MOST]) + more


def _people(seen: Seen) -> Iterator[str]:
    for group in people(seen):
        for each in () if group.brief else group.people:
            if not each.unsure:
                yield f"{group.title}: {_person(each)}"


def _person(someone: Someone) -> str:
    about = ", ".join(part for part in (someone.name, someone.about, someone.now) if part)
    who = _who(someone.chorus)
    return f"{about} ({who})" if who else about


def _disputed(dispute: Dispute) -> str:
    sides = [(dispute.preferred.value, dispute.preferred.chorus, "best supported")]
    sides += [(other.value, other.chorus, other.relation) for other in dispute.others]
    told = (f"{value} ({stands}: {_who(chorus)})" for value, chorus, stands in sides)
    return f"{dispute.label}: {' — '.join(told)}"


def _open(question: OpenEnd) -> str:
    who = _who(question.chorus)
    return (
        f"{question.text} {question.note[:1].upper()}{question.note[1:]}{f': {who}' if who else ''}"
    )


def _sources(seen: Seen) -> Iterator[str]:
    for told in accounts(seen):
        title = f": {told.title}" if told.title else ""
        url = f" {told.url}" if told.url else ""
        yield f"{told.outlet}, {told.published}{title}{url}"


def _text(made: Digest) -> str:
    rows = [made.headline, made.stamp]
    for title, lines in made.sections:
        rows += ["", title.upper(), *(f"- {line}" for line in lines)]
    return "\n".join(rows) + "\n"


def _markdown(made: Digest) -> str:
    rows = [f"## {_plain(made.headline)}", "", f"*{_plain(made.stamp)}*"]
    for title, lines in made.sections:
        rows += ["", f"### {title}", "", *(f"- {_plain(line)}" for line in lines)]
    return "\n".join(rows) + "\n"


def _plain(words: str) -> str:
    """Return words in which nothing means anything to Markdown; addresses stay as they are."""
    pieces = (p if p.startswith("http") else _MARKED.sub(r"\\\1", p) for p in words.split(" "))
    return " ".join(pieces)


def _html(made: Digest) -> str:
    rows = [f"<h2>{html.escape(made.headline)}</h2>", f"<p><em>{html.escape(made.stamp)}</em></p>"]
    for title, lines in made.sections:
        items = "".join(f"\n<li>{html.escape(line)}</li>" for line in lines)
        rows.append(f"<h3>{title}</h3>\n<ul>{items}\n</ul>")
    return "\n".join(rows) + "\n"
