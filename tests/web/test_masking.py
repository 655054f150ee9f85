"""What is withheld is on no public page, field by field; an editor sees the evidence."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from citydesk import testing
from citydesk.base.identity import scrambled
from citydesk.flow import pipeline
from citydesk.model import Account, Person, PersonEntry, Record, Span
from citydesk.privacy.door import see, see_reading
from citydesk.privacy.mask import Mask, Named
from citydesk.privacy.veil import veil_of
from citydesk.privacy.viewer import Viewer
from citydesk.settings import Policy
from citydesk.store import Store, open_store
from tests.web import pages

SECRET = re.compile(r"(?i)vance|timmy|holt|tyler|quade|vossler")
EDITOR = Viewer(editor="E. Ditor", scopes=frozenset({"judge"}))


def everything(browser: TestClient, incident: str, accounts: list[str]) -> dict[str, str]:
    """Return every page about an incident, by its address."""
    addresses = ["/", "/sources", "/?order=news", f"/incidents/{incident}"]
    addresses += [f"/accounts/{a}" for a in accounts]
    addresses += [f"/accounts/{a}?rejected=yes" for a in accounts]
    found = {address: browser.get(address) for address in addresses}
    assert {page.status_code for page in found.values()} == {200}
    return {address: page.text for address, page in found.items()}


def test_no_public_page_of_the_night_spells_a_withheld_name(tmp_path: Path, night: Any) -> None:
    browser = pages.reader(pages.keep(tmp_path / "desk.db", night))
    for address, page in everything(browser, "n1", ["first"]).items():
        assert not SECRET.search(page), address
    assert "[name withheld: minor]" in browser.get("/accounts/first").text
    assert "[name withheld: kin not told]" in browser.get("/").text
    assert "Lee Park" in browser.get("/incidents/n1").text


def test_no_page_of_the_examples_does_at_any_moment(browser: TestClient, moonlight: Record) -> None:
    accounts = list(dict.fromkeys(t.account for t in moonlight.tellings))
    for address, page in everything(browser, moonlight.id, accounts).items():
        assert not SECRET.search(page), address
    whole = browser.get(f"/incidents/{moonlight.id}").text
    for value in re.findall(r'<option value="([^"]+)"', whole):
        then = browser.get(f"/incidents/{moonlight.id}", params={"as_of": value})
        assert then.status_code == 200
        assert not SECRET.search(then.text), value


def test_an_outlet_that_is_a_withheld_person_has_no_name(tmp_path: Path, night: Any) -> None:
    told = dataclasses.replace(night.record.tellings[0], outlet="Gus Holt Jr.")
    record = dataclasses.replace(night.record, tellings=(told,))
    path = pages.keep(tmp_path / "desk.db", night, record, outlet="Gus Holt Jr.", source="gus")
    browser = pages.reader(path)
    for address, page in everything(browser, "n1", ["first"]).items():
        assert not SECRET.search(page), address
    assert "[name withheld: not charged]" in browser.get("/sources").text


@pytest.mark.parametrize("words", ["Timmy", "timmy crane hurt", "holt", "Holts", "vance shot"])
def test_a_search_does_not_tell_who_is_withheld(tmp_path: Path, night: Any, words: str) -> None:
    browser = pages.reader(pages.keep(tmp_path / "desk.db", night))
    page = browser.get("/", params={"text": words}).text
    assert 'data-incident="n1"' not in page
    points = browser.get("/map.json", params={"text": words})
    assert points.json()["features"] == []


@pytest.mark.parametrize("words", ["Lee Park", "brave", "mother", "Pine Street"])
def test_a_search_finds_what_is_public(tmp_path: Path, night: Any, words: str) -> None:
    browser = pages.reader(pages.keep(tmp_path / "desk.db", night))
    assert 'data-incident="n1"' in browser.get("/", params={"text": words}).text


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("time", "11:30"),
        ("place", "Pine Street"),
        ("killed", "shot dead"),
        ("injured", "was hurt"),
    ],
)
def test_a_withheld_field_is_on_no_public_page(
    tmp_path: Path, night: Any, field: str, words: str
) -> None:
    findings = tuple(
        dataclasses.replace(f, status="withheld") if f.field == field else f
        for f in night.record.findings
    )
    record = dataclasses.replace(
        night.record, headline="Shots fired", findings=findings, withheld=(field,), timeline=()
    )
    browser = pages.reader(pages.keep(tmp_path / "desk.db", night, record))
    for address, page in everything(browser, "n1", ["first"]).items():
        assert words not in page, address
    assert "[withheld by an editor]" in browser.get("/accounts/first").text
    assert "Withheld" in browser.get("/incidents/n1").text


def test_a_list_is_not_narrowed_by_what_is_withheld(tmp_path: Path, night: Any) -> None:
    held = {"time", "place"}
    findings = tuple(
        dataclasses.replace(f, status="withheld") if f.field in held else f
        for f in night.record.findings
    )
    record = dataclasses.replace(night.record, findings=findings, withheld=("time", "place"))
    browser = pages.reader(pages.keep(tmp_path / "desk.db", night, record))
    for query in ("near=31.4,-102.35", "since=2024-05-01", "until=2024-06-01"):
        assert 'data-incident="n1"' not in browser.get(f"/?{query}").text


def test_what_is_withheld_later_is_withheld_from_the_past(tmp_path: Path) -> None:
    path = pages.examples(tmp_path / "desk.db")
    record = pages.largest(path)
    store = open_store(str(path))
    pipeline.judge(store, testing.judgement("withhold", record.id, "Darnell Whitcomb"))
    pipeline.judge(store, testing.judgement("withhold", record.id, "vehicle"))
    store.close()
    browser = pages.reader(path)
    for moment in ("", "?as_of=2024-10-19T17:45:00-05:00", "?as_of=2024-10-20T15:00:00-05:00"):
        page = browser.get(f"/incidents/{record.id}{moment}")
        assert page.status_code == 200
        assert not re.search(r"(?i)darnell|dark gray sedan|white van", page.text)


def _two_incidents(path: Path, night: Any) -> Store:
    """Let the night's account tell of a second incident, in which nobody is withheld."""
    pages.keep(path, night)
    store = open_store(str(path))
    other = testing.account("Elsewhere, Gus Holt’s car was found.", id="second", capture="cap")
    store.put_reading(testing.reading(other))
    store.put_incidents([], [testing.incident("n2", "second#0")])
    store.put_record(testing.record("n2", other, headline="A car found"))
    return store


