"""The API gives what the export gives, in pages, to whom it may, and says in JSON what is wrong."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from citydesk import outputs, testing
from citydesk.base.errors import UsageError
from citydesk.base.identity import scrambled
from citydesk.model import Change, Record
from citydesk.privacy.door import see
from citydesk.privacy.viewer import ANYBODY
from citydesk.settings import Policy
from citydesk.store import open_store
from citydesk.web.api.paging import cursor, position
from tests.web import editors, many, pages

API = "/api/v1"
LISTS = ("incidents", "search", "findings", "accounts", "statements", "changes")


def every(browser: TestClient, address: str, **asked: Any) -> list[Any]:
    """Return all items of a list, page by page."""
    found, after = list[Any](), ""
    for _ in range(200):
        page = browser.get(address, params={**asked, "cursor": after}).json()
        found += page["items"]
        after = page["next"]
        if not after:
            return found
    raise AssertionError("the list has no end")


def exported(path: Path, audience: Any) -> dict[str, Any]:
    """Return the lines of an export by id."""
    store = open_store(str(path))
    lines = outputs.export(
        "incidents", store.records(), audience=audience, policy=Policy(),
        account_of=store.find_account,
        door=(lambda r: see(store, r, Policy(), ANYBODY)) if audience == "public" else None,
    )  # fmt: skip
    rows = {row["id"]: row for row in map(json.loads, lines)}
    store.close()
    return rows


def test_incidents_are_the_lines_of_the_export(example_desk: Path) -> None:
    browser, rows = pages.reader(example_desk), exported(example_desk, "public")
    assert {row["id"]: row for row in every(browser, f"{API}/incidents", limit=1)} == rows
    for ident, row in rows.items():
        assert browser.get(f"{API}/incidents/{ident}").json() == row


def test_a_token_shows_what_the_desk_has(tmp_path: Path) -> None:
    path = editors.desk_at(tmp_path)
    browser = editors.client(path)
    bearer = {"Authorization": f"Bearer {editors.token(path, 'read')}"}
    rows = exported(path, "desk")
    for ident, row in rows.items():
        answer = browser.get(f"{API}/incidents/{ident}", headers=bearer)
        assert answer.json() == row
        assert "no-store" in answer.headers["cache-control"]
    assert (
        browser.get(f"{API}/incidents", headers={"Authorization": "Bearer no"}).status_code == 401
    )


def test_statements_are_the_lines_of_the_export(example_desk: Path) -> None:
    browser = pages.reader(example_desk)
    found = every(browser, f"{API}/statements", limit=37)
    store = open_store(str(example_desk))
    told = [json.loads(line) for line in outputs.export(
        "statements", (store.reading(a.id) for a in store.accounts()), audience="desk"
    )]  # fmt: skip
    ids = [scrambled(store.secret(), row["id"]) for row in told]
    store.close()
    assert [row["id"] for row in found] == ids
    one = browser.get(f"{API}/statements/{found[5]['id']}")
    assert one.json() == found[5]
    times = every(browser, f"{API}/statements", field="time", limit=2)
    assert times == [row for row in found if row["field"] == "time"]
    own = every(browser, f"{API}/statements", account="kxto-chief", limit=20)
    assert own == [row for row in found if row["account"] == "kxto-chief"]


def test_statements_and_findings_of_one_incident(browser: TestClient, moonlight: Record) -> None:
    accounts = {t.account for t in moonlight.tellings}
    told = every(browser, f"{API}/statements", incident=moonlight.id, limit=50)
    assert {row["account"] for row in told} == accounts
    rows = every(browser, f"{API}/findings", incident=moonlight.id, limit=7)
    whole = browser.get(f"{API}/incidents/{moonlight.id}").json()["findings"]
    assert rows == [{"incident": moonlight.id, **row} for row in whole]
    contested = every(browser, f"{API}/findings", status="contested", limit=2)
    assert contested
    assert {row["status"] for row in contested} == {"contested"}


def test_accounts_come_with_text_and_where_they_are_from(browser: TestClient) -> None:
    lines = every(browser, f"{API}/accounts", limit=3)
    assert len(lines) == len({line["id"] for line in lines}) == 10
    whole = browser.get(f"{API}/accounts/kxto-chief").json()
    assert whole["text"]
    assert whole["capture"]["sha256"] is None  # a name is withheld near it
    assert {key: whole[key] for key in lines[0]} in lines


def test_an_incident_as_of_a_moment(browser: TestClient, moonlight: Record) -> None:
    now = browser.get(f"{API}/incidents/{moonlight.id}").json()
    then = browser.get(
        f"{API}/incidents/{moonlight.id}", params={"as_of": "2024-10-19T08:00"}
    ).json()
    assert then["as_of"].startswith("2024-10-19T08:00:00-05:00")
    assert len(then["accounts"]) < len(now["accounts"])
    wrong = browser.get(f"{API}/incidents/{moonlight.id}", params={"as_of": "once"})
    assert wrong.status_code == 400


def test_pages_hold_together_while_many_are_there(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = open_store(str(path))
    many.fill(store, 60)
    store.close()
    browser = pages.reader(path)
    for name, total in (("incidents", 60), ("search", 60), ("accounts", 60)):
        rows = every(browser, f"{API}/{name}", limit=7)
        assert len({row["id"] for row in rows}) == len(rows) == total
    found = every(browser, f"{API}/findings", field="injured", limit=7)
    assert len({row["incident"] for row in found}) == len(found) == 60


@pytest.mark.parametrize("name", LISTS)
def test_what_has_not_changed_is_not_sent_again(browser: TestClient, name: str) -> None:
    first = browser.get(f"{API}/{name}")
    again = browser.get(f"{API}/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["etag"] == first.headers["etag"]


def test_a_decision_changes_the_etag(tmp_path: Path) -> None:
    path = editors.desk_at(tmp_path)
    browser, bearer = editors.client(path), {"Authorization": f"Bearer {editors.token(path)}"}
    before = browser.get(f"{API}/incidents")
    seen = browser.get(f"{API}/incidents", headers=bearer)
    home = max(seen.json()["items"], key=lambda row: len(row["accounts"]))
    killed = next(f for f in home["findings"] if f["field"] == "killed")
    statement = killed["alternatives"][0]["said"][0]["statement"]
    asked = {"verb": "prefer", "subject": statement, "why": "The coroner says so."}
    kept = browser.post(f"{API}/judgements", json=asked, headers=bearer)
    assert kept.status_code == 201
    assert kept.json()["who"] == "ann"
    told = {"If-None-Match": before.headers["etag"]}
    after = browser.get(f"{API}/incidents", headers=told)
    assert after.status_code == 200
    undone = {"verb": "withdraw", "subject": kept.json()["id"], "why": "Too soon."}
    assert browser.post(f"{API}/judgements", json=undone, headers=bearer).status_code == 201
    row = browser.get(f"{API}/incidents/{home['id']}", headers=bearer).json()
    assert next(f for f in row["findings"] if f["field"] == "killed") == killed


@pytest.mark.parametrize(("scope", "status"), [(None, 401), ("read", 403), ("judge", 404)])
def test_only_who_may_decide_does(tmp_path: Path, scope: Any, status: int) -> None:
    path = editors.desk_at(tmp_path)
    headers = {"Authorization": f"Bearer {editors.token(path, scope)}"} if scope else {}
    asked = {"verb": "reject", "subject": "nothing", "why": "no such"}
    answer = editors.client(path).post(f"{API}/judgements", json=asked, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "asked",
    [
        {"verb": "prefer", "subject": "x"},
        {"verb": "burn", "subject": "x", "why": "y"},
        {"verb": "same", "subject": "a#0", "why": "y"},
        {"verb": "withhold", "subject": "a", "why": "y"},
        {"verb": "prefer", "subject": "a", "object": "b", "why": "y"},
        {"verb": "main", "subject": "a", "object": "²", "why": "y"},
        {"verb": "prefer", "subject": "x", "why": "  "},
        {"verb": "prefer", "subject": "x", "why": "y" * 3000},
        {"verb": "prefer", "subject": "x", "why": "y", "who": "the chief"},
        [],
    ],
)
def test_half_a_decision_is_none(tmp_path: Path, asked: Any) -> None:
    path = editors.desk_at(tmp_path)
    bearer = {"Authorization": f"Bearer {editors.token(path)}"}
    answer = editors.client(path).post(f"{API}/judgements", json=asked, headers=bearer)
    assert answer.status_code == 400, answer.text
    assert answer.json()["status"] == 400
    store = open_store(str(path))
    assert not store.judgements()
    store.close()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "wrong",
    [
        "x", "9" * 5000, "%00", "ä", "////", "W10", "WzFd" * 10, "bnVsbA", "W10=",
        base64.urlsafe_b64encode(b"[" * 300).decode(),
        base64.urlsafe_b64encode(b"[999999999999999999999999]").decode(),
        base64.urlsafe_b64encode(b"[-1,-1]").decode(),
        base64.urlsafe_b64encode(b"[true]").decode(),
        base64.urlsafe_b64encode(b'["nobody","x",{}]').decode(),
    ],
)  # fmt: skip
def test_absurd_cursors_are_refused(browser: TestClient, name: str, wrong: str) -> None:
    answer = browser.get(f"{API}/{name}", params={"cursor": wrong})
    assert answer.status_code == 400, answer.text[:200]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Check the filter"


def test_a_cursor_says_what_was_put_in() -> None:
    assert position(cursor("a", 3), str, int) == ("a", 3)
    assert position("", str) is None
    with pytest.raises(UsageError):
        position(cursor("a"), int)


@pytest.mark.parametrize(
    "address",
    ["incidents?kind=frog", "incidents?limit=0", "incidents?limit=101", "search?near=Nowhere, QQ",
     "findings?field=frog", "changes?since=yesterday", "incidents?since=2024-02-30",
     "search?radius=nan", "search?conflict=perhaps", "statements?account=" + "x" * 600],
)  # fmt: skip
def test_absurd_questions_are_refused(browser: TestClient, address: str) -> None:
    answer = browser.get(f"{API}/{address}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address", ["incidents/nobody", "accounts/nobody", "statements/nobody", "nothing"]
)
def test_what_is_not_there_is_404(browser: TestClient, address: str) -> None:
    answer = browser.get(f"{API}/{address}")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_what_was_merged_or_withdrawn_is_410(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    store = open_store(str(path))
    store.redirect("old", "n1")
    store.put_changes([Change(kind="removed", incident="gone", at=testing.NOW)])
    store.close()
    browser = pages.reader(path)
    merged, withdrawn = (browser.get(f"{API}/incidents/{i}") for i in ("old", "gone"))
    assert merged.status_code == withdrawn.status_code == 410
    assert merged.json()["redirect"] == f"{API}/incidents/n1"
    assert "successor-version" in merged.headers["link"]
    assert "redirect" not in withdrawn.json()
    assert browser.get(merged.json()["redirect"]).status_code == 200


def test_changes_go_on_from_a_number_or_a_time(browser: TestClient) -> None:
    log = every(browser, f"{API}/changes", limit=1)
    assert [row["number"] for row in log] == list(range(1, len(log) + 1))
    since = browser.get(f"{API}/changes", params={"since": "1"}).json()["items"]
    assert since == log[1:]
    future = browser.get(f"{API}/changes", params={"since": "2999-01-01"}).json()
    assert future == {"items": [], "next": None}


def test_the_reference_is_a_page_without_scripts_of_others(browser: TestClient) -> None:
    page = browser.get(f"{API}/")
    assert page.status_code == 200
    assert "POST /api/v1/judgements" in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text
    told = browser.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "422" not in json.dumps(told)
    for path in told["paths"]:
        assert path in page.text
