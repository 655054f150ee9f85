"""Everybody who speaks in an account: surnames, titles and pronouns lead back to whom they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from citydesk.model import Speaker, SpeakerKind
from citydesk.statements.attribution.sources import SUFFIX, Source
from citydesk.statements.attribution.words import lexicon

NAMED = re.compile(
    r"(?<![\w.])(?:[A-Z][\w'’-]{1,20}|[A-Z]\.)(?:,? (?:[“\"(][A-Z][\w'’-]{1,15}[”\")]"
    r"|[A-Z][\w'’-]{1,20}|[A-Z]\.|(?:de|la|van|von|del|al)\b)){1,4}"
)
NEAR = 90  # characters around a name that may say what its bearer is
BODY = re.compile(
    r"(?:[A-Z][\w'’.-]{0,20} ){0,5}(?:[Pp]olice|[Dd]eputies|[Dd]etectives|[Ii]nvestigators"
    r"|[Aa]uthorities|Department|Office|Bureau)\b(?! (?:[Cc]hief|[Oo]fficer|[Dd]epartment|[Rr]eport))"
)
WORD = re.compile(r"[A-Za-zéÉ-]+")
LIVES = re.compile(r"\bwho (?:lives|lived|has lived|resides)\b")
TELLING: tuple[SpeakerKind, ...] = (
    "official", "family", "witness", "resident", "lawyer", "social",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker of this account; `gender` is m, f or empty, `person` false for bodies and papers."""

    speaker: Speaker
    gender: str = ""
    person: bool = True
    plural: bool = False