def test_other_incidents_of_an_account_hide_their_names_in_it(tmp_path: Path, night: Any) -> None:
    store = _two_incidents(tmp_path / "desk.db", night)
    record = dataclasses.replace(
        store.record("n2"), tellings=(*night.record.tellings, *store.record("n2").tellings)
    )
    seen = see(store, record, Policy(), Viewer())
    store.close()
    assert not SECRET.search(seen.accounts["first"].text)
    assert not SECRET.search(seen.accounts["second"].text)


def test_an_editor_sees_the_evidence_and_what_is_not_for_publication(
    tmp_path: Path, night: Any
) -> None:
    store = open_store(str(pages.keep(tmp_path / "desk.db", night)))
    seen = see(store, store.record("n1"), Policy(), EDITOR)
    reading = see_reading(store, store.reading("first"), Policy(), EDITOR)
    store.close()
    assert [p.withheld for p in seen.record.people][:2] == ["kin not told", "minor"]
    assert reading.account.text == night.account.text


def test_statements_point_into_the_words_that_are_left(tmp_path: Path, night: Any) -> None:
    store = open_store(str(pages.keep(tmp_path / "desk.db", night)))
    reading = see_reading(store, store.reading("first"), Policy(), Viewer())
    seen = see(store, store.record("n1"), Policy(), Viewer())
    store.close()
    words = {
        s.id: reading.account.text[s.evidence[0].start : s.evidence[0].end]
        for s in reading.reports[0].statements
    }
    key = open_store(str(tmp_path / "desk.db")).secret()
    ids = {name: scrambled(key, s.id) for name, s in night.statements.items()}
    assert words[ids["time"]] == "at about 11:30 p.m."
    assert words[ids["child"]] == "[name withheld: minor]"
    assert words[ids["held"]] == "Lee Park"
    assert words[ids["brave"]] == "[name withheld: minor] is brave"  # with what stands before it
    assert seen.accounts["first"] == reading.account


NAMES = st.sampled_from(["Ana Ruiz", "Ruiz", "ANA", "Bo", "Ruiz-Bo", "An\u200ba", "Rui\u0301z"])
PIECES = st.lists(st.one_of(NAMES, st.text(max_size=4), st.just(", ")), max_size=12)


@given(PIECES, st.integers(0, 40), st.integers(0, 40))
def test_a_veil_hides_all_that_a_mask_would(pieces: list[str], one: int, other: int) -> None:
    text, mask = " ".join(pieces), Mask((Named("Ana Ruiz", "minor"),))
    veil = veil_of(testing.account(text), mask)
    shown = veil.account(testing.account(text)).text
    assert mask.text(shown) == mask.text(mask.text(shown))
    assert not re.search(r"\b(?:Ana|Ruiz|ANA)\b", mask.text(shown))
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    moved = veil._span(Span(start=start, end=end))
    assert 0 <= moved.start <= moved.end <= len(shown)


def test_a_name_told_in_background_is_hidden_with_the_rest(tmp_path: Path, night: Any) -> None:
    told: Account = dataclasses.replace(night.account, capture="cap")
    assert isinstance(told, Account)
    person = PersonEntry(
        name="Lee Park", role="suspect", age=22, gender=None, descriptor=None,
        outcomes=("arrested",), statements=(), withheld=None,
    )  # fmt: skip
    record = dataclasses.replace(night.record, people=(person,))
    browser = pages.reader(pages.keep(tmp_path / "desk.db", night, record))
    page = browser.get("/accounts/first").text
    assert not re.search(r"Timmy|Holt", page)
    assert any(isinstance(s.value, Person) for s in record.statements)
