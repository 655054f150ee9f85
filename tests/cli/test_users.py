"""`citydesk user`: passwords are asked for, never shown; tokens are shown once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from citydesk.store import SqliteStore
from citydesk.web.guard.passwords import check_password
from citydesk.web.guard.tokens import digest

PASSWORD = "seven quiet herons"
Result = tuple[int, str, str]
Command = Callable[..., Result]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put words on standard input."""
    return lambda words: monkeypatch.setattr("sys.stdin", io.StringIO(words))


@pytest.fixture
def peopled(desk: Path, citydesk: Command, typed: Callable[[str], None]) -> Path:
    """Return a desk at which Ann is an editor and Rea a reader."""
    for name, role in (("ann", "editor"), ("rea", "reader")):
        typed(f"{PASSWORD}\n")
        assert citydesk("--desk", desk, "user", "add", name, "--role", role)[0] == 0
    return desk


def test_a_password_is_read_and_neither_shown_nor_kept(peopled: Path, citydesk: Command) -> None:
    with SqliteStore(peopled) as store:
        ann, rea = store.users()
    assert (ann.name, ann.role, rea.role) == ("ann", "editor", "reader")
    assert check_password(PASSWORD, ann.password)
    code, out, err = citydesk("--desk", peopled, "user", "list")
    assert code == 0
    assert "ann: editor, since" in out
    assert PASSWORD not in out + err
    assert "argon2" not in out + err
    assert PASSWORD.encode() not in b"".join(
        p.read_bytes() for p in peopled.parent.glob("desk.db*")
    )


def test_at_a_terminal_it_is_asked_for_twice(
    desk: Path, citydesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    given = iter([PASSWORD, PASSWORD, PASSWORD, "something else"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(given))
    assert citydesk("--desk", desk, "user", "add", "ann")[0] == 0
    code, _, err = citydesk("--desk", desk, "user", "password", "ann")
    assert code == 2
    assert "not the same" in err


@pytest.mark.parametrize(("name", "words"), [("ann", "short\n"), ("ann", ""), ("<b>", PASSWORD)])
def test_what_cannot_be_is_refused(
    desk: Path, citydesk: Command, typed: Callable[[str], None], name: str, words: str
) -> None:
    typed(words)
    assert citydesk("--desk", desk, "user", "add", name)[0] == 2
    with SqliteStore(desk) as store:
        assert store.users() == []


def test_a_name_is_given_once_in_whatever_case(
    peopled: Path, citydesk: Command, typed: Callable[[str], None]
) -> None:
    typed(f"{PASSWORD}\n")
    code, _, err = citydesk("--desk", peopled, "user", "add", "ANN")
    assert code == 2
    assert "citydesk user password" in err


def test_another_password_and_no_more_user(
    peopled: Path, citydesk: Command, typed: Callable[[str], None]
) -> None:
    typed("another long one\n")
    assert citydesk("--desk", peopled, "user", "password", "Ann")[0] == 0
    with SqliteStore(peopled) as store:
        found = store.find_user("ann")
    assert found
    assert check_password("another long one", found.password)
    assert citydesk("--desk", peopled, "user", "remove", "ann")[0] == 0
    assert citydesk("--desk", peopled, "user", "remove", "ann")[0] == 4
    assert citydesk("--desk", peopled, "user", "password", "ann")[0] == 4
    assert "ann" not in citydesk("--desk", peopled, "user", "list")[1]


def test_a_token_is_shown_once_and_revoked_by_its_id(peopled: Path, citydesk: Command) -> None:
    code, out, err = citydesk("--desk", peopled, "user", "token", "ann", "--scope", "judge")
    secret = out.strip()
    assert code == 0
    assert secret.startswith("citydesk_")
    assert "shown only now" in err
    plain = citydesk("--desk", peopled, "user", "list", "--json")[1]
    assert secret not in plain
    assert digest(secret) not in plain
    ann = json.loads(plain)[0]
    assert [t["scope"] for t in ann["tokens"]] == ["judge"]
    ident = ann["tokens"][0]["id"]
    assert citydesk("--desk", peopled, "user", "token", "rea", "--revoke", ident)[0] == 2
    assert citydesk("--desk", peopled, "user", "token", "ann", "--revoke", ident)[0] == 0
    with SqliteStore(peopled) as store:
        assert store.tokens("ann") == []


def test_a_reader_gets_no_token_to_judge_with(peopled: Path, citydesk: Command) -> None:
    assert citydesk("--desk", peopled, "user", "token", "rea", "--scope", "judge")[0] == 2
    assert citydesk("--desk", peopled, "user", "token", "rea")[0] == 0
    assert citydesk("--desk", peopled, "user", "token", "nobody")[0] == 4


def test_an_empty_list_says_what_to_do(desk: Path, citydesk: Command) -> None:
    code, out, err = citydesk("--desk", desk, "user", "list")
    assert (code, out) == (0, "")
    assert "citydesk user add" in err
