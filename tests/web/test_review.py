"""The review queue: its order, what a decision keeps, undoing it, two editors at one time."""

from __future__ import annotations

import html
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from citydesk import testing
from citydesk.cli.main import run
from citydesk.flow import pipeline
from citydesk.model import Judgement
from citydesk.store import SqliteStore
from citydesk.views.decisions import decisions
from tests.web.editors import client, desk_at, editor, form_word, token

LINK = "kind=link"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desk_at(tmp_path)


def fields(page: str, choice: str) -> dict[str, str]:
    """Return what pressing a button on the page sends."""
    form = page.split('action="/review">')[1].split("</form>")[0]
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert f'value="{choice}"' in form, form
    return {**{k: html.unescape(v) for k, v in found.items()}, "choice": choice}


def press(browser: TestClient, choice: str, query: str = "", why: str = "") -> Any:
    """Decide about the first matter of the queue."""
    page = browser.get(f"/review?{query}").text
    return browser.post("/review", data={**fields(page, choice), "why": why})


def kept(path: Path) -> list[Judgement]:
    with SqliteStore(path) as store:
        return store.judgements()


def said(judgements: list[Judgement]) -> list[tuple[str, str, str | None]]:
    return [(j.verb, j.subject, j.object) for j in judgements]


# --- the queue ---


def test_the_heaviest_comes_first_and_says_why(desk: Path) -> None:
    with SqliteStore(desk) as store:
        weights = [(d.weight, d.kind) for d in store.doubts()]
    assert weights == sorted(weights, reverse=True)
    page = editor(desk).get("/review").text
    assert "Are these two about the same incident?" in page
    assert f"= {weights[0][0]:.1f}." in page


def test_both_tellings_stand_side_by_side_with_what_speaks_for_and_against(desk: Path) -> None:
    page = editor(desk).get(f"/review?{LINK}").text
    assert page.count('<section class="side">') == 2
    assert 'class="for"' in page
    assert 'class="against"' in page
    assert "before anything is compared" not in page


def test_a_dispute_stands_in_columns_with_its_words_lit(desk: Path) -> None:
    page = editor(desk).get("/review?kind=contested").text
    assert "<mark>2024-05-03</mark>" in page
    assert "<mark>2024-05-05</mark>" in page
    assert 'data-key="1"' in page
    assert 'data-key="2"' in page


def test_not_now_shows_the_next_one_and_decides_nothing(desk: Path) -> None:
    browser = editor(desk)
    first = browser.get("/review").text
    later = html.unescape(re.search(r'href="([^"]+)" data-key="n"', first)[1])  # type: ignore[index]
    pages = (first, browser.get(later).text)
    one, other = (re.search(r'name="item" value="([^"]*)"', page) for page in pages)
    assert one
    assert other
    assert one[1] != other[1]
    assert kept(desk) == []


