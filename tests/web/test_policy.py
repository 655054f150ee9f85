"""What is withheld leaves the desk nowhere: every public address, field by field.

Whatever route is added to the desk must be walked here: a test counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from citydesk.settings import Settings
from citydesk.web.publish import publish
from tests.web import pages, secrets_desk
from tests.web.secrets_desk import SECRET, TOLD, VALUES

API = "/api/v1"
WALKED = {
    "/": ["/", "/?order=news", "/?kind=carjacking", "/?text=Park"],
    "/map.json": ["/map.json"],
    "/sources": ["/sources"],
    "/incidents/{ident}": [
        "/incidents/n1", "/incidents/n1?as_of=2024-05-05", "/incidents/old", "/incidents/gone",
    ],
    "/incidents/{ident}/text": [
        f"/incidents/n1/text?form={form}" for form in ("text", "markdown", "html")
    ],
    "/incidents/{ident}/card.png": [],
    "/incidents/{ident}/calls": ["/incidents/n1/calls", "/incidents/n1/calls?as_of=2024-05-05"],
    "/incidents/{ident}/error": ["/incidents/n1/error"],
    "/corrections": ["/corrections"],
    "/about": ["/about"],
    "/charts": ["/charts", "/charts?text=Park"],
    "/charts.csv": ["/charts.csv"],
    "/tables": ["/tables"],
    "/tables/{kind}": [
        f"/tables/{kind}" for kind in ("incidents", "findings", "people", "accounts")
    ],
    "/tables/{kind}.{form}": ["/tables/incidents.csv", "/tables/incidents.json"],
    "/match": ["/match"],
    "/match/{ident}": ["/match/none"],
    "/help": ["/help"],
    "/tips": ["/tips"],
    "/incidents/{ident}/edit": ["/incidents/n1/edit"],
    "/add": ["/add"],
    "/add/{ident}": ["/add/none"],
    "/accounts/{ident:path}": ["ACCOUNTS", "ACCOUNTS?rejected=yes", "ACCOUNTS?considered=yes"],
    "/sounds/{ident:path}": ["SOUNDS"],
    "/sign-in": ["/sign-in"],
    "/review": ["/review"],
    "/review/like": ["/review/like"],
    "/static/{name:path}": [],
    "/feeds/incidents.atom": ["/feeds/incidents.atom"],
    "/feeds/changes.atom": ["/feeds/changes.atom"],
    "/incidents.geojson": ["/incidents.geojson"],
    "/embed/incidents/{ident}": ["/embed/incidents/n1"],
    "/embed/incidents/{ident}/{field}": [f"/embed/incidents/n1/{field}" for field in VALUES],
    f"{API}/openapi.json": [],
    API: [],
    f"{API}/": [],
    f"{API}/incidents": [f"{API}/incidents", f"{API}/incidents?text=Park"],
    f"{API}/search": [f"{API}/search", f"{API}/search?kind=carjacking"],
    f"{API}/incidents/{{ident}}": [
        f"{API}/incidents/n1", f"{API}/incidents/n1?as_of=2024-05-05", f"{API}/incidents/old",
    ],
    f"{API}/findings": [f"{API}/findings", f"{API}/findings?incident=n1"],
    f"{API}/accounts": [f"{API}/accounts"],
    f"{API}/accounts/{{ident:path}}": [f"{API}ACCOUNTS"],
    f"{API}/statements": [f"{API}/statements", f"{API}/statements?incident=n1"],
    f"{API}/statements/{{ident}}": ["STATEMENTS"],
    f"{API}/changes": [f"{API}/changes", f"{API}/changes?incident=n1"],
}  # fmt: skip
"""Every address that answers without a name, with what is asked of it here."""


def routes(app: FastAPI) -> Iterator[str]:
    """Yield the paths of all routes that only look, wherever they were put together."""
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        inner = getattr(route, "original_router", None)
        if inner is not None:
            before = getattr(getattr(route, "include_context", None), "prefix", "")
            yield from (
                before + each.path
                for each in inner.routes
                if isinstance(each, APIRoute) and "GET" in each.methods
            )
        elif isinstance(route, APIRoute) and "GET" in route.methods:
            yield route.path


def walked(browser: TestClient) -> Iterator[tuple[str, str]]:
    """Yield every address with all that comes back from it, headers too."""
    ids = [row["id"] for row in browser.get(f"{API}/accounts").json()["items"]]
    assert len(ids) == 2
    told = browser.get(f"{API}/statements").json()["items"]
    for asked in (each for some in WALKED.values() for each in some):
        if "ACCOUNTS" in asked:
            addresses = [asked.replace("ACCOUNTS", f"/accounts/{quote(i)}") for i in ids]
        elif asked == "SOUNDS":
            addresses = [f"/sounds/{quote(i)}" for i in ids]
        elif asked == "STATEMENTS":
            addresses = [f"{API}/statements/{row['id']}" for row in told[::9]]
        else:
            addresses = [asked]
        for address in addresses:
            answer = browser.get(address)
            assert answer.status_code < 500, address
            yield address, f"{address}\n{answer.headers}\n{answer.text}"


def hidden_in(text: str, secret: str) -> list[str]:
    """Return where a text spells what is withheld, in any writing of it."""
    plain = f"{text}\n{unquote(text)}\n{text.encode().decode('unicode_escape', 'ignore')}"
    return [plain[max(0, m.start() - 60) : m.end() + 20] for m in re.finditer(secret, plain)]


def test_every_address_is_walked() -> None:
    app = pages.reader("nowhere.db").app
    assert {*routes(app)} == {*WALKED}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return secrets_desk.make(tmp_path_factory.mktemp("policy") / "desk.db")


def test_no_name_that_is_withheld_leaves_the_desk(desk: Path) -> None:
    for address, text in walked(pages.reader(desk)):
        assert not hidden_in(text, SECRET), address


def test_what_is_public_does_leave_it(desk: Path) -> None:
    browser = pages.reader(desk)
    told = dict(walked(browser))
    assert "Lee Park" in told["/incidents/n1"]
    assert "Zephyr" in told[f"{API}/incidents/n1"]
    assert "Juniper Crescent" in told["/embed/incidents/n1/place"]
    assert "[name withheld: minor]" in told["/feeds/incidents.atom"]


@pytest.mark.parametrize("field", VALUES)
def test_no_field_that_is_withheld_leaves_the_desk(tmp_path: Path, field: str) -> None:
    browser = pages.reader(secrets_desk.make(tmp_path / "desk.db", field))
    for address, text in walked(browser):
        told = _without_forms(text, address) if field == "kind" else text
        assert not hidden_in(told, TOLD[field]), address
        assert not hidden_in(text, SECRET), address


@pytest.mark.parametrize("base_url", [None, "https://news.example/desk"])
def test_no_published_file_spells_it(tmp_path: Path, base_url: str | None) -> None:
    path = secrets_desk.make(tmp_path / "desk.db", "vehicle", "place")
    folder = tmp_path / "site"
    publish(str(path), Settings(), folder, base_url=base_url)
    files = [p for p in folder.rglob("*") if p.is_file() and "static" not in p.parts]
    assert len(files) > 20
    for file in files:
        text = f"{file.relative_to(folder)}\n{file.read_text(encoding='utf-8')}"
        for secret in (SECRET, TOLD["vehicle"], TOLD["place"]):
            assert not hidden_in(text, secret), file


@pytest.mark.parametrize("words", ["Timmy", "quade", "holt sought", "Wexcombe"])
@pytest.mark.parametrize("list_of", [f"{API}/incidents", f"{API}/search", f"{API}/findings"])
def test_a_search_of_the_api_does_not_tell_who_is_withheld(
    desk: Path, words: str, list_of: str
) -> None:
    answer = pages.reader(desk).get(list_of, params={"text": words})
    assert answer.json() == {"items": [], "next": None}


@pytest.mark.parametrize("own", [secrets_desk.ACCOUNT, secrets_desk.COPY])
def test_an_account_is_not_found_by_an_id_that_spells_a_name(desk: Path, own: str) -> None:
    browser = pages.reader(desk)
    for where in ("/accounts/", f"{API}/accounts/"):
        assert browser.get(f"{where}{quote(own)}").status_code == 404


def _without_forms(text: str, address: str) -> str:
    """Leave out the words that every form and address offers."""
    text = re.sub(r"<select.*?</select>", "", text, flags=re.DOTALL)
    return text.replace("kind=carjacking", "") if "carjacking" in address else text
