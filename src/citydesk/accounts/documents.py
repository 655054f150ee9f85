"""Documents become drafts: PDF, Word (.docx) and Markdown, with their tables line by line.

A table's row is a line: "Victim: Ana Ruiz, 33" where it has two cells, else its cells with bars
between them. The date is one that a document writes near its top ("For immediate release, June 5,
2023"), else the one in its own properties.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from citydesk.accounts.decode import charset_of, decoded
from citydesk.accounts.draft import Draft
from citydesk.accounts.pagedates import when
from citydesk.accounts.plain import stem
from citydesk.base.errors import AccountError
from citydesk.model import Capture

__all__ = ["dated_line", "draft_of_markdown", "draft_of_word", "table_line"]

MOST_XML = 30_000_000  # bytes that a part of a document may unpack to
NEAR = 14  # lines from the top, among which a document writes its date
LONGEST_TITLE = 160
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DATES = re.compile(r"\b(?:release|released|issued|posted|published|date)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"\W{0,3}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\W{0,3}"
    r"|\W{0,3}\d{1,2}/\d{1,2}/\d{4}\W{0,3}|\W{0,3}\d{4}-\d\d-\d\d\W{0,3}",
    re.IGNORECASE,
)
_FRONT = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)")


def dated_line(lines: Iterable[str]) -> str | None:
    """Return the date that a document writes near its top, as ISO 8601.

    >>> dated_line(["HARBOR CITY POLICE", "For Immediate Release: June 5, 2023", "A man was shot."])
    '2023-06-05'
    >>> dated_line(["A man was shot on June 4, 2023, police said."])
    """
    near = [line.strip() for line in lines if line.strip()][:NEAR]
    for line in near:
        if len(line) < 100 and (_ALONE.fullmatch(line) or _DATES.search(line)):
            told = line if _ALONE.fullmatch(line) else line[_DATES.search(line).start() :]  # type: ignore[union-attr]
            if (
                "incident" not in line.lower()
                and "birth" not in line.lower()
                and (day := when(told))
            ):
                return day
    return None


def table_line(cells: Iterable[str | None]) -> str:
    """Return a row of a table as one line, "" for an empty one."""
    plain = [" ".join((cell or "").split()) for cell in cells]
    kept = [cell for cell in plain if cell]
    if len(kept) == 2:
        return f"{kept[0].rstrip(':')}: {kept[1]}"
    return " | ".join(kept)


def draft_of_word(capture: Capture) -> Draft:
    """Return what a Word document (.docx) tells; raise `AccountError` where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(capture.body)) as packed:
            body = _xml(packed, "word/document.xml")
            core = (
                _xml(packed, "docProps/core.xml")
                if "docProps/core.xml" in packed.namelist()
                else None
            )
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise AccountError("a Word document that is damaged or locked") from error
    blocks = list(_blocks(body))
    lines = [words for _, words in blocks if words]
    if not lines:
        raise AccountError("a Word document without words")
    titles = (
        words for style, words in blocks if words and style.lower().startswith(("title", "heading"))
    )
    told = (
        {etree.QName(each).localname: each.text or "" for each in core} if core is not None else {}
    )
    return Draft(
        id=stem(capture.uri),
        text="\n".join(lines),
        title=next(titles, "")[:LONGEST_TITLE] or told.get("title", ""),
        published=dated_line(lines) or told.get("created") or None,
        kind="release",
    )


def _xml(packed: zipfile.ZipFile, name: str) -> Any:
    if packed.getinfo(name).file_size > MOST_XML:
        raise ValueError("too long")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with packed.open(name) as part:
        try:
            return etree.fromstring(part.read(MOST_XML + 1)[:MOST_XML], parser)
        except etree.XMLSyntaxError as error:
            raise ValueError("no XML") from error


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Yield the style and the words of each paragraph and of each row of a table, in order."""
    for each in body.iter(f"{_W}p", f"{_W}tr"):
        if each.tag == f"{_W}tr":
            cells = each.findall(f"{_W}tc")
            yield (
                "",
                table_line("; ".join(filter(None, map(_words, c.iter(f"{_W}p")))) for c in cells),
            )
        elif next(each.iterancestors(f"{_W}tr"), None) is None:
            style = each.find(f"{_W}pPr/{_W}pStyle")
            yield (style.get(f"{_W}val") or "") if style is not None else "", _words(each)


def _words(paragraph: Any) -> str:
    told = []
    for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        told.append((each.text or "") if each.tag == f"{_W}t" else " ")
    return " ".join("".join(told).split())


def draft_of_markdown(capture: Capture) -> Draft:
    """Return what a page that was saved as Markdown tells: its words without the marks.

    What stands between two lines of "---" at its top says more: title, source or url, date.
    """
    text, note = decoded(capture.body, charset_of(capture.media_type, b""))
    lines = text.replace("\r\n", "\n").split("\n")
    front, lines = _front(lines)
    plain = list(_unmarked(lines))
    heading = next((line.lstrip("# ") for line in lines if re.match(r"#{1,3} \S", line)), "")
    title = front.get("title") or heading
    if plain and plain[0] == title:
        plain = plain[1:]
    address = next((front[n] for n in ("url", "source", "link") if "://" in front.get(n, "")), None)
    published = next((front[n] for n in ("published", "date", "created") if front.get(n)), None)
    return Draft(
        id=stem(capture.uri),
        text="\n".join(plain).strip("\n"),
        title=title,
        published=(published and when(published)) or published or dated_line(plain),
        url=address,
        outlet=front.get("outlet") or front.get("site"),
        notes=(note,) if note else (),
    )


def _front(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    if (
        not lines
        or lines[0].strip() != "---"
        or "---" not in [line.strip() for line in lines[1:60]]
    ):
        return {}, lines
    end = [line.strip() for line in lines[1:60]].index("---") + 1
    found = (_FRONT.match(line) for line in lines[1:end])
    return {m[1].strip().lower(): m[2].strip().strip("\"'") for m in found if m}, lines[end + 1 :]


_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)")
_MARKS = re.compile(
    r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`|^#{1,6} |^> ?|^(?:[-*+]|\d{1,3}\.) "
)
_RULE = re.compile(r"[\s|:*_=-]{3,}")


def _unmarked(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() and _RULE.fullmatch(line):
            continue
        plain = _LINK.sub(r"\1", _IMAGE.sub("", line))
        if plain.lstrip().startswith("|"):
            yield table_line(
                _MARKS.sub("", cell.strip()) for cell in plain.strip().strip("|").split("|")
            )
        else:
            yield _MARKS.sub("", plain.strip())
