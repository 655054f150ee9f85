"""The map and the timeline are really drawn, and what they say can be read without either."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Opened = Callable[..., Page]


def colours_of(page: Page, box: str) -> int:
    """Return how many different colours a part of a page has, as it is on the screen."""
    picture = page.locator(box).screenshot()
    return page.evaluate(
        """async (bytes) => {
          const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const brush = canvas.getContext("2d");
          brush.drawImage(picture, 0, 0);
          const { data } = brush.getImageData(0, 0, picture.width, picture.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }""",
        list(picture),
    )  # type: ignore[no-any-return]


@pytest.mark.parametrize("wide", [True, False])
def test_the_area_of_an_incident_is_drawn(opened: Opened, disputed: str, wide: bool) -> None:
    page = opened(f"/incidents/{disputed}", wide=wide)
    page.locator("[data-map=area]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-map=area].map-live canvas")
    assert colours_of(page, "[data-map=area] canvas") > 20
    expect(page.locator(".place-map .area").first).to_contain_text("Block level")


def test_the_incidents_are_on_the_map_of_the_front_page(opened: Opened) -> None:
    page = opened("/")
    page.locator("[data-map=incidents]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-map=incidents].map-live canvas")
    assert colours_of(page, "[data-map=incidents] canvas") > 20


def test_a_tap_on_the_map_leads_to_an_incident(opened: Opened) -> None:
    page = opened("/")
    page.locator("[data-map=incidents]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-map=incidents].map-live canvas")
    page.locator("[data-map=incidents] canvas").click()
    page.locator(".map-hits a").first.click()
    expect(page).to_have_url(re.compile(r"/incidents/[0-9a-f]+$"))


@pytest.mark.parametrize("wide", [True, False])
def test_the_timeline_is_drawn_as_precise_as_it_was_told(
    opened: Opened, disputed: str, wide: bool
) -> None:
    page = opened(f"/incidents/{disputed}", wide=wide)
    dots = page.locator(".tl .tl-dot")
    boxes = [dots.nth(i).bounding_box() for i in range(dots.count())]
    frame = page.locator(".tl").bounding_box()
    assert len(boxes) >= 5
    assert frame is not None
    for box in boxes:
        assert box is not None
        assert frame["x"] - 8 <= box["x"] <= frame["x"] + frame["width"] + 8
    assert colours_of(page, ".tl") > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_picture_for_those_who_cannot_see_it(opened: Opened, disputed: str) -> None:
    page = opened(f"/incidents/{disputed}")
    expect(page.locator(".tl desc")).to_contain_text("11:37 p.m.")
    page.get_by_text("Timeline as a list").click()
    expect(page.locator(".tl-list li").first).to_be_visible()
    assert page.locator(".tl-list a").count() > 5


def test_without_scripts_the_state_is_an_outline(opened: Opened, disputed: str) -> None:
    page = opened(f"/incidents/{disputed}", java_script_enabled=False)
    expect(page.locator(".sketch .sketch-area").first).to_be_visible()
    expect(page.locator(".tl .tl-step").first).to_be_visible()


def test_a_browser_that_cannot_draw_keeps_the_outline(opened: Opened, disputed: str) -> None:
    page = opened(None)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"/incidents/{disputed}")
    page.locator("[data-map=area]").scroll_into_view_if_needed()
    expect(page.locator(".sketch .sketch-area").first).to_be_visible()
    expect(page.locator(".map-live")).to_have_count(0)
