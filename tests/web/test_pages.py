"""Each page shows what it is for, and what cannot be shown is said in words."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from citydesk.model import Change, Record
from citydesk.settings import Policy
from citydesk.store import open_store
from citydesk.testing import NOW
from tests.web import many, pages


def test_the_front_page_lists_the_newest_first(browser: TestClient) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)', page.text)
    assert len(days) == 2
    assert days == sorted(days, reverse=True)
    assert "2 incidents" in pages.text_of(page.text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("near=Topeka, KS", 2),
        ("near=Topeka&radius=1.5", 2),
        ("near=41.88,-87.63", 0),
        ("since=2024-10-16", 1),
        ("until=2024-10-16", 1),
        ("since=2024-10-14&until=2024-10-20", 2),
        ("kind=shooting", 2),
        ("kind=carjacking", 0),
        ("conflict=yes", 1),
        ("question=1", 2),
        ("text=bowling", 1),
        ("text=bowling alley detectives", 1),
        ("text=zeppelin", 0),
        ("status=contested", 1),
        ("status=withheld", 0),
        ("text=&near=&radius=&kind=", 2),
        ("order=news&conflict=no", 2),
    ],
)
def test_filters_live_in_the_address(browser: TestClient, query: str, found: int) -> None:
    page = browser.get(f"/?{query}")
    assert page.status_code == 200
    assert page.text.count('<li class="row"') == found
    for name, value in (part.split("=") for part in query.split("&")):
        if value and name in ("near", "since", "until", "text"):
            assert f'value="{value}"' in page.text


@pytest.mark.parametrize(
    "query",
    [
        "kind=frog",
        "status=perhaps",
        "order=random",
        "conflict=maybe",
        "near=Xyzzy, QQ",
        "near=91,0",
        "near=Topeka&radius=-1",
        "near=Topeka&radius=nan",
        "near=Topeka&radius=1e9",
        "radius=wide",
        "since=yesterday",
        "since=2024-10-19&until=2024-10-19",
        "until=2024-02-30",
        "after=nobody",
        f"text={'x' * 201}",
        f"text={'x+' * 20}",
        f"after={'9' * 5000}",
        "text=a%00b",
    ],
)
def test_absurd_filters_are_refused_in_words(browser: TestClient, query: str) -> None:
    page = browser.get(f"/?{query}")
    assert page.status_code == 400
    assert "Check the filter" in page.text
    assert "Traceback" not in page.text


@pytest.mark.parametrize("words", ['"', "a OR b", "NEAR(a b)", "' ; DROP TABLE record", "*", "💥"])
def test_words_are_never_a_query_of_their_own(browser: TestClient, words: str) -> None:
    assert browser.get("/", params={"text": words}).status_code == 200


def test_pages_follow_each_other_without_a_gap(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    store = open_store(str(path))
    many.fill(store, 60)
    store.close()
    browser, seen, address = pages.reader(path), list[str](), "/"
    for _ in range(4):
        page = browser.get(address)
        seen += re.findall(r'data-incident="([^"]+)"', page.text)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not following:
            break
        address = html.unescape(following[1])
    assert len(seen) == len(set(seen)) == 61


def test_a_visit_is_remembered(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    browser = pages.reader(path)
    assert "since your last visit" not in browser.get("/").text
    cookie = browser.cookies["visit"]
    store = open_store(str(path))
    store.put_changes([Change(kind="new", incident="n1", at=NOW)])
    store.close()
    page = browser.get("/")
    assert "since your last visit" in page.text
    assert '<span class="tag">new</span>' in page.text
    assert cookie.split(".")[0] == browser.cookies["visit"].split(".")[0]


@pytest.mark.parametrize(
    "cookie", ["", "1.2", "a.b.c", "9" * 400, "-1.0.0", "1.1.9999999999999999"]
)
def test_a_strange_cookie_is_a_first_visit(browser: TestClient, cookie: str) -> None:
    page = browser.get("/", headers={"cookie": f"visit={cookie}"})
    assert page.status_code == 200
    assert "since your last visit" not in page.text


def test_the_incident_page_has_every_part(browser: TestClient, moonlight: Record) -> None:
    page = browser.get(f"/incidents/{moonlight.id}").text
    for title in (
        "What we know", "What is disputed", "What is not known yet", "Timeline",
        "People", "On the map", "Coverage", "Copy and share", "History",
    ):  # fmt: skip
        assert f">{title}</h2>" in page
    words = pages.text_of(page)
    assert "Two people were killed." in words
    assert "Best supported" in words
    assert "Why:" in words
    assert "Show this page as of" in words


def test_every_sentence_of_the_brief_carries_its_sources(
    browser: TestClient, moonlight: Record
) -> None:
    page = browser.get(f"/incidents/{moonlight.id}").text
    lead = page.partition('<section class="lead"')[2].partition("</section>")[0]
    clauses = lead.split('<span class="sentence">')[1:]
    assert len(clauses) > 4
    numbers = [re.findall(r'href="#(note-[0-9]+)"', clause) for clause in clauses]
    assert all(numbers)
    for number in {each for some in numbers for each in some}:
        note = lead.partition(f'<li id="{number}"')[2].partition("</li>")[0]
        assert 'href="/accounts/' in note


def test_links_to_words_lead_to_the_lit_words(browser: TestClient, moonlight: Record) -> None:
    page = browser.get(f"/incidents/{moonlight.id}").text
    links = sorted(set(re.findall(r'href="(/accounts/[^"#]+)#(s-\w+)"', page)))
    assert len(links) > 20
    accounts = {address: browser.get(address).text for address, _ in links}
    assert [1 for address, anchor in links if f'id="{anchor}"' not in accounts[address]] == []


def test_the_page_as_of_a_moment(browser: TestClient, moonlight: Record) -> None:
    then = browser.get(f"/incidents/{moonlight.id}?as_of=2024-10-19 09:00").text
    assert "This page is as of Sat Oct 19, 2024, 9:00 a.m." in then
    assert "One person was killed" in pages.text_of(then)
    assert "topeka-police-release" not in then.partition("<form")[0]
    changed = browser.get(f"/incidents/{moonlight.id}?as_of=2024-10-19T10:30:00-05:00").text
    assert "What changed with Topeka Police Department" in pages.text_of(changed)


@pytest.mark.parametrize("moment", ["noon", "2024-13-01", "9" * 50, "0001-01-01T00:00+23:59"])
def test_what_is_no_moment_is_refused(browser: TestClient, moonlight: Record, moment: str) -> None:
    answer = browser.get(f"/incidents/{moonlight.id}", params={"as_of": moment})
    assert answer.status_code in (400, 404)


def test_before_the_first_account_there_is_no_page(browser: TestClient, moonlight: Record) -> None:
    answer = browser.get(f"/incidents/{moonlight.id}?as_of=2020-01-01")
    assert answer.status_code == 404
    assert "no account of" in answer.text


def test_the_account_page_marks_every_statement(browser: TestClient) -> None:
    page = browser.get("/accounts/kxto-chief").text
    words = pages.text_of(page)
    assert "Who is quoted" in words
    assert "Alvin Trask" in words
    notes = re.findall(r'<li id="n-(\d+)"', page)
    assert notes == [str(n) for n in range(1, len(notes) + 1)]
    assert set(re.findall(r'href="#n-(\d+)"', page)) == set(notes)
    assert "SHA-256" not in words  # a name is withheld near it, and could be tried
    assert "style=" not in page


def test_what_was_rejected_is_shown_on_request(browser: TestClient) -> None:
    every = ("ledger-overnight", "kxto-overnight", "lindell-neighbors", "ledger-sunday")
    some = [a for a in every if "rejected=yes" in browser.get(f"/accounts/{a}").text]
    for account in some:
        assert "<table>" in browser.get(f"/accounts/{account}?rejected=yes").text
        assert "<table>" not in browser.get(f"/accounts/{account}").text


def test_the_sources_page_counts(browser: TestClient) -> None:
    page = browser.get("/sources")
    words = pages.text_of(page.text)
    assert page.status_code == 200
    assert re.search(r"Prairie Post 1 0 1 – ", words)
    assert re.search(r"KXTO 3 3 – 2 ", words)


@pytest.mark.parametrize(
    "address", ["/incidents/zzzz", "/accounts/zzzz", "/nothing", "/incidents/%00", "/accounts/%F0"]
)
def test_what_is_not_here_is_said_so(browser: TestClient, address: str) -> None:
    page = browser.get(address)
    assert page.status_code == 404
    assert "Not here" in page.text
    assert 'href="/"' in page.text


def test_a_merged_id_leads_on_and_the_beginning_of_one_too(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    store = open_store(str(path))
    store.redirect("old-one", "n1")
    store.close()
    answer = pages.reader(path).get("/incidents/old-one?as_of=2024-05-05")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/incidents/n1?as_of=2024-05-05"


def test_a_withdrawn_incident_is_gone_and_says_so(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    store = open_store(str(path))
    store.put_changes([Change(kind="removed", incident="gone-one", at=NOW)])
    store.close()
    answer = pages.reader(path).get("/incidents/gone-one")
    assert answer.status_code == 410
    assert "withdrawn" in answer.text


def test_a_desk_that_is_not_there_is_no_stack_trace(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    browser = pages.reader(path)
    assert browser.get("/").status_code == 200
    for each in tmp_path.glob("desk.db*"):
        each.unlink()
    answer = browser.get("/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert str(path) not in answer.text
    pages.keep(path, night)
    assert browser.get("/").status_code == 200


def test_a_page_that_a_browser_has_is_not_sent_again(
    browser: TestClient, moonlight: Record
) -> None:
    for address in (f"/incidents/{moonlight.id}", "/accounts/kxto-chief"):
        tag = browser.get(address).headers["etag"]
        again = browser.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_another_policy_is_another_page(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    address = "/incidents/n1"
    strict = pages.reader(path).get(address).headers["etag"]
    open_hand = pages.reader(path, policy=Policy(withhold_minors=False))
    assert open_hand.get(address, headers={"if-none-match": strict}).status_code == 200
    assert open_hand.get(address).headers["etag"] != strict


def test_the_front_page_is_made_once_until_something_changes(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    browser = pages.reader(path)
    browser.get("/")
    tag = browser.get("/").headers["etag"]
    assert browser.get("/", headers={"if-none-match": tag}).status_code == 304
    store = open_store(str(path))
    store.put_changes([Change(kind="removed", incident="gone-one", at=NOW)])
    assert browser.get("/", headers={"if-none-match": tag}).status_code == 304  # looks the same
    store.put_record(dataclasses.replace(night.record, headline="Another headline"))
    store.put_changes([Change(kind="finding", incident="n1", at=NOW)])
    store.close()
    assert browser.get("/", headers={"if-none-match": tag}).status_code == 200
