"""Everything that comes from accounts is hostile text: it is shown, and it does nothing."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from citydesk.model import Finding, Speaker, Text
from tests.web import pages

SCRIPT = "<script>alert(1)</script>"
ATTACKS = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</title></style></textarea><svg onload=alert(1)>",
    "\u202edellik 2\u202c",
    "\x1b[31mred\x1b[0m",
    "]]><!-- --> &lt;b&gt;",
    "' onmouseover='alert(1)",
    "javascript:alert(1)//",
)


class Tags(HTMLParser):
    """Collects every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text(tmp_path: Path, night: Any, attack: str) -> None:
    record = night.record
    finding = Finding(
        field="motive", key=attack, value=Text(text=attack), status="single-source",
        reason=f"Only {attack}.", statements=(record.statements[0].id,), sources=1,
    )  # fmt: skip
    said = dataclasses.replace(
        record.statements[0].attribution,
        speakers=(Speaker(name=attack, kind="other"), Speaker(name=attack, kind="media")),
    )
    first = dataclasses.replace(record.statements[0], attribution=said)
    telling = dataclasses.replace(
        record.tellings[0], outlet=attack, title=attack, url=f"javascript:{attack}"
    )
    record = dataclasses.replace(
        record,
        headline=f"Two hurt {attack}",
        findings=(*record.findings, finding),
        statements=(first, *record.statements[1:]),
        tellings=(telling,),
        people=(dataclasses.replace(record.people[3], name=f"Lee {attack}"),),
        questions=(dataclasses.replace(record.questions[0], text=attack),),
        timeline=(dataclasses.replace(record.timeline[0], label=attack),),
    )
    text = f"{night.account.text} {attack}"
    path = pages.keep(
        tmp_path / "desk.db", night, record,
        title=attack, text=text, outlet=attack, url=f"javascript:{attack}",
    )  # fmt: skip
    browser = pages.reader(path)
    for address in ("/", "/incidents/n1", "/accounts/first", "/sources"):
        page = browser.get(address)
        assert page.status_code == 200, address
        _harmless(page.text, address)
        assert "{{ 7" not in attack or "{{ 7 * 7 }}" in page.text or address == "/sources"
    told = quote(attack, safe="")
    for address in (f"/?text={told}", f"/incidents/{told}", f"/accounts/{told}"):
        _harmless(browser.get(address).text, address)


def _harmless(page: str, address: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x00-\x08]", page), address
    tags = Tags()
    tags.feed(page)
    for tag, attributes in tags.found:
        assert tag not in ("img", "object", "embed", "style", "base"), address
        assert tag != "iframe" or attributes.get("src", "").startswith("/embed/"), address
        assert not any(name.startswith("on") or name == "style" for name in attributes), address
        for name in ("href", "src", "action"):
            assert not (attributes.get(name) or "").lower().startswith("javascript"), address
        if tag == "script":
            assert attributes.get("src", "").startswith("/static/") or (
                attributes.get("type") in ("application/json", "application/ld+json")
            ), address
