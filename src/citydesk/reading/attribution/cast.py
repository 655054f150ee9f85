"""Everybody who speaks in an account: surnames, titles and pronouns lead back to whom they mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from citydesk.model import Speaker
from citydesk.reading.attribution import naming
from citydesk.reading.attribution.phrase import Source
from citydesk.reading.attribution.words import lexicon

REACH = 2  # sentences from a name to the "he" that means it
REMEMBERED = 40  # sentences of the outlet's own that are kept to look back to
GROUPS = frozenset({"police", "staff", "family", "people"})


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker of this account; `gender` is m, f or empty, `person` false for bodies, papers."""

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
    plain: list[tuple[int, str]] = field(default_factory=list)
    elsewhere: dict[str, Who | None] = field(default_factory=dict)

    def resolve(self, source: Source, place: int = -1) -> Who | None:
        """Return whom a phrase means, or None for a pronoun that leads to nobody.

        `place` is the number of the sentence, so that a pronoun finds somebody met just before.
        """
        if source.pronoun:
            return self._they(place) if source.head == "they" else self._he(source.head, place)
        if source.name:
            return self._person(source)
        alone = source.first == source.last and source.words[0].isupper() and not source.known
        if alone and source.head in self._names():
            return self._person(source._replace(name=source.words))
        return self._named_elsewhere(source) or self._titled(source) or _described(source)

    def begin(self) -> None:
        """Forget at which sentences people were met and heard: a new part counts its own."""
        self.heard_at, self.plain = -1, []

    def heard(self, who: Who, place: int = -1) -> None:
        """Remember that somebody has just spoken."""
        self.recent = [*self.recent[-7:], who]
        self.heard_at = place

    def meet(self, place: int, words: str) -> None:
        """Remember a sentence of the outlet's own: it may name who speaks next."""
        self.plain = [*self.plain[1 - REMEMBERED :], (place, words)]

    def just_met(self, place: int) -> Who | None:
        """Return the person whom one of the sentences just before began with."""
        return self._met(place, max(self.heard_at, place - REACH - 1), place - 1)

    def _met(self, place: int, after: int, until: int, *, unharmed: bool = False) -> Who | None:
        for at, words in reversed(self.plain):
            name = naming.leading_name(words, self._names()) if after < at <= until else None
            if name is not None and not (unharmed and naming.is_harmed(words)):
                return self._person(Source(0, 0, name, "", "other", name=name))
        return None

    def _titled(self, source: Source) -> Who | None:
        definite = source.words.lower().startswith("the ") or " " not in source.words
        if not definite or source.head in ("officer", "official"):
            return None
        return self.titled.get(source.head)

    def _named_elsewhere(self, source: Source) -> Who | None:
        """Return whom "the coroner" or "his uncle" is, where the account names one such person."""
        words, head = lexicon(), source.head
        if source.kind not in ("official", "family") or head.endswith("s"):
            return None
        if head in ("officer", "official", "family") or source.words.lower().startswith(
            ("one ", "another ")
        ):
            return None
        if head not in words.titles and head not in words.male and head not in words.female:
            return None
        if head not in self.elsewhere:
            name = naming.called(self.text, head)
            source = Source(0, 0, name or "", head, source.kind, name=name, title=head)
            self.elsewhere[head] = self._person(source) if name else None
        return self.elsewhere[head]

    def _he(self, pronoun: str, place: int) -> Who | None:
        """Return whom "he", "she", "it" or "who" means: met just now, or the last who fits."""
        if pronoun not in ("he", "she"):
            return self.recent[-1] if self.recent else None
        near = max(self.heard_at, place - REACH - 1)
        met = self._met(place, near, place, unharmed=bool(self.recent))
        gender = "m" if pronoun == "he" else "f"
        if met is not None and met.gender in ("", gender):
            return self._gendered(met, gender)
        for who in reversed(self.recent):
            if who.person and not who.plural and who.gender in ("", gender):
                return self._gendered(who, gender)
        if place >= 0 and (met := self._met(place, -1, place)):
            return met
        return self.recent[-1] if self.recent and self.recent[-1].person else None

    def _they(self, place: int) -> Who | None:
        """Return whom "they" means: a body named just now, or the last who are several."""
        for at, words in reversed(self.plain[-3:]):
            near = self.heard_at < at <= place <= at + REACH
            found = naming.BODY.search(words) if near else None
            if found is not None:
                speaker = Speaker(name=found.group().strip(), kind="agency")
                return Who(speaker, person=False, plural=True)
        several = (who for who in reversed(self.recent) if who.plural or not who.person)
        return next(several, self.recent[-1] if self.recent else None)

    def _gendered(self, who: Who, gender: str) -> Who:
        """Keep what a pronoun has told of somebody."""
        if who.gender:
            return who
        told = replace(who, gender=gender)
        self.known[who.speaker.name] = told
        self.recent = [told if each is who else each for each in self.recent]
        return told

    def _person(self, source: Source) -> Who:
        name = self._full_name(source.name or source.words)
        who = self.known.get(name)
        if who is None or (who.speaker.kind == "other" and source.kind != "other"):
            kind, gender = naming.described(self.text, name)
            if source.kind not in ("other", "agency", "media", "document"):
                kind = source.kind
            title = source.title or ""
            gender = (
                "m" if title in lexicon().male else "f" if title in lexicon().female else gender
            )
            who = self.known[name] = Who(Speaker(name=name, kind=kind), gender)
        if source.title:
            self.titled.setdefault(source.title, who)
        return who

    def _full_name(self, name: str) -> str:
        """Return the full name of this account that ends as this one does."""
        last = naming.surname(name)
        if " " not in name.strip():
            return self._names().get(last, name)
        self._names().setdefault(last, name)
        return name

    def _names(self) -> dict[str, str]:
        if self.full is None:
            self.full = naming.full_names(self.text)
        return self.full


def _described(source: Source) -> Who:
    """Return the speaker that a phrase describes without naming: "two sources"."""
    words, head = lexicon(), source.head
    plural = head.endswith("s") or head in GROUPS
    person = not plural and source.kind not in ("agency", "document", "media", "sensor")
    gender = "m" if head in words.male else "f" if head in words.female else ""
    speaker = Speaker(name=source.words, kind=source.kind, anonymous=source.kind == "anonymous")
    return Who(speaker, gender, person, plural)
