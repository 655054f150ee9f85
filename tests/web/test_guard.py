"""Who may do what: signing in, forms of other sites, tokens, names, headers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from citydesk.base.errors import UsageError
from citydesk.flow import pipeline
from citydesk.flow.pipeline import How
from citydesk.outputs import export
from citydesk.outputs.exports import FORMS
from citydesk.settings import Settings
from citydesk.store import SqliteStore
from citydesk.web import application
from citydesk.web.guard import require
from citydesk.web.guard.asking import safe_path
from citydesk.web.guard.headers import origin, policy
from citydesk.web.guard.hosts import is_known, is_loopback
from citydesk.web.guard.passwords import check_password, hash_password, user_name
from citydesk.web.guard.tokens import digest, form_token, is_form_token, new_secret
from tests.web.editors import (
    PASSWORD,
    Titled,
    client,
    desk_at,
    editor,
    form_word,
    sign_in,
    token,
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desk_at(tmp_path)


# --- signing in ---


def test_a_session_is_a_cookie_that_scripts_and_other_sites_do_not_have(desk: Path) -> None:
    cookie = sign_in(client(desk)).headers["set-cookie"].split(", citydesk-form=")[0]
    assert cookie.startswith("citydesk=")
    for flag in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"):
        assert flag in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure_and_no_other_host_can_set_it(desk: Path) -> None:
    browser = client(desk, base_url="https://desk.example.org", **{})
    assert browser.get("/sign-in").status_code == 421  # the name is not known yet
    app = application(str(desk), Settings(), base_url="https://desk.example.org")
    browser = TestClient(app, base_url="https://desk.example.org", follow_redirects=False)
    answer = sign_in(browser)
    assert answer.headers["set-cookie"].startswith("__Host-citydesk=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "Strict-Transport-Security" in answer.headers
    assert browser.get("/review").status_code == 200


def test_only_a_hash_of_the_session_is_kept(desk: Path) -> None:
    browser = editor(desk)
    secret = browser.cookies["citydesk"]
    content = b"".join(p.read_bytes() for p in desk.parent.glob("desk.db*"))
    assert secret.encode() not in content
    assert digest(secret).encode() in content
    assert PASSWORD.encode() not in content


def test_a_wrong_name_and_a_wrong_password_are_told_alike(desk: Path) -> None:
    wrong = sign_in(client(desk), "ann", "not the password")
    nobody = sign_in(client(desk), "ghost", "not the password")
    assert (wrong.status_code, nobody.status_code) == (403, 403)
    assert [part for part in wrong.text.splitlines() if 'role="alert"' in part] == [
        part for part in nobody.text.splitlines() if 'role="alert"' in part
    ]
    assert "set-cookie" not in wrong.headers or "citydesk=" not in wrong.headers["set-cookie"]


def test_who_does_not_exist_is_checked_against_a_hash_as_well(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    checked: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: Any, hashed: str, password: str) -> bool:
        checked.append(hashed)
        return bool(verify(self, hashed, password))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    sign_in(client(desk), "ghost")
    sign_in(client(desk), "ann", "not the password")
    assert len(checked) == 2
    costs = {hashed.rsplit("$", 2)[0] for hashed in checked}
    assert len(costs) == 1, "both take as long: the same algorithm with the same parameters"
    assert costs.pop().startswith("$argon2id$")


def test_signing_in_gives_a_new_session_and_ends_the_one_brought_along(desk: Path) -> None:
    planted = new_secret()
    browser = client(desk)
    browser.cookies.set("citydesk", planted, domain="localhost.local", path="/")
    sign_in(browser)
    mine = [c.value for c in browser.cookies.jar if c.name == "citydesk"]
    assert any(value != planted for value in mine)
    other = client(desk)
    other.cookies.set("citydesk", planted)
    assert other.get("/review").status_code == 303, "the planted one is nobody's"

    first = editor(desk)
    before = first.cookies["citydesk"]
    word = form_word(first.get("/review").text)
    first.post("/sign-in", data={"csrf": word, "name": "bob", "password": PASSWORD})
    old = client(desk)
    old.cookies.set("citydesk", before)
    assert old.get("/review").status_code == 303


def test_a_session_ends_by_itself_and_by_signing_out(desk: Path) -> None:
    browser = editor(desk)
    secret = browser.cookies["citydesk"]
    word = form_word(browser.get("/review").text)
    assert browser.get("/sign-out").status_code == 405, "no link signs anybody out"
    assert browser.post("/sign-out", data={"csrf": word}).status_code == 303
    stale = client(desk)
    stale.cookies.set("citydesk", secret)
    assert stale.get("/review").status_code == 303

    editor(desk)
    with SqliteStore(desk) as store:
        store._db.run("UPDATE session SET until = '2020-01-01T00:00:00+00:00'")
        (left,) = store._db.rows("SELECT count(*) FROM session")
    assert left == (1,)
    later = editor(desk)
    with SqliteStore(desk) as store:
        assert store._db.value("SELECT count(*) FROM session") == 1, "what has ended is forgotten"
    assert later.get("/review").status_code == 200


def test_too_many_tries_are_stopped_for_a_while(desk: Path) -> None:
    browser = client(desk)
    answers = [sign_in(browser, "ann", f"guess {i}").status_code for i in range(8)]
    assert answers[:6] == [403] * 6
    assert answers[6:] == [429] * 2
    stopped = sign_in(browser)
    assert stopped.status_code == 429
    assert int(stopped.headers["retry-after"]) > 0
    assert sign_in(browser, "bob").status_code == 303, "others are not kept out"


def test_a_removed_user_and_another_password_end_every_session(desk: Path) -> None:
    ann, bob, secret = editor(desk), editor(desk, "bob"), token(desk)
    with SqliteStore(desk) as store:
        store.remove_user("ANN")
        store.set_password("bob", hash_password("another long one", "bob"))
    assert ann.get("/review").status_code == 303
    assert bob.get("/review").status_code == 303
    told = client(desk).get("/review", headers={"Authorization": f"Bearer {secret}"})
    assert told.status_code == 401


@pytest.mark.parametrize(
    "given",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\nb"],
)
def test_after_signing_in_nobody_is_sent_to_another_site(desk: Path, given: str) -> None:
    assert safe_path(given) == "/"
    browser = client(desk)
    word = form_word(browser.get("/sign-in").text)
    form = {"csrf": word, "name": "ann", "password": PASSWORD, "next": given}
    assert browser.post("/sign-in", data=form).headers["location"] == "/"


def test_signing_in_leads_back_to_where_somebody_came_from(desk: Path) -> None:
    browser = client(desk)
    asked = browser.get("/review?kind=link")
    assert asked.headers["location"] == "/sign-in?next=%2Freview%3Fkind%3Dlink"
    page = browser.get(asked.headers["location"]).text
    assert 'value="/review?kind=link"' in page


# --- forms of other sites ---


@pytest.mark.parametrize("word", [None, "", "wrong", "a.b", "é.ü"])
def test_a_form_without_the_right_word_changes_nothing(desk: Path, word: str | None) -> None:
    browser = editor(desk)
    form = {"verb": "reject", "subject": "x", "why": "no", **({"csrf": word} if word else {})}
    answer = browser.post("/judgements", data=form)
    assert answer.status_code == 403
    with SqliteStore(desk) as store:
        assert store.judgements() == []


def test_the_word_of_another_session_does_not_fit(desk: Path) -> None:
    word = form_word(editor(desk, "bob").get("/review").text)
    form = {"csrf": word, "verb": "reject", "subject": "x", "why": "no"}
    assert editor(desk).post("/judgements", data=form).status_code == 403


def test_the_sign_in_form_has_a_word_too(desk: Path) -> None:
    form = {"name": "ann", "password": PASSWORD}
    assert client(desk).post("/sign-in", data=form).status_code == 403
    word = form_word(client(desk).get("/sign-in").text)
    assert client(desk).post("/sign-in", data={**form, "csrf": word}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_that_stood_on_another_site_is_refused(desk: Path, headers: dict[str, str]) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    form = {"csrf": word, "verb": "reject", "subject": "x", "why": "no"}
    assert browser.post("/judgements", data=form, headers=headers).status_code == 403
    ours = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert browser.post("/judgements", data=form, headers=ours).status_code == 404


def test_a_script_of_our_own_brings_the_word_in_a_header(desk: Path) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    form = {"verb": "reject", "subject": "x", "why": "no"}
    answer = browser.post("/judgements", data=form, headers={"X-CSRF-Token": word})
    assert answer.status_code == 404


def test_words_differ_each_time_and_fit_their_secret_alone() -> None:
    secret = new_secret()
    one, other = form_token(secret), form_token(secret)
    assert one != other
    assert is_form_token(one, secret)
    assert is_form_token(other, secret)
    assert not is_form_token(one, new_secret())
    assert not is_form_token(one[:-1], secret)


# --- tokens ---


@pytest.fixture
def asked(desk: Path) -> TestClient:
    # two routes more, which need a scope each
    app = application(str(desk), Settings())
    router = APIRouter()

    @router.get("/api/read", dependencies=[Depends(require("read"))])
    def read() -> str:
        return "read"

    @router.post("/api/judge", dependencies=[Depends(require("judge"))])
    def judge() -> str:
        return "judged"

    app.include_router(router)
    return TestClient(app, base_url="http://127.0.0.1:8321")


def test_a_token_may_what_its_scope_says(desk: Path, asked: TestClient) -> None:
    def status(method: str, path: str, secret: str | None) -> int:
        headers = {"Authorization": f"Bearer {secret}"} if secret is not None else {}
        return asked.request(method, path, headers=headers).status_code

    read, judge = token(desk, "read"), token(desk, "judge")
    assert status("GET", "/api/read", None) == 401
    assert status("GET", "/api/read", read) == 200
    assert status("GET", "/api/read", judge) == 200
    assert status("POST", "/api/judge", read) == 403
    assert status("POST", "/api/judge", judge) == 200
    assert status("POST", "/api/judge", None) == 401
    assert status("GET", "/api/read", "guessed") == 401
    assert status("GET", "/api/read", "") == 401
    assert status("GET", "/api/read", token(desk, "read", days=-1)) == 401
    assert status("POST", "/api/judge", token(desk, "judge", "rea")) == 403, "as their user may"


def test_a_program_is_told_what_is_wrong_as_json(asked: TestClient) -> None:
    for path, status in (("/api/read", 401), ("/api/nothing", 404)):
        answer = asked.get(path)
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert (answer.status_code, told["status"]) == (status, status)
        assert told["title"]
        assert told["detail"]
    strange = asked.get("/api/read", headers={"Host": "evil.example"})
    assert (strange.status_code, strange.json()["status"]) == (421, 421)


def test_only_a_hash_of_a_token_is_kept(desk: Path) -> None:
    secret = token(desk)
    content = b"".join(p.read_bytes() for p in desk.parent.glob("desk.db*"))
    assert secret.encode() not in content


def test_a_token_counts_and_a_cookie_beside_it_does_not(desk: Path) -> None:
    browser = editor(desk)
    answer = browser.get("/review", headers={"Authorization": "Bearer guessed"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    basic = browser.get("/review", headers={"Authorization": "Basic YW5uOng="})
    assert basic.status_code == 401


def test_a_reader_sees_the_evidence_and_decides_nothing(desk: Path) -> None:
    browser = editor(desk, "rea")
    assert browser.get("/review").status_code == 403
    home = browser.get("/").text
    assert "rea" in home
    assert 'href="/review"' not in home


def test_every_route_that_writes_asks_who_it_is(desk: Path) -> None:
    app = application(str(desk), Settings())
    routes = [r for r in _routes(app) if r.methods & {"POST", "PUT", "PATCH", "DELETE"}]
    open_ones = {r.path for r in routes if not _asks(r)}
    # "/add" asks by itself, because it hands back what was typed to whoever's session has ended
    assert open_ones == {"/sign-in", "/sign-out", "/add", "/incidents/{ident}/error"}
    assert {"/review", "/review/undo", "/judgements"} <= {r.path for r in routes}


def _routes(app: Any) -> list[APIRoute]:
    found = []
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        found += inner.routes if inner is not None else [route]
    return [r for r in found if isinstance(r, APIRoute)]


def _asks(route: APIRoute) -> bool:
    asked = [d.call for d in route.dependant.dependencies]
    return any(getattr(call, "__qualname__", "").startswith("require.") for call in asked)


# --- names, addresses, headers ---


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "a@localhost", "127.0.0.1.evil.example",
             "localhost:x", "[::1", "localhost/"]
)  # fmt: skip
def test_a_name_that_is_not_the_desks_own_is_turned_away(host: str) -> None:
    assert not is_known(host, frozenset())


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8321", "127.0.0.1:1", "[::1]:80", "192.168.0.7", "desk.example"],
)
def test_addresses_and_known_names_are_let_in(host: str) -> None:
    assert is_known(host, frozenset({"desk.example"}))


def test_loopback_is_what_only_this_machine_reaches() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.7", "desk.example")))


def test_a_stranger_by_name_gets_a_page_that_says_so(desk: Path) -> None:
    answer = client(desk).get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "does not go by that name" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nowhere", "/incidents/none", "/static/desk.css"]
)
def test_every_answer_has_the_headers(desk: Path, path: str) -> None:
    headers = client(desk).get(path).headers
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_our_own_mistakes_have_them_too_and_show_no_trace(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = client(desk)
    app: Any = browser.app

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("the secret of the house")

    answer = browser.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers


def test_what_an_editor_sees_is_kept_by_no_cache(desk: Path) -> None:
    assert editor(desk).get("/review").headers["cache-control"] == "private, no-store"
    assert "Cookie" in client(desk).get("/").headers["vary"]


def test_only_cards_may_be_framed_and_only_named_hosts_lend_tiles() -> None:
    assert "frame-ancestors *" in policy(framed=True)
    assert "unsafe" not in policy() + policy(framed=True)
    assert origin("https://{s}.tiles.example/{z}/{x}.png") == "https://*.tiles.example"
    assert origin("https://tiles.example:8443/style.json") == "https://tiles.example:8443"
    for wrong in ("tiles.example", "ftp://a.example", "https://a b.example", "https://", "x:y",
                  "https://a.example;script-src", "https://[::1"):  # fmt: skip
        assert origin(wrong) is None


def test_users_outlive_a_rebuild_and_are_in_no_export(desk: Path, tmp_path: Path) -> None:
    secret = token(desk)
    browser = editor(desk)
    with SqliteStore(desk) as store:
        names = [user.name for user in store.users()]
        pipeline.rebuild(store, How(reader=Titled()))
        assert [user.name for user in store.users()] == names
        assert store.token_user(digest(secret), dt.datetime.now(dt.UTC))
        hashes = [user.password for user in store.users()]
        words = "".join(
            line
            for kind, forms in FORMS.items()
            for form in forms
            for line in export(kind, _items(store, kind), form, account_of=store.find_account)  # type: ignore[arg-type]
        )
    assert browser.get("/review").status_code == 200
    assert "Port Alder" in words
    assert not any(hashed in words for hashed in (*hashes, digest(secret), secret))


def _items(store: SqliteStore, kind: str) -> Any:
    if kind == "incidents":
        return store.records()
    if kind == "mentions":
        return ()
    return (store.reading(account.id) for account in store.accounts())


# --- passwords ---


def test_passwords_are_hashed_with_argon2id_and_checked() -> None:
    hashed = hash_password("seven quiet herons")
    assert hashed.startswith("$argon2id$")
    assert check_password("seven quiet herons", hashed)
    assert not check_password("seven quiet heron", hashed)
    assert not check_password("seven quiet herons", None)
    assert not check_password("seven quiet herons", "no hash")
    assert check_password("cafe\u0301 de nuit noire", hash_password("café de nuit noire"))


@pytest.mark.parametrize("password", ["short", "x" * 2000, "aaaaaaaaaaaaaaaa", "annannannann"])
def test_passwords_that_are_guessed_easily_are_refused(password: str) -> None:
    with pytest.raises(UsageError):
        hash_password(password, "ann")


@pytest.mark.parametrize(
    "name", ["", " ann", "ann ", "a" * 65, "<b>", "a\u202eb", "a\nb", "-x", "a  b"]
)
def test_names_that_would_confuse_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        user_name(name)


def test_names_of_people_are_fine() -> None:
    for name in ("ann", "Ann O'Dell", "José Peña", "a.b@desk.example"):
        assert user_name(name) == name
