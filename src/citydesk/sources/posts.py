"""Exports of social networks become captures, one for each post and each edit that is told of.

    X (tweets.js) · Bluesky (posts, feeds) · Mastodon (statuses, outbox.json) · auto-archiver

A capture holds the post as its network wrote it, and the network's name; it is read in
`accounts/posts.py`.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["POST", "X_EXPORT", "archived_rows", "is_archiver_header", "posts_of", "posts_of_x"]

POST = "application/vnd.citydesk.post+json"
X_EXPORT = re.compile(
    rb"\s{0,99}window\.YTD\.(?:tweets?|tweet|community_tweet)\.part\d{1,4}\s{0,9}="
)
MOST_EDITS = 100
_LONGEST_REPR = 200_000
_NUMBER = re.compile(r"\bdatetime\.datetime\(([\d, ]{1,60})(?:, tzinfo=[^()]{1,60}(?:\(\))?)?\)")


def posts_of(told: Any) -> Iterator[bytes]:
    """Yield the bytes of a capture for each post in parsed JSON; nothing where there are none."""
    for each in _listed(told):
        network = _network(each)
        if network == "mastodon":
            for number, version in enumerate(_versions(each)):
                yield _body(network, version, edit=number)
        elif network:
            yield _body(network, each)


def posts_of_x(body: bytes, beside: Path | None) -> Iterator[bytes]:
    """Yield the posts of an X export's tweets.js; account.js beside it says whose they are."""
    told = json.loads(body[body.index(b"=") + 1 :])
    account = _x_account(beside)
    for each in told if isinstance(told, list) else []:
        tweet = each.get("tweet", each) if isinstance(each, dict) else None
        if isinstance(tweet, dict) and "id_str" in tweet:
            yield _body("x", tweet, by=account)


def is_archiver_header(columns: list[str]) -> bool:
    """Tell whether a table is the one that auto-archiver writes."""
    return {"status", "metadata", "media"} <= {name.strip().lower() for name in columns}


def archived_rows(row: Mapping[str, Any]) -> bytes | str:
    """Return the capture of a row of auto-archiver's table; words say why it cannot be read.

    Its cells are Python's own notation, which is taken as data and never run.
    """
    told: dict[str, Any] = {"status": str(row.get("status") or "")}
    for name in ("metadata", "media"):
        words = _NUMBER.sub(_as_date, str(row.get(name) or "None"))
        if len(words) > _LONGEST_REPR:
            return f"a cell {name!r} that is too long"
        try:
            told[name] = ast.literal_eval(words)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return f"a cell {name!r} that is no value in Python's notation"
    return _body("auto-archiver", told)


def _as_date(found: re.Match[str]) -> str:
    parts = [int(part) for part in found[1].split(",") if part.strip()]
    year, month, day, hour, minute, second = [*parts, 0, 0, 0, 0, 0][:6]
    return f"'{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z'"


def _listed(told: Any) -> list[Mapping[str, Any]]:
    if isinstance(told, dict):
        for key in ("orderedItems", "feed", "posts", "statuses", "records"):
            if isinstance(told.get(key), list):
                told = told[key]
                break
        else:
            told = [told]
    items = told if isinstance(told, list) else []
    return [_opened(each) for each in items if isinstance(each, dict)]


def _opened(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a post out of what a feed or an outbox wraps it in."""
    for key in ("post", "status"):
        if isinstance(item.get(key), dict):
            return dict(item[key])
    if item.get("type") == "Create" and isinstance(item.get("object"), dict):
        return {**item["object"], "created": item.get("published")}
    return item


def _network(post: Mapping[str, Any]) -> str | None:
    record = post.get("record") if isinstance(post.get("record"), dict) else post.get("value", post)
    if isinstance(record, dict) and record.get("$type") == "app.bsky.feed.post":
        return "bluesky"
    if isinstance(post.get("content"), str) and (
        (isinstance(post.get("account"), dict) and "created_at" in post)
        or (post.get("type") == "Note" and "attributedTo" in post)
    ):
        return "mastodon"
    if isinstance(post.get("metadata"), dict) and {"status", "media"} <= set(post):
        return "auto-archiver"
    return None


def _versions(status: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the versions of a status, the first one first, where its export has its history."""
    kept = (status.get(key) for key in ("history", "edits"))
    past: list[Any] = next((each for each in kept if isinstance(each, list)), [])
    bare = {k: v for k, v in status.items() if k not in ("history", "edits")}
    told: list[dict[str, Any]] = [
        {**bare, "content": each["content"], "edited_at": each.get("created_at")}
        for each in past[:MOST_EDITS]
        if isinstance(each, dict) and isinstance(each.get("content"), str)
    ]
    told.sort(key=lambda each: str(each["edited_at"]))
    if told:
        told[0]["edited_at"] = None  # as it was first posted
    if not told or told[-1]["content"] != bare["content"]:
        told.append(bare)
    return list(told)


def _x_account(beside: Path | None) -> dict[str, str]:
    path = beside.with_name("account.js") if beside else None
    if path is None or not path.is_file() or path.stat().st_size > 1_000_000:
        return {}
    try:
        told = json.loads(path.read_bytes().partition(b"=")[2])[0]["account"]
        return {"username": str(told["username"]), "name": str(told["accountDisplayName"])}
    except (ValueError, LookupError, TypeError, RecursionError):
        return {}


def _body(network: str, post: Mapping[str, Any], **more: Any) -> bytes:
    content = {"network": network, "post": post, **more}
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
