"""What a source must not make us ask, in a world of names and numbers of our own."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

import pytest

from citydesk.base.errors import CaptureError
from citydesk.sources.connecting import Network
from citydesk.watching import Answer, Asker, Manners, Unanswered
from tests.sources.networks import PAGE, World, moved, reply

PUBLIC, OTHER, HOUSE, LINK = "93.184.216.34", "93.184.216.35", "10.0.0.7", "169.254.169.254"
NAMES = {
    "news.example": [[PUBLIC]],
    "inside.example": [[HOUSE]],
    "both.example": [[PUBLIC, LINK]],
    "turns.example": [[PUBLIC], [HOUSE]],
    "other.example": [[OTHER]],
}


class Peace:
    """Waits of a test: they pass at once, and are counted."""

    def __init__(self, world: World) -> None:
        self.world, self.waited = world, list[float]()

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.world.seconds += seconds


def asker(world: World, **manners: float) -> tuple[Asker, Peace]:
    def resolve(host: str, port: int) -> Sequence[str]:
        return [host] if host[0].isdigit() or ":" in host else world.resolve(host, port)

    network = Network(resolve=resolve, backend=world, now=lambda: world.seconds)
    peace = Peace(world)
    return Asker(Manners(**manners), network, sleep=peace), peace  # type: ignore[arg-type]


def ask(world: World, url: str, **how: bool) -> Answer:
    return asker(world)[0].get(url, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://inside.example/", "inside.example is a private host"),
        ("http://both.example/", "both.example is a private host"),
        ("http://10.1.2.3/", "10.1.2.3 is a private host"),
        ("http://[::1]/", "::1 is a private host"),
        ("http://169.254.169.254/latest", "169.254.169.254 is a private host"),
        ("file:///etc/passwd", "only http and https are"),
        ("data:text/html,x", "only http and https are"),
        ("http://me:secret@news.example/", "it holds a name or a password"),
        ("http://news.example/in", "redirects to inside.example, which is a private host"),
        ("http://news.example/meta", "redirects to 169.254.169.254, which is a private host"),
        ("http://news.example/file", "which is not on the web"),
    ],
)
def test_private_hosts_are_refused_after_the_look_up_and_after_each_redirect(
    url: str, words: str
) -> None:
    world = World(
        NAMES,
        {
            "/in": moved("http://inside.example/"),
            "/meta": moved("http://169.254.169.254/"),
            "/file": moved("file:///etc/passwd"),
        },
    )
    with pytest.raises(CaptureError, match=r".") as error:
        ask(world, url)
    assert words in str(error.value)
    assert all(number == PUBLIC for number, _ in world.contacted)


def test_a_private_source_is_asked_and_may_lead_nowhere_else_inside() -> None:
    world = World({**NAMES, "cam.example": [["192.168.1.9"]]}, {"/": moved("http://cam.example/")})
    with pytest.raises(CaptureError, match=r"cam\.example, which is a private host"):
        ask(world, "http://inside.example/", inside=True)
    assert {number for number, _ in world.contacted} == {HOUSE}


def test_a_name_that_means_another_number_the_second_time_is_not_asked_there() -> None:
    world = World(NAMES, {"/page": reply()})
    assert ask(world, "http://turns.example/page").body == PAGE
    assert {number for number, _ in world.contacted} == {PUBLIC}


def test_a_host_has_its_peace_between_two_questions_and_others_need_not_wait() -> None:
    world = World(NAMES, {"/page": reply()})
    polite, peace = asker(world, gap=3.0)
    polite.get("http://news.example/page")
    assert peace.waited == [3.0]  # after robots.txt
    polite.get("http://other.example/page")
    assert peace.waited == [3.0, 3.0]
    polite.get("http://news.example/page")
    assert sum(peace.waited) == 6.0  # the other host's peace was long enough


def test_robots_may_ask_for_more_peace_and_may_close_a_door() -> None:
    rules = b"User-agent: *\nCrawl-delay: 20\nDisallow: /closed\n"
    world = World(NAMES, {"/robots.txt": reply(rules), "/page": reply()})
    polite, peace = asker(world, gap=1.0)
    polite.get("http://news.example/page")
    assert peace.waited == [20.0]
    with pytest.raises(CaptureError, match=r"robots.txt does not allow it"):
        polite.get("http://news.example/closed/1")


def test_without_robots_nothing_is_asked_while_their_server_is_in_trouble() -> None:
    world = World(NAMES, {"/robots.txt": reply(b"", "503 Busy"), "/page": reply()})
    with pytest.raises(Unanswered, match=r"robots.txt cannot be had"):
        ask(world, "http://news.example/page")
    assert b"/page" not in world.sent


def test_an_answer_that_unpacks_without_end_is_refused() -> None:

    bomb = gzip.compress(gzip.compress(b"0" * 30_000_000))
    packed = reply(bomb, Content_Encoding="gzip, gzip")
    with pytest.raises(CaptureError, match=r"more than 10 MB"):
        ask(World(NAMES, {"/page": packed}), "http://news.example/page")


def test_a_wait_that_is_asked_for_is_told() -> None:
    busy = reply(b"", "429 Too Many", Retry_After="90")
    with pytest.raises(Unanswered) as error:
        ask(World(NAMES, {"/page": busy}), "http://news.example/page")
    assert error.value.wait == 90.0
