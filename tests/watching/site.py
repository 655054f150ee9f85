"""A site of our own on loopback: an ASGI application whose answers a test sets and changes."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import uvicorn

Query = Mapping[str, str]
Made = Callable[[Query], "Reply"]


@dataclass
class Reply:
    """What stands at a path; with an `etag` it is 304 for who knows it. `drip`: seconds a byte."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = False
    drip: float = 0.0


@dataclass
class Site:
    """Paths with what stands there, and what was asked."""

    paths: dict[str, Reply | Made] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    down: bool = False
    at: str = ""

    def put(self, path: str, body: bytes | str, kind: str = "text/html", **more: Any) -> str:
        """Put a body at a path; return its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.paths[path] = Reply(raw, kind=kind, **more)
        return f"{self.at}{path}"

    def json(self, path: str, told: Any, **more: Any) -> str:
        return self.put(path, json.dumps(told), "application/json", **more)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = {k.decode(): v.decode() for k, v in scope["headers"]}
        path = scope["path"]
        self.asked[path] += 1
        self.agents.add(headers.get("user-agent", ""))
        query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode()).items()}
        held = self.paths.get(path, Reply(b"nothing here", 404))
        reply = Reply(b"down", 503) if self.down else held(query) if callable(held) else held
        told = dict(reply.headers)
        status, body = reply.status, reply.body
        if reply.etag:
            told["etag"] = f'"{hash(body)}"'
            if headers.get("if-none-match") == told["etag"]:
                status, body = 304, b""
        self.answers[status] += 1
        head = [(b"content-type", reply.kind.encode())]
        head += [(k.lower().encode(), v.encode()) for k, v in told.items()]
        await send({"type": "http.response.start", "status": status, "headers": head})
        for byte in body if reply.drip else ():
            await asyncio.sleep(reply.drip)
            await send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
        await send({"type": "http.response.body", "body": b"" if reply.drip else body})


@contextmanager
def running() -> Iterator[Site]:
    """Serve a site on a free port of this machine for a while."""
    site = Site()
    config = uvicorn.Config(site, host="127.0.0.1", port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    site.at = f"http://127.0.0.1:{port}"
    yield site
    server.should_exit = True
    thread.join(10)


def rss(*items: tuple[str, str, str], extra: str = "") -> str:
    """Return a feed of (link, title, text)."""
    told = "".join(
        f"<item><link>{link}</link><guid>{link}</guid><title>{title}</title>"
        f"<description>{text}</description></item>"
        for link, title, text in items
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title>'
    return f"{head}{extra}{told}</channel></rss>"


def story(town: str, dead: int, *, day: str = "2024-05-04", note: str = "") -> str:
    """Return a page of news about a shooting in a town of fiction."""
    words = {1: "One person was", 2: "Two people were", 3: "Three people were"}[dead]
    return f"""<!doctype html><html><head><title>Shooting on Pine Street in {town}</title>
<meta property="article:published_time" content="{day}T08:10:00-05:00"></head><body><article>
<h1>Shooting on Pine Street in {town}</h1>
<p>A man opened fire outside a bar in the 400 block of Pine Street in {town}, Kan., on Friday night,
police said.</p><p>{words} killed, Sgt. Lena Orr said.</p>
<p>The gunman fled on foot. Officers were called at about 11:40 p.m. and closed the street for six
hours while they looked for shell casings.</p><p>Nobody has been arrested, and anybody who saw
something is asked to call the detectives of the department.</p>{note}</article></body></html>"""
