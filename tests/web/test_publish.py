"""The published files lead to each other from wherever they lie, and take their place at once."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import pytest

from citydesk.base.errors import DeskError, UsageError
from citydesk.cli.main import run
from citydesk.settings import Settings
from citydesk.store import open_store
from citydesk.web import publish as publishing
from citydesk.web.printing import file_of, relinked
from citydesk.web.publish import MARK, Step, publish
from tests.web import many, pages
from tests.web.test_hostile import ATTACKS

LINK = re.compile(r'\s(?:href|src|data-features)="([^"]*)"')


@pytest.fixture(scope="session")
def site(example_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public") / "site"
    publish(str(example_desk), Settings(), folder)
    return folder


def dangling(folder: Path) -> list[str]:
    """Return the links of all files that lead to no file."""
    lost = []
    for file in (p for kind in ("*.html", "*.atom") for p in folder.rglob(kind)):
        for address in map(html.unescape, LINK.findall(file.read_text(encoding="utf-8"))):
            path = unquote(address.partition("#")[0])
            outside = address.startswith(("https://", "http://", "#"))
            if not outside and not (file.parent / path).is_file():
                lost.append(f"{file.relative_to(folder)}: {address}")
    return lost


def test_every_link_leads_to_a_file(site: Path) -> None:
    assert not dangling(site)
    names = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    assert {"index.html", "sources.html", "feeds/incidents.atom", "incidents.geojson"} <= names
    assert len([n for n in names if n.startswith("incidents/")]) == 2
    assert len([n for n in names if n.startswith("accounts/")]) >= 10
    assert any(re.match(r"embed/incidents/\w+/time\.html", n) for n in names)


def test_no_form_and_no_way_to_sign_in_is_left(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        assert "<form" not in page, file
        assert "sign-in" not in page, file
        assert "/api/" not in page, file
        assert 'content="0' not in page


def test_what_lights_up_is_on_the_page_that_a_link_leads_to(site: Path) -> None:
    for file in (site / "incidents").glob("*.html"):
        for address in LINK.findall(file.read_text(encoding="utf-8")):
            path, _, mark = html.unescape(address).partition("#")
            if path.startswith("../accounts/") and mark:
                assert f'id="{mark}"' in (file.parent / path).read_text(encoding="utf-8")


def test_the_same_desk_makes_the_same_files(example_desk: Path, site: Path, tmp_path: Path) -> None:
    publish(str(example_desk), Settings(), tmp_path / "again")
    for file in (p for p in site.rglob("*") if p.is_file()):
        assert (tmp_path / "again" / file.relative_to(site)).read_bytes() == file.read_bytes()


def test_many_incidents_are_on_pages_that_follow_each_other(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = open_store(str(path))
    many.fill(store, 60)
    store.close()
    steps = list[Step]()
    publish(str(path), Settings(), tmp_path / "site", watch=steps.append)
    assert not dangling(tmp_path / "site")
    assert len(list((tmp_path / "site" / "incidents").iterdir())) == 60
    assert len(list((tmp_path / "site").glob("index*.html"))) == 3
    assert steps[-1].done == steps[-1].total
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_addresses_for_others_are_whole_where_somebody_says_where(
    example_desk: Path, tmp_path: Path
) -> None:
    base = "https://news.example/desk"
    publish(str(example_desk), Settings(), tmp_path / "site", base_url=base)
    feed = Xml.fromstring((tmp_path / "site/feeds/incidents.atom").read_text(encoding="utf-8"))
    links = [link.get("href") or "" for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    for link in links:
        assert link.startswith(f"{base}/")
        assert (tmp_path / "site" / link.removeprefix(f"{base}/")).is_file()
    page = next((tmp_path / "site/incidents").glob("*.html")).read_text(encoding="utf-8")
    assert f"iframe src=&#34;{base}/embed/" in page.replace('"', "&#34;")
    assert not dangling(tmp_path / "site")


def test_the_old_files_stay_until_the_new_ones_are_whole(
    example_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    publish(str(example_desk), Settings(), folder)
    before = (folder / "index.html").read_bytes()

    def fails(*_: Any) -> str:
        raise DeskError("the disk is full")

    monkeypatch.setattr(publishing, "relinked", fails)
    with pytest.raises(DeskError):
        publish(str(example_desk), Settings(), folder)
    assert (folder / "index.html").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_only_our_own_folder_is_replaced(example_desk: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "only-copy.txt").write_text("years of work")
    (tmp_path / "file").write_text("x")
    for name in ("thesis", "file"):
        with pytest.raises(UsageError):
            publish(str(example_desk), Settings(), tmp_path / name)
    assert (tmp_path / "thesis" / "only-copy.txt").read_text() == "years of work"
    (tmp_path / "empty").mkdir()
    publish(str(example_desk), Settings(), tmp_path / "empty")
    (tmp_path / "empty" / "stale.html").write_text("old")
    publish(str(example_desk), Settings(), tmp_path / "empty")
    assert not (tmp_path / "empty" / "stale.html").exists()
    assert (tmp_path / "empty" / MARK).exists()


def test_a_run_that_was_killed_between_two_steps_loses_nothing(
    example_desk: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(str(example_desk), Settings(), folder)
    folder.rename(tmp_path / ".site.before")
    publish(str(example_desk), Settings(), folder)
    assert (folder / "index.html").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_command_says_what_it_wrote(
    example_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(example_desk), "publish", str(tmp_path / "site")]) == 0
    assert "index.html" in capsys.readouterr().out
    assert run(["--desk", str(tmp_path / "none.db"), "publish", str(tmp_path / "x")]) == 3
    wrong = ["--desk", str(example_desk), "publish", str(tmp_path / "x"), "--base-url"]
    for given in ("ftp://x", "https://x/?a=b", 'https://x/"', "news.example"):
        assert run([*wrong, given]) == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "ident", ["a/b", "A", "..", ".hidden", "x" * 300, "ü", 'a"b', "a b", "a#b"]
)
def test_every_id_has_a_file_of_its_own(ident: str) -> None:
    from citydesk.views.voices import account_link

    file = file_of(account_link(ident))
    assert file is not None
    assert re.fullmatch(r"accounts/[a-z0-9_][a-z0-9._-]{0,90}\.html", file)
    assert file_of(account_link("a")) == "accounts/a.html"


@pytest.mark.parametrize(
    "address", ["/sign-in", "/review", "/?text=x", "/incidents/a?as_of=b", "/api/v1/", "/embed/x"]
)
def test_what_becomes_no_file_may_not_be_linked_to(address: str) -> None:
    assert file_of(address) is None
    with pytest.raises(LookupError):
        relinked(f'<a href="{address}">x</a>', "index.html", lambda _: None)


@pytest.mark.parametrize("attack", [*ATTACKS, "]]>", '" href="/sign-in', ' href="/review"'])
def test_hostile_text_makes_no_link(tmp_path: Path, night: Any, attack: str) -> None:
    path = pages.keep(
        tmp_path / "desk.db",
        night,
        title=attack,
        outlet=attack,
        text=f"{night.account.text}{attack}",
    )
    publish(str(path), Settings(), tmp_path / "site")
    assert not dangling(tmp_path / "site")
    for file in (tmp_path / "site").rglob("*.html"):
        assert "<script>" not in file.read_text(encoding="utf-8")
        assert "<img" not in file.read_text(encoding="utf-8")