@dataclass(slots=True)
class Cast:
    """The speakers of one account, learned while its sentences are gone through in order."""

    text: str
    full: dict[str, str] | None = None
    titled: dict[str, Who] = field(default_factory=dict)
    known: dict[str, Who] = field(default_factory=dict)
    recent: list[Who] = field(default_factory=list)
    heard_at: int = -1
    met: tuple[int, str] | None = None
    plain: list[tuple[int, str]] = field(default_factory=list)
    elsewhere: dict[str, Who | None] = field(default_factory=dict)

    def resolve(self, source: Source, place: int = -1) -> Who | None:
        """Return whom a phrase means, or None for a pronoun that leads to nobody.

        `place` is the number of the sentence, so that a pronoun finds somebody met just before.
        """
        if source.pronoun:
            return self._pronoun(source.head, place)
        if source.name:
            return self._person(source)
        named = self._named_elsewhere(source)
        if named is not None:
            return named
        definite = source.words.lower().startswith("the ") or " " not in source.words
        if definite and source.head in self.titled and source.head not in ("officer", "official"):
            return self.titled[source.head]
        words = lexicon()
        plural = source.head.endswith("s") or source.head in ("police", "staff", "family", "people")
        person = not plural and source.kind not in ("agency", "document", "media", "sensor")
        gender = "m" if source.head in words.male else "f" if source.head in words.female else ""
        speaker = Speaker(name=source.words, kind=source.kind, anonymous=source.kind == "anonymous")
        return Who(speaker, gender, person or source.kind == "social", plural)

    def _named_elsewhere(self, source: Source) -> Who | None:
        """Return whom "the coroner" or "his uncle" is, where the account names one such person."""
        words = lexicon()
        head = source.head
        single = source.kind in ("official", "family") and not head.endswith("s")
        if not single or head in ("officer", "official", "family", "victim"):
            return None
        if source.words.split()[0].lower() in ("one", "another") or head not in (
            words.titles | words.male | words.female
        ):
            return None
        if head not in self.elsewhere:
            self.elsewhere[head] = None
            pattern = rf"\b(?i:{re.escape(head)}),? ((?:[A-Z][\w'’.-]{{0,20}} ){{1,3}}[A-Z][\w'’-]{{1,20}})"
            names = {m for m in re.findall(pattern, self.text) if not self._is_body(m)}
            if len(names) == 1:
                name = names.pop()
                self.elsewhere[head] = self._person(
                    Source(0, 0, name, head, source.kind, name=name, title=head)
                )
        return self.elsewhere[head]

    def heard(self, who: Who, place: int = -1) -> None:
        """Remember that somebody has just spoken."""
        self.recent.append(who)
        self.heard_at = place
        del self.recent[:-8]

    def meet(self, place: int, words: str) -> None:
        """Remember the person with whose full name a sentence begins."""
        self.plain = [*self.plain[-2:], (place, words)]
        match = NAMED.match(words)
        if match and not self._is_body(match.group()):
            self.met = (place, match.group())

    def _is_body(self, name: str) -> bool:
        words = lexicon()
        low = {part.strip(",.").lower() for part in name.split()}
        first = name.split()[0].lower()
        known = words.orgs | words.titles | words.stops | words.determiners
        return bool(low & words.orgs) or first in known or first in words.kind_of

    def _pronoun(self, pronoun: str, place: int) -> Who | None:
        met = self.met
        if pronoun in ("he", "she") and met and 0 <= place - met[0] <= 2 and met[0] > self.heard_at:
            return self._person(Source(0, 0, met[1], "", "other", name=met[1]))
        body = self._body(place) if pronoun == "they" else None
        if body is not None:
            return body
        for who in reversed(self.recent):
            if pronoun == "they" and (who.plural or not who.person):
                return who
            if pronoun in ("he", "she"):
                gender = "m" if pronoun == "he" else "f"
                if who.person and not who.plural and who.gender in ("", gender):
                    return self._gendered(who, gender)
        if pronoun in ("he", "she") and met and place >= 0:
            return self._person(Source(0, 0, met[1], "", "other", name=met[1]))
        last = self.recent[-1] if self.recent else None
        return last if pronoun not in ("he", "she") or (last and last.person) else None

    def _body(self, place: int) -> Who | None:
        """Return the police or office that was named just before "they", after the last speaker."""
        for at, words in reversed(self.plain):
            found = BODY.search(words) if self.heard_at < at <= place <= at + 2 else None
            if found is not None:
                speaker = Speaker(name=found.group().strip(), kind="agency")
                return Who(speaker, person=False, plural=True)
        return None

    def _gendered(self, who: Who, gender: str) -> Who:
        """Keep what a pronoun has told of somebody."""
        if who.gender:
            return who
        told = replace(who, gender=gender)
        self.known[who.speaker.name] = told
        self.recent[:] = [told if each is who else each for each in self.recent]
        return told

    def _person(self, source: Source) -> Who:
        name = self._full_name(source.name or source.words)
        who = self.known.get(name)
        if who is None or (who.speaker.kind == "other" and source.kind != "other"):
            kind, gender = self._described(name)
            stated = source.kind not in ("other", "agency", "media", "document")
            who = Who(Speaker(name=name, kind=source.kind if stated else kind), gender)
            title = source.title or ""
            if title in lexicon().male | lexicon().female:
                who = replace(who, gender="m" if title in lexicon().male else "f")
            self.known[name] = who
        if source.title:
            self.titled.setdefault(source.title, who)
        return who

    def _full_name(self, name: str) -> str:
        """Return the longest name of this account that ends as this one does."""
        if " " in name.strip():
            self._names().setdefault(_last(name), name)
            return name
        return self._names().get(_last(name), name)

    def _names(self) -> dict[str, str]:
        if self.full is None:
            self.full = {}
            words = lexicon()
            for match in NAMED.finditer(self.text):
                parts = match.group().split()
                while len(parts) > 1 and parts[0].lower() in words.titles | words.stops:
                    del parts[0]
                low = [p.lower().strip(",.") for p in parts]
                if len(parts) > 1 and not words.orgs.intersection(low):
                    self.full.setdefault(_last(" ".join(parts)), " ".join(parts[-3:]))
        return self.full

    def _described(self, name: str) -> tuple[SpeakerKind, str]:
        """Return the kind and gender that the words around a name's first place tell."""
        at = self.text.find(name)
        if at < 0:
            return "other", ""
        words = lexicon()
        left = self.text[max(0, at - NEAR) : at]
        left = re.split(r"[.!?]\s|\n", left)[-1]
        right = re.split(r"[.!?]\s|\n", self.text[at + len(name) : at + len(name) + NEAR])[0]
        found: SpeakerKind = "other"
        gender = ""
        near = WORD.findall(left)[-4:][::-1] + WORD.findall(right)[:9]
        for word in map(str.lower, near):
            kind = words.kind_of.get(word, "other")
            if kind in TELLING or word in words.titles:
                found = kind if kind in TELLING else "official"
                break
        for word in map(str.lower, near):
            if not gender and word in words.male | words.female:
                gender = "m" if word in words.male else "f"
        return ("resident" if found == "other" and LIVES.search(right) else found), gender


def _last(name: str) -> str:
    parts = [p for p in name.lower().split() if p.strip(".,") not in SUFFIX]
    return parts[-1].strip(".,”\"'’)") if parts else ""