def test_one_incident_and_one_kind_can_be_asked_for(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        home, alone = (next(r.id for r in store.records() if len(r.tellings) == n) for n in (4, 1))
    assert "in two incidents; the other is" in browser.get(f"/review?incident={alone}").text
    none = browser.get(f"/review?incident={alone}&kind=contested").text
    assert "Nothing of this kind to review" in none
    assert "Only of" in browser.get(f"/review?incident={home[:8]}&kind=link").text
    assert browser.get("/review?kind=gossip").status_code == 400
    assert browser.get("/review?incident=none").status_code == 404
    assert browser.get("/review?item=none").status_code == 404


def test_the_page_of_an_incident_leads_to_its_own_dispute(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        home = next(r.id for r in store.records() if len(r.tellings) == 4)
    found = re.search(r'href="(/review\?[^"]+)"', browser.get(f"/incidents/{home}").text)
    assert found
    page = browser.get(html.unescape(found[1])).text
    assert "When. Which is right?" in page
    assert "/review?" not in client(desk).get(f"/incidents/{home}").text


def test_nobody_reviews_without_signing_in(desk: Path) -> None:
    assert client(desk).get("/review").status_code == 303
    assert client(desk).post("/review", data={"item": "x"}).status_code == 403


# --- deciding ---


def test_what_is_pressed_is_what_the_command_keeps(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = desk_at(tmp_path / "other")
    with SqliteStore(desk) as store:
        doubt = store.doubts("link")[0]
    press(editor(desk), "same", LINK, why="The same street.")
    arguments = ["judge", "same", doubt.subject, doubt.object, "--why", "The same street."]
    assert run(["--desk", str(other), *arguments, "--who", "ann"]) == 0
    (mine,), (theirs,) = kept(desk), kept(other)
    assert (mine.verb, mine.subject, mine.object, mine.who, mine.why) == (
        theirs.verb, theirs.subject, theirs.object, theirs.who, theirs.why,
    )  # fmt: skip
    with SqliteStore(desk) as one, SqliteStore(other) as two:
        assert [r.revision for r in one.records()] == [r.revision for r in two.records()]


@pytest.mark.parametrize("choice", ["prefer-1", "prefer-2"])
def test_preferring_a_value_settles_the_dispute(desk: Path, choice: str) -> None:
    answer = press(editor(desk), choice, "kind=contested")
    assert answer.status_code == 303
    (judged,) = kept(desk)
    assert (judged.verb, judged.who) == ("prefer", "ann")
    assert judged.why.startswith("“")
    assert judged.why.endswith("” preferred.")
    with SqliteStore(desk) as store:
        assert store.doubts("contested") == []
        found = next(r for r in store.records() if len(r.tellings) == 4).finding("time")
    assert found is not None
    assert judged.subject in found.statements


def test_rejecting_a_value_rejects_every_statement_of_it_at_once(desk: Path) -> None:
    press(editor(desk), "reject-1", "kind=contested")
    made = kept(desk)
    assert {j.verb for j in made} == {"reject"}
    assert len(made) == 3
    assert len({(j.at, j.who, j.why) for j in made}) == 1


def test_withholding_takes_the_field_from_the_public(desk: Path) -> None:
    press(editor(desk), "withhold", "kind=contested")
    ((verb, incident, what),) = said(kept(desk))
    assert (verb, what) == ("withhold", "time")
    with SqliteStore(desk) as store:
        assert store.record(incident).withheld == ("time",)
        assert store.doubts("contested") == []


def test_splitting_sets_a_report_apart_from_all_others_as_the_command_does(
    desk: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = desk_at(tmp_path / "other")
    press(editor(desk), "split", LINK)
    made = said(kept(desk))
    assert {verb for verb, _, _ in made} == {"different"}
    assert len(made) == 3
    with SqliteStore(desk) as store:
        sizes = sorted(len(r.tellings) for r in store.records())
        kinds = [c.kind for c in store.changes()]
    assert sizes == [1, 1, 3], "set apart from those three, it stands alone"
    assert kinds.count("split") <= 1, "one decision is one change"
    odd = "bee-2024-05-05-port-alder"
    assert run(["--desk", str(other), "judge", "split", odd, "--why", "Another day."]) == 0
    assert sorted(said(kept(other))) == sorted(made)


def test_different_sends_the_two_apart_and_the_doubt_is_gone(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        doubt = store.doubts("link")[0]
    press(browser, "different", LINK)
    with SqliteStore(desk) as store:
        assert store.incidents_of([doubt.subject]) != store.incidents_of([doubt.object])
        assert doubt.id not in [d.id for d in store.doubts()]


def test_a_decision_says_that_it_is_kept_and_who_made_it(desk: Path) -> None:
    browser = editor(desk, "bob")
    answer = press(browser, "same", LINK, why="Read <b>both</b>.")
    page = browser.get(answer.headers["location"]).text
    assert "Saved." in page
    assert "Read &lt;b&gt;both&lt;/b&gt;." in page
    assert "<strong>bob</strong>" in page


def test_every_decision_can_be_undone(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        before = [(r.id, r.revision) for r in store.records()]
        doubts = [d.id for d in store.doubts()]
    press(browser, "split", LINK)
    made = kept(desk)
    word = form_word(browser.get("/review").text)
    form = {"csrf": word, "judgement": [j.id for j in made]}
    assert browser.post("/review/undo", data=form).status_code == 303
    assert said(kept(desk))[3:] == [("withdraw", j.id, None) for j in made]
    with SqliteStore(desk) as store:
        assert [(r.id, r.revision) for r in store.records()] == before
        assert [d.id for d in store.doubts()] == doubts
    again = browser.post("/review/undo", data=form)
    assert again.status_code == 409
    assert len(kept(desk)) == 6


def test_undoing_what_never_was_changes_nothing(desk: Path) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/review").text)
    answer = browser.post("/review/undo", data={"csrf": word, "judgement": "none"})
    assert answer.status_code == 409
    assert kept(desk) == []


def test_any_judgement_can_be_made_from_another_page(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        statement = next(iter(store.records())).statements[0].id
    word = form_word(browser.get("/review").text)
    form = {"csrf": word, "verb": "reject", "subject": statement, "why": "A slip.", "back": "/x"}
    answer = browser.post("/judgements", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/x")
    assert said(kept(desk)) == [("reject", statement, None)]
    for wrong in ({"why": " "}, {"verb": "burn"}, {"why": "x" * 3000}):
        assert browser.post("/judgements", data={**form, **wrong}).status_code == 400
    assert browser.post("/judgements", data={**form, "subject": "none"}).status_code == 404
    assert len(kept(desk)) == 1


def test_a_program_decides_with_a_token(desk: Path) -> None:
    with SqliteStore(desk) as store:
        doubt = store.doubts("link")[0]
    form = {"verb": "same", "subject": doubt.subject, "object": doubt.object, "why": "Checked."}
    headers = {"Authorization": f"Bearer {token(desk)}"}
    assert client(desk).post("/judgements", data=form, headers=headers).status_code == 303
    assert said(kept(desk)) == [("same", doubt.subject, doubt.object)]


# --- two at one time, and what goes wrong ---


def test_who_comes_second_is_told_and_keeps_nothing(desk: Path) -> None:
    ann, bob = editor(desk), editor(desk, "bob")
    theirs = fields(bob.get("/review?kind=contested").text, "prefer-2")
    press(ann, "prefer-1", "kind=contested")
    answer = bob.post("/review", data=theirs)
    assert answer.status_code == 409
    assert "since you looked" in answer.text
    assert [j.who for j in kept(desk)] == ["ann"]


def test_a_page_that_is_out_of_date_decides_nothing(desk: Path) -> None:
    browser = editor(desk)
    form = fields(browser.get("/review?kind=contested").text, "prefer-2")
    with SqliteStore(desk) as store:
        record = next(r for r in store.records() if len(r.tellings) == 4)
        found = record.finding("time")
        assert found is not None
        pipeline.judge(store, testing.judgement("reject", found.statements[0]))
    assert browser.post("/review", data=form).status_code == 409
    assert len(kept(desk)) == 1


def test_two_decisions_at_the_same_moment_are_one_decision(desk: Path) -> None:
    editors = [editor(desk), editor(desk, "bob")]
    forms = [fields(e.get("/review?kind=contested").text, "prefer-2") for e in editors]
    start, answers = threading.Barrier(2), dict[int, int]()

    def decide(number: int) -> None:
        start.wait()
        answers[number] = editors[number].post("/review", data=forms[number]).status_code

    threads = [threading.Thread(target=decide, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == [303, 409]
    assert len(kept(desk)) == 1


def test_a_kill_in_the_middle_keeps_nothing_of_a_decision(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    put, calls = SqliteStore.put_record, list[str]()

    def dies(self: SqliteStore, record: Any) -> None:
        calls.append(record.id)
        put(self, record)
        raise Killed

    with SqliteStore(desk) as store:
        before = [(r.id, r.revision) for r in store.records()]
        doubt = store.doubts("link")[0]
        monkeypatch.setattr(SqliteStore, "put_record", dies)
        with pytest.raises(Killed):
            pipeline.judge(store, testing.judgement("different", doubt.subject, doubt.object))
    assert calls
    monkeypatch.undo()
    with SqliteStore(desk) as store:
        assert store.judgements() == []
        assert [(r.id, r.revision) for r in store.records()] == before
        assert not list(store.problems())


def test_a_mistake_in_the_middle_of_several_keeps_none_of_them(desk: Path) -> None:
    with SqliteStore(desk) as store:
        doubt = store.doubts("link")[0]
        good = testing.judgement("different", doubt.subject, doubt.object)
        with pytest.raises(Exception, match="no report"):
            pipeline.judge(store, good, testing.judgement("different", doubt.subject, "none"))
        assert store.judgements() == []


def test_values_that_are_not_what_they_must_be_are_told_plainly(desk: Path) -> None:
    browser = editor(desk)
    good = fields(browser.get(f"/review?{LINK}").text, "same")
    for wrong, status in (
        ({"choice": "burn"}, 400), ({"state": "x"}, 409), ({"item": "x"}, 409),
        ({"why": "x" * 2001}, 400),
    ):  # fmt: skip
        answer = browser.post("/review", data={**good, **wrong})
        assert answer.status_code == status, wrong
        assert "Traceback" not in answer.text
    assert kept(desk) == []


# --- what was decided ---


def test_what_was_decided_at_once_is_one_line_and_says_what_stands() -> None:
    split = [testing.judgement("different", "a#0", f"{i}#0") for i in range(3)]
    prefer = testing.judgement("prefer", "s1")
    undone = testing.judgement("withdraw", prefer.id, at=testing.NOW.replace(year=2030))
    newest, second, first = decisions([*split, prefer, undone])
    assert (first.who, first.more, len(first.ids)) == ("E. Ditor", 2, 3)
    assert (second.verb, second.ids) == ("preferred", ())
    assert newest.verb == "taken back"
