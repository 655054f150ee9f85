"""What a person who has never seen the desk does: find a dispute, check the words, settle it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Opened = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_newcomer_finds_what_is_disputed_and_reads_both_accounts(
    opened: Opened, scripts: bool
) -> None:
    page = opened("/", java_script_enabled=scripts)
    page.get_by_role("link", name=re.compile("disputed$")).first.click()
    page.locator(".results h3 a").first.click()
    page.get_by_role("link", name=re.compile(r"\d+ disputed$")).click()
    where = page.locator("#dispute-place")
    expect(where.locator("summary").first).to_contain_text("1200 block")
    where.locator("summary").first.click()
    expect(where.locator(".preferred .value")).to_contain_text("2100 block")
    expect(where.locator(".others .value").first).to_contain_text("1200 block")
    incident = page.url
    lit = []
    for side in (".preferred", ".others"):
        page.goto(incident)
        if where.get_attribute("open") is None:
            where.locator("summary").first.click()
        where.locator(f"{side} .by a").first.click()
        expect(page).to_have_url(re.compile(r"/accounts/.+#s-[0-9a-f]+$"))
        anchor = page.url.rpartition("#")[2]
        mark = page.locator(f"#{anchor} ~ mark").first
        expect(mark).to_be_in_viewport()
        lit.append(mark.inner_text())
    assert "2100 block" in lit[0]
    assert "1200 block" in lit[1]


def test_an_editor_settles_it_sees_the_revision_and_takes_it_back(
    editor: Page, disputed: str
) -> None:
    page, incident = editor, f"/incidents/{disputed}"
    page.goto(incident)
    before = revision(page)
    where = page.locator("#dispute-place")
    where.locator("summary").first.click()
    where.get_by_role("link", name="Decide").click()
    late = page.locator("section.side", has_text="1200 block")
    page.get_by_label("Why").fill("The radio had a reporter at the scene.")
    late.get_by_role("button", name=re.compile("prefer|this", re.IGNORECASE)).first.click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto(incident)
    assert revision(page) != before
    expect(page.locator("#known")).to_contain_text("1200 block")
    expect(page.locator(".slider")).to_contain_text("an editor preferred")
    page.goto(f"/review?incident={disputed}")
    expect(page.locator(".decided")).to_contain_text("The radio had a reporter at the scene.")
    page.locator(".decided").get_by_role("button", name="Undo").first.click()
    page.goto(incident)
    assert revision(page) == before


def test_a_decision_takes_one_key(editor: Page, disputed: str) -> None:
    page = editor
    page.goto(f"/review?incident={disputed}")
    first = page.locator("#question").inner_text()
    page.keyboard.press("n")
    expect(page.locator("#question")).not_to_have_text(first)
    page.goto(f"/review?kind=contested&incident={disputed}")
    page.keyboard.press("1")
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.keyboard.press("u")
    expect(page.locator("#question")).to_be_visible()


def test_the_slider_shows_the_page_as_it_was(opened: Opened, disputed: str) -> None:
    page = opened(f"/incidents/{disputed}")
    page.evaluate("window.same = true")
    slider = page.locator("#moment")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("This page is as of")).to_be_visible()
    expect(page).to_have_url(re.compile("as_of="))
    assert page.evaluate("window.same")
    expect(page.locator("#moment")).to_have_value("0")
    page.go_back()
    expect(page.get_by_text("This page is as of")).to_have_count(0)


def test_without_scripts_the_moments_are_a_list(opened: Opened, disputed: str) -> None:
    page = opened(f"/incidents/{disputed}", java_script_enabled=False)
    page.get_by_label("Show this page as of").select_option(index=0)
    page.locator(".slider").get_by_role("button", name="Show").click()
    expect(page.get_by_text("This page is as of")).to_be_visible()


def test_the_keyboard_alone_reaches_everything(opened: Opened, disputed: str) -> None:
    page = opened(f"/incidents/{disputed}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    fact = page.locator("#known summary").first
    fact.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#known details").first).to_have_attribute("open", "")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('section')?.id ?? ''"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none" or page.evaluate("document.activeElement === document.body")
    assert len(seen) > 3


def revision(page: Page) -> str:
    return page.locator("#history code").last.inner_text()


def test_keys_go_through_the_list_and_the_moments(opened: Opened, disputed: str) -> None:
    page = opened("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".row h3 a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/incidents/"))
    page.goto(f"/incidents/{disputed}")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("This page is as of")).to_be_visible()
    page.keyboard.press("Control+k")
    page.locator("#quick").fill("correct")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/corrections$"))


def test_the_lines_of_an_incident_are_copied(opened: Opened, disputed: str) -> None:
    page = opened(f"/incidents/{disputed}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Copy as Markdown").click()
    expect(page.get_by_text("Markdown: copied.")).to_be_visible()
    assert "### What we know" in page.evaluate("navigator.clipboard.readText()")
