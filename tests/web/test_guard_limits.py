"""How much, how slowly, how often; and a desk that cannot be written just now."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citydesk.store import SqliteStore
from citydesk.web.guard import limits, writing
from citydesk.web.guard.limits import CLIENTS, LARGEST, WAITING, Allowance, Limits
from citydesk.web.guard.patience import Patient
from tests.web.editors import client, desk_at, editor, form_word, sign_in


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desk_at(tmp_path)


def judgement(word: str) -> dict[str, str]:
    return {"csrf": word, "verb": "reject", "subject": "none", "why": "A slip."}


def test_a_body_that_is_too_large_is_refused_unread(desk: Path) -> None:
    browser = client(desk)
    answer = browser.post("/sign-in", content=b"x" * (LARGEST + 1))
    assert answer.status_code == 413
    assert "Traceback" not in answer.text
    assert browser.post("/sign-in", content=_pieces(LARGEST + 1)).status_code == 413
    assert browser.post("/sign-in", headers={"Content-Length": "-1"}).status_code == 400


def _pieces(size: int) -> Iterator[bytes]:
    for _ in range(0, size, 65_536):
        yield b"x" * 65_536


def test_many_fields_and_words_that_are_none_are_told_plainly(desk: Path) -> None:
    browser = editor(desk)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"a=1&" * 1000, b"\xff\xfe=\x00", b"%ff=%zz", b"", b"csrf=\xed\xa0\x80"):
        assert browser.post("/judgements", content=body, headers=kind).status_code == 403
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert browser.post("/judgements", content=b"--x\r\n", headers=kind).status_code == 403


def test_a_body_that_comes_too_slowly_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.01)

    async def never() -> Any:
        await asyncio.sleep(10)

    async def cut() -> Any:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "headers": []}
    assert asyncio.run(limits._body(scope, never)) == 408
    assert asyncio.run(limits._body(scope, cut)) == 400


def test_an_allowance_is_used_up_and_comes_back() -> None:
    now = [0.0]
    allowance = Allowance(2, 10.0, clock=lambda: now[0])
    assert [allowance.take("a") for _ in range(3)] == [0, 0, 5]
    assert allowance.take("b") == 0
    now[0] = 5.0
    assert [allowance.take("a") for _ in range(2)] == [0, 5]
    allowance.forget("a")
    assert allowance.take("a") == 0


def test_only_so_many_clients_are_remembered() -> None:
    allowance = Allowance(1, 10.0)
    for number in range(CLIENTS + 5):
        allowance.take(str(number))
    assert len(allowance._left) == CLIENTS


def test_a_flood_of_writes_is_stopped_and_readers_go_on(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WRITES", 5)
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    answers = [browser.post("/judgements", data=judgement(word)) for _ in range(8)]
    assert [a.status_code for a in answers].count(429) == 4, "one went for signing in"
    assert all(int(a.headers["retry-after"]) for a in answers if a.status_code == 429)
    assert browser.get("/").status_code == 200


def test_writers_wait_for_their_turn_and_only_so_many() -> None:
    async def flood() -> list[str]:
        limiter = Limits(_nothing)
        done = list[str]()

        over = asyncio.Event()

        async def one() -> None:
            async with limiter._turn() as mine:
                done.append("turn" if mine else "refused")
                if mine:
                    await over.wait()

        tasks = [asyncio.create_task(one()) for _ in range(limits.WRITERS + WAITING + 3)]
        await asyncio.sleep(0.01)
        assert done.count("refused") == 3
        assert done.count("turn") == limits.WRITERS
        over.set()
        await asyncio.gather(*tasks)
        assert limiter._here == 0
        return done

    assert asyncio.run(flood()).count("turn") == limits.WRITERS + WAITING


async def _nothing(scope: Any, receive: Any, send: Any) -> None:
    return None


def test_a_locked_desk_is_read_and_says_when_to_try_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "WAIT", 0.05)
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    with SqliteStore(desk) as other, other.transaction():  # as a rebuild holds it
        other.forget_readings()
        answer = browser.post("/judgements", data=judgement(word))
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert sign_in(client(desk)).status_code == 503
        assert browser.get("/review").status_code == 200, "readers see the desk as it was"
        assert "Port Alder" in browser.get("/review").text
        raise_nothing_is_kept = other.judgements()
    assert raise_nothing_is_kept == []


def test_a_desk_that_may_only_be_read_says_so(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    import citydesk.store.database as database

    monkeypatch.setattr(database, "_read_only", lambda path: f"{path.absolute().as_uri()}?mode=ro")
    answer = browser.post("/judgements", data={**judgement(word), "subject": _statement(desk)})
    assert answer.status_code == 403
    assert "read and not written" in answer.text
    assert sign_in(client(desk)).status_code == 403


def _statement(desk: Path) -> str:
    with SqliteStore(desk) as store:
        return next(iter(store.records())).statements[0].id


def test_a_desk_that_is_gone_is_not_made_again(desk: Path, tmp_path: Path) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    shutil.move(desk, tmp_path / "elsewhere.db")
    assert browser.post("/judgements", data=judgement(word)).status_code == 503
    assert not desk.exists()


class _Wire:
    """A connection that somebody holds: how much of the answer they have not read, and if open."""

    def __init__(self, unread: int = 0) -> None:
        self.unread, self.gone = unread, False

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.gone

    def abort(self) -> None:
        self.gone = True

    def get_extra_info(self, name: str) -> Any:
        return None


class _Answer:
    def __init__(self, complete: bool) -> None:
        self.response_complete = complete


@pytest.mark.parametrize(
    ("cycle", "unread", "gone"),
    [
        (None, 0, True),
        (_Answer(True), 0, True),
        (_Answer(False), 0, False),
        (_Answer(False), 9, True),
    ],
    ids=["a head that never ends", "the next head", "our own work", "an answer that nobody reads"],
)
def test_who_sends_or_takes_nothing_is_let_go(cycle: Any, unread: int, gone: bool) -> None:
    async def look_twice() -> bool:
        held = Patient.__new__(Patient)
        wire = _Wire(unread)
        held.loop, held.transport, held.cycle = asyncio.get_running_loop(), wire, cycle  # type: ignore[assignment]
        held._looked()
        assert not wire.gone, "the first look only remembers"
        assert held._look
        held._look.cancel()
        held._looked()
        return wire.gone

    assert asyncio.run(look_twice()) is gone
