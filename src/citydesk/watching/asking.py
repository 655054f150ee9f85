"""Sources are asked politely: only what is new, one question a host at a time, by robots.txt.

    address ─ robots.txt ─ pace of the host ─▶ request ─ 200 / 304 / 404 ─▶ answer
                                                       └ 429, 503, … ─▶ Unanswered (wait so long)

Names are looked up once a visit and pinned (`sources/connecting.py`); private hosts are refused
unless the source says so, after the look-up and after each redirect. Time, size, redirects and
unpacking are bounded there and here.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

import httpcore

from citydesk.base.errors import CaptureError
from citydesk.sources.addresses import Address, address_of, led_to
from citydesk.sources.connecting import Network, Visit
from citydesk.sources.streams import MAX_BYTES
from citydesk.sources.unpacking import unpacked

__all__ = ["Answer", "Asker", "Manners", "Unanswered"]

REDIRECTS = 5
GONE = frozenset({404, 410})
REMEMBERED = 4096  # hosts whose robots.txt and pace are remembered
LONGEST_WAIT = 6 * 3600.0  # seconds that a Retry-After is believed
AGENT = "citydesk"


class Unanswered(CaptureError):
    """A source did not answer as it should; `wait` says for how many seconds it asks for peace."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        """Say what happened, and how long to wait where the server said so."""
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How sources are asked: `gap` seconds between two questions to a host, at most so long each.

    `contact` stands in the user agent, so that who runs the source can write to somebody.
    """

    contact: str = ""
    version: str = ""
    gap: float = 1.0
    seconds: float = 20.0
    longest: float = 60.0
    robots_for: float = 86_400.0

    @property
    def agent(self) -> str:
        """Return the user agent."""
        about = f"+{self.contact}" if self.contact else "a newsroom's watch"
        return f"{AGENT}/{self.version or 'dev'} ({about})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source answered: `fresh` is False for 304, `gone` True for 404 and 410.

    `state` is what makes the next question conditional. `url` is where the redirects led.
    """

    url: str
    body: bytes
    media_type: str = ""
    charset: str | None = None
    fresh: bool = True
    gone: bool = False
    state: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float = float("-inf")
    rules: RobotFileParser | None = None
    until: float = float("-inf")
    closed: str = ""


class Asker:
    """Asks addresses for what is new there; many threads may share one."""

    def __init__(
        self,
        manners: Manners | None = None,
        network: Network | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`network` stands for the one outside, `sleep` for waiting, in tests."""
        self.manners, self.network, self._sleep = manners or Manners(), network or Network(), sleep
        self._hosts: dict[tuple[str, int], _Host] = {}
        self._guard = threading.Lock()

    def get(
        self,
        url: str,
        state: Mapping[str, str] | None = None,
        *,
        inside: bool = False,
        accept: str = "*/*",
        most: int = MAX_BYTES,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return what an address answers; `state` is that of its last answer.

        `inside` where it may be a private host. `most` bounds the unpacked body, in bytes. Raises
        `Unanswered` for what is no answer, and `CaptureError` for what may not be asked.
        """
        visit = Visit(self.network, self.network.now() + self.manners.longest, inside=inside)
        asked = [("Accept", accept), *_conditions(state or {}), *(headers or {}).items()]
        try:
            for _ in range(REDIRECTS + 1):
                address = address_of(url)
                self._allowed(visit, url, address)
                found = self._ask(visit, url, address, asked, most)
                if isinstance(found, Answer):
                    return found
                url, asked = found, asked[:1]  # conditions and secrets are for the first host
        except httpcore.TimeoutException as error:
            raise Unanswered(f"did not answer within {self.manners.seconds:.0f} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            raise Unanswered(f"could not be fetched: {_line(error)}") from error
        raise CaptureError(f"redirects more than {REDIRECTS} times")

    def _allowed(self, visit: Visit, url: str, address: Address) -> None:
        """Raise where robots.txt does not allow an address, or cannot be had (RFC 9309)."""
        host = self._host(address)
        with host.lock:
            if self.network.now() >= host.until:
                self._learn(visit, address, host)
        if host.closed:
            raise Unanswered(host.closed)
        if host.rules is not None and not host.rules.can_fetch(AGENT, address.target):
            raise CaptureError("robots.txt does not allow it to be asked")

    def _learn(self, visit: Visit, address: Address, host: _Host) -> None:
        scheme = "https" if address.secure else "http"
        place = f"{scheme}://{_named(address)}/robots.txt"
        host.closed, host.rules = "", None
        host.until = self.network.now() + self.manners.robots_for
        try:
            told = self._paced(visit, place, address_of(place), [], 500_000, host)
        except Unanswered as error:
            host.until = self.network.now() + min(300.0, self.manners.robots_for)
            host.closed = f"robots.txt cannot be had ({error})"
            return
        except CaptureError:
            return  # forbidden, or no text: nothing is disallowed
        if isinstance(told, Answer) and not told.gone:
            host.rules = RobotFileParser()
            host.rules.parse(told.body.decode("utf-8", "replace").splitlines()[:5000])

    def _ask(
        self, visit: Visit, url: str, address: Address, asked: list[tuple[str, str]], most: int
    ) -> Answer | str:
        host = self._host(address)
        with host.lock:
            return self._paced(visit, url, address, asked, most, host)

    def _paced(
        self,
        visit: Visit,
        url: str,
        address: Address,
        asked: list[tuple[str, str]],
        most: int,
        host: _Host,
    ) -> Answer | str:
        """Ask once the host had its peace; `host.lock` is held."""
        rest = host.last + self._gap(host) - self.network.now()
        if rest > 0:
            self._sleep(rest)
            visit.latest += rest
        try:
            with visit.pool(address) as pool:
                return self._answered(pool, url, address, asked, most)
        finally:
            host.last = self.network.now()

    def _gap(self, host: _Host) -> float:
        told = host.rules.crawl_delay(AGENT) if host.rules else None
        return max(self.manners.gap, min(float(told or 0), 60.0))

    def _answered(
        self,
        pool: httpcore.ConnectionPool,
        url: str,
        address: Address,
        asked: list[tuple[str, str]],
        most: int,
    ) -> Answer | str:
        target = httpcore.URL(
            scheme="https" if address.secure else "http",
            host=address.host,
            port=address.port,
            target=address.target,
        )
        headers = [
            ("Host", _named(address)),
            ("User-Agent", self.manners.agent),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
            *asked,
        ]
        limits = {
            "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.manners.seconds)
        }
        with pool.stream("GET", target, headers=headers, extensions=limits) as answer:
            status = answer.status
            if status == 304:
                return Answer(url=url, body=b"", fresh=False)
            if 300 <= status < 400:
                return led_to(url, _header(answer, b"location"))
            if status in GONE:
                return Answer(url=url, body=b"", gone=True)
            if status >= 400:
                wait = _wait(_header(answer, b"retry-after").decode("latin-1"))
                kind = Unanswered if status >= 500 or status in (408, 425, 429) else CaptureError
                message = f"the server answered {status}"
                raise Unanswered(message, wait) if kind is Unanswered else CaptureError(message)
            codings = _header(answer, b"content-encoding").decode("latin-1").split(",")
            body = b"".join(unpacked(answer.iter_stream(), codings, most))
            media = _header(answer, b"content-type").decode("latin-1")
            return Answer(
                url=url,
                body=body,
                media_type=media.partition(";")[0].strip().lower(),
                charset=_charset(media),
                state=_state(answer),
            )

    def _host(self, address: Address) -> _Host:
        with self._guard:
            if len(self._hosts) > REMEMBERED:
                self._hosts.clear()
            return self._hosts.setdefault((address.host, address.port), _Host())


def _conditions(state: Mapping[str, str]) -> list[tuple[str, str]]:
    names = (("If-None-Match", "etag"), ("If-Modified-Since", "modified"))
    return [(header, state[key]) for header, key in names if state.get(key)]


def _state(answer: httpcore.Response) -> dict[str, str]:
    etag = _header(answer, b"etag").decode("latin-1")
    modified = _header(answer, b"last-modified").decode("latin-1")
    found = {"etag": etag[:300], "modified": modified[:100]}
    return {key: value for key, value in found.items() if value and value.isprintable()}


def _wait(told: str) -> float | None:
    """Return the seconds of a Retry-After, which gives seconds or a date; None for no sense."""
    told = told.strip()
    if told.isdecimal() and len(told) < 10:
        return min(float(told), LONGEST_WAIT)
    try:
        moment = email.utils.parsedate_to_datetime(told)
        left = (moment - dt.datetime.now(dt.UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(left, 0.0), LONGEST_WAIT)


def _charset(media: str) -> str | None:
    for part in media.split(";")[1:]:
        name, _, value = part.partition("=")
        plain = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and plain.replace("-", "").replace("_", "").isalnum():
            return plain[:30]
    return None


def _named(address: Address) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    usual = address.port == (443 if address.secure else 80)
    return host if usual else f"{host}:{address.port}"


def _header(answer: httpcore.Response, name: bytes) -> bytes:
    return b",".join(value for each, value in answer.headers if each.lower() == name)


def _line(error: Exception) -> str:
    words = "".join(c if c.isprintable() else " " for c in str(error))
    return " ".join(words.split())[:200] or type(error).__name__
