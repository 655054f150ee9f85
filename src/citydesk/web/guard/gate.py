"""Who asks? A cookie or a token becomes the viewer; what changes something proves where it is from.

====================  ============================================================================
who                   by what
====================  ============================================================================
anybody               nothing: reads what is published
a browser             a session cookie, which scripts cannot read and other sites do not send; every
                      form brings back a word signed with it (the field `csrf`, or `X-CSRF-Token`)
a program             `Authorization: Bearer TOKEN`; cookies then count for nothing
====================  ============================================================================

What a route needs it says with `require`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import anyio.to_thread
from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from citydesk.base.errors import UsageError
from citydesk.store.users import users_of
from citydesk.web import troubles
from citydesk.web.context import Desk, Viewer, desk_of
from citydesk.web.guard.limits import UNSAFE, replayed
from citydesk.web.guard.tokens import digest, form_token, is_form_token

__all__ = ["FORM_COOKIE", "SCOPES", "Gate", "cookie_name", "is_secure", "may_upload"]

SCOPES = {"reader": frozenset({"read"}), "editor": frozenset({"read", "judge"})}
"""What each role may do: see the evidence behind what is withheld; decide."""
ALLOWED = {"read": frozenset({"read"}), "judge": frozenset({"read", "judge"})}
"""What each token may do, of what its user may."""

COOKIE = "citydesk"
FORM_COOKIE = "citydesk-form"
MOST_FIELDS = 100
API = "/api/"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
ADD, MATCH = "/add", "/match"
TOO_OLD = "That form is too old, or cookies are off. Go back, load the page again and retry."


class Gate:
    """Finds out who asks, and stops what another site sends in their name."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        secure: bool = False,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        """Guard `app`; `secure` where it is reached by https, whatever the last stretch is."""
        self.app, self.secure, self.clock = app, secure, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        state = request.state
        state.secure = self.secure or request.url.scheme == "https"
        state.viewer, state.csrf, secret = Viewer(), "", None
        bearer = _bearer(request)
        if bearer is not None:
            state.viewer = await self._known(request, bearer, token=True)
            if not state.viewer.editor:
                words = "That token is not, or no longer, known here."
                headers = {"WWW-Authenticate": "Bearer"}
                await troubles.trouble(request, 401, words, headers)(scope, receive, send)
                return
        else:
            secret = request.cookies.get(cookie_name(request))
            if secret:
                state.viewer = await self._known(request, secret, token=False)
            if not state.viewer.editor:
                secret = request.cookies.get(FORM_COOKIE)
            if secret:
                state.csrf = form_token(secret)
        if scope["method"] in UNSAFE and bearer is None:
            body = await request.body()
            wrong = _foreign(request, body, secret)
            typed = request.url.path == ADD and wrong == TOO_OLD and not state.viewer.editor
            if wrong and not typed:  # what was typed there is handed back, and does nothing
                await troubles.trouble(request, 403, wrong)(scope, receive, send)
                return
            receive = replayed(body, receive)
        await self.app(scope, receive, send)

    async def _known(self, request: Request, secret: str, *, token: bool) -> Viewer:
        """Return whose secret this is, with what they may do; anybody where it is nobody's."""
        look = _by_token if token else _by_session
        return await anyio.to_thread.run_sync(look, desk_of(request), secret, self.clock())


def cookie_name(request: Request) -> str:
    """Return the name of the session's cookie; over https, one that no other host can set."""
    return f"__Host-{COOKIE}" if is_secure(request) else COOKIE


def is_secure(request: Request) -> bool:
    """Tell whether the browser speaks https, to us or to what stands before us."""
    return bool(getattr(request.state, "secure", False))


def _by_session(desk: Desk, secret: str, now: dt.datetime) -> Viewer:
    with desk.opened() as store:
        user = users_of(store).session_user(digest(secret), now)
    return Viewer(editor=user.name, scopes=SCOPES[user.role]) if user else Viewer()


def _by_token(desk: Desk, secret: str, now: dt.datetime) -> Viewer:
    with desk.opened() as store:
        found = users_of(store).token_user(digest(secret), now)
    if found is None:
        return Viewer()
    user, scope = found
    return Viewer(editor=user.name, scopes=ALLOWED[scope] & SCOPES[user.role])


def _bearer(request: Request) -> str | None:
    """Return the token that is given; "" for another kind of proof, which nobody knows here."""
    given = request.headers.get("authorization")
    if given is None:
        return None
    kind, _, token = given.strip().partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _foreign(request: Request, body: bytes, secret: str | None) -> str | None:
    """Say what is wrong with a write that a browser sends; None where it comes from our own page.

    A program without a cookie is let through to the API, which asks for a token.
    """
    site = request.headers.get("sec-fetch-site")
    given = request.headers.get("origin")
    ours = given is None or urlsplit(given).netloc == request.headers.get("host")
    if site not in (None, "same-origin", "none") or not ours:
        return "That form stood on another site. Nothing was changed."
    if secret is None and request.url.path.startswith(API):
        return None
    try:
        shown = request.headers.get("x-csrf-token") or _field(request, body)
    except UsageError as error:
        return str(error)
    if secret is None or not is_form_token(shown, secret):
        return TOO_OLD
    return None


def _field(request: Request, body: bytes) -> str:
    kind, _, more = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() == MULTIPART:
        return _first_part(body, more)
    if kind.strip().lower() != FORM:
        return ""
    try:
        fields = parse_qs(body.decode(), max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UsageError("That form cannot be read.") from error
    return fields.get("csrf", [""])[0]


def _first_part(body: bytes, parameters: str) -> str:
    """Return the word of a form with files: our own forms have it as their first part."""
    boundary = parameters.partition("boundary=")[2].strip().strip('"').encode("latin-1", "replace")
    head, _, rest = body[:4_000].partition(b"\r\n\r\n")
    if not boundary or not head.startswith(b"--" + boundary) or b'name="csrf"' not in head:
        return ""
    return rest.partition(b"\r\n--" + boundary)[0].decode("ascii", "replace")


async def may_upload(scope: Scope, *, secure: bool = False) -> bool:
    """Tell whether somebody who may decide here is adding something: then it may be large."""
    if scope["path"] not in (ADD, MATCH):
        return False
    request = Request(scope)
    request.state.secure = secure or request.url.scheme == "https"
    secret = request.cookies.get(cookie_name(request))
    if not secret:
        return False
    now = dt.datetime.now(dt.UTC)
    found = await anyio.to_thread.run_sync(_by_session, desk_of(request), secret, now)
    return "judge" in found.scopes
