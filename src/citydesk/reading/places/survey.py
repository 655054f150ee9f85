"""Everything that an account proposes about places, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.places.addresses import propose
from citydesk.reading.places.evidence import Evidence
from citydesk.reading.places.names import Name, names_in
from citydesk.reading.places.outlets import CALL_SIGN, Outlet, outlet_of, signs_in
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.scene import Features, features_of, setting_of
from citydesk.reading.places.settle import Pair, pairs
from citydesk.reading.places.wire import is_from_afar
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words, split

MOST_ADDRESSES = 80  # a list of streets is not a story
SEPARATORS = frozenset({"-", "|", "–", "—", ":"})
SIGNS_WITHIN = 3000  # characters; a call sign further down is a footer's


@dataclass(frozen=True, slots=True)
class Survey:
    """The candidates of one account. `lead` is the index of the text's first sentence."""

    title: Words
    text: Words
    addresses: tuple[Address, ...]
    names: tuple[Name, ...]
    outlet: Outlet
    signs: tuple[tuple[str, str], ...]
    lead: int
    context: Context

    def address_features(self) -> list[Features]:
        """Return the features of each address, in order."""
        setting = setting_of(self.addresses, self.context, self.lead, self.title)
        return [features_of(setting, k) for k in range(len(self.addresses))]

    def evidence(self, address: Address | None) -> Evidence:
        """Return what the names tell, given the address that is held to be the scene."""
        tail = tail_of(self.title)
        return Evidence(self.names, self.outlet, self.signs, address, self.context, self.lead, tail)

    def pairs(self, address: Address | None) -> tuple[Evidence, list[Pair]]:
        """Return the candidates for city and state, with the evidence that they rest on."""
        evidence = self.evidence(address)
        return evidence, pairs(evidence)


def tail_of(title: Words) -> int:
    """Return the word where the outlet's own name begins: "Man shot - WXYZ News, Detroit"."""
    for i in range(2, len(title)):
        if title.lower[i] in SEPARATORS and any(
            low in lists("names")["outlets"]
            or low.endswith((".com", "-tv", "news"))
            or CALL_SIGN.match(text)
            for low, text in zip(title.lower[i:], title.text[i:], strict=True)
        ):
            return i
    return len(title)


def survey(parsed: Parsed, context: Context) -> Survey:
    """Collect the addresses and names of an account."""
    account = parsed.account
    sentences = parsed.sentences
    lead = next((k for k, s in enumerate(sentences) if s.part == "text"), len(sentences))
    title = split("title", account.title, list(sentences[:lead]))
    text = split("text", account.text, list(sentences[lead:]))
    in_title, in_text = propose(title), propose(text)
    names = [*names_in(title, in_title), *names_in(text, in_text)]
    outlet, signs = outlet_of(account), signs_in(account.text[:SIGNS_WITHIN])
    if is_from_afar(account.text, outlet.state):
        outlet, signs = replace(outlet, city=None, state=None, place=None, named=None), []
    return Survey(
        title,
        text,
        (*in_title, *in_text)[:MOST_ADDRESSES],
        tuple(names),
        outlet,
        tuple(signs),
        lead,
        context,
    )
