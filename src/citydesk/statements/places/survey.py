"""Everything that an account proposes about places, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed
from citydesk.statements.places.addresses import Address, propose
from citydesk.statements.places.names import Name, names_in
from citydesk.statements.places.outlets import Outlet, outlet_of, signs_in
from citydesk.statements.places.scene import Features, features_of
from citydesk.statements.places.settle import Evidence, Pair, pairs
from citydesk.statements.places.words import Words, split

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
        every = range(len(self.addresses))
        return [features_of(self.addresses, k, self.context, self.lead) for k in every]

    def evidence(self, address: Address | None) -> Evidence:
        """Return what the names tell, given the address that is held to be the scene."""
        return Evidence(self.names, self.outlet, self.signs, address, self.context, self.lead)

    def pairs(self, address: Address | None) -> tuple[Evidence, list[Pair]]:
        """Return the candidates for city and state, with the evidence that they rest on."""
        evidence = self.evidence(address)
        return evidence, pairs(evidence)


def survey(parsed: Parsed, context: Context) -> Survey:
    """Collect the addresses and names of an account."""
    account = parsed.account
    sentences = parsed.sentences
    lead = next((k for k, s in enumerate(sentences) if s.part == "text"), len(sentences))
    title = split("title", account.title, list(sentences[:lead]))
    text = split("text", account.text, list(sentences[lead:]))
    in_title, in_text = propose(title), propose(text)
    names = [*names_in(title, in_title), *names_in(text, in_text)]
    signs = signs_in(account.title + "\n" + account.text[:SIGNS_WITHIN])
    return Survey(
        title,
        text,
        (*in_title, *in_text),
        tuple(names),
        outlet_of(account),
        tuple(signs),
        lead,
        context,
    )
