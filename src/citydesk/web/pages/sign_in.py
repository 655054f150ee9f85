"""Signing in and out: a name and a password become a session, which a cookie holds.

Every sign-in gets a new secret, whatever the browser brought along, and leaves by a form: no link
of another site signs anybody in or out.

Tries are counted for each client and for each name over all clients. So that nobody can lock a
person out by trying in their name, a browser in which they have signed in before has tries of its
own (a "device cookie", as OWASP calls it): it knows them by a word that guesses cannot make.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.store.users import users_of
from citydesk.web import troubles
from citydesk.web.context import desk_of, viewer
from citydesk.web.guard.anonymous import form_page, set_cookie
from citydesk.web.guard.asking import safe_path
from citydesk.web.guard.gate import FORM_COOKIE, SCOPES, cookie_name, is_secure
from citydesk.web.guard.limits import Allowance, client
from citydesk.web.guard.passwords import check_password, hash_password, needs_renewal
from citydesk.web.guard.tokens import device_of, device_token, digest, new_secret
from citydesk.web.guard.writing import writing

__all__ = ["ask_again", "router"]

HOURS = 12  # that a session lasts
TRIES, TRIES_MINUTES = 6, 5.0  # of one client for one name
TRIES_OF_ONE = 30  # of one client for all names
TRIES_OF_NAME = 60  # of all clients for one name
MOST_CARRIED = (
    80_000  # bytes that were typed: the form holds them as text, up to three times as long
)
KNOWN_COOKIE, KNOWN_DAYS = "citydesk-known", 365

log = logging.getLogger("citydesk.web")
router = APIRouter(include_in_schema=False)


@router.get("/sign-in", name="sign_in")
def form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Answer with the form, and with the cookie that its word is signed with."""
    if viewer(request).editor:
        return RedirectResponse(safe_path(next), 303)
    return _form(request, next)


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the name in the form
    carry: Annotated[str, Form()] = "",
) -> Response:
    """Let somebody in by name and password, or show the form again and not say which was wrong.

    `carry` is what somebody typed whose session had ended: it becomes a draft of theirs.
    """
    desk, tries, who = desk_of(request), _tries(request), client(request.scope)
    with desk.opened() as store:
        user = users_of(store).find_user(name.strip())
    known = request.cookies.get(KNOWN_COOKIE, "")
    device = device_of(known, user.name, user.password) if user else None
    if seconds := tries.take_known(device) if device else tries.take(who, name):
        words = "Too many tries. Wait a little, then try again."
        return troubles.trouble(request, 429, words, {"Retry-After": str(seconds)})
    if not check_password(password, user.password if user else None) or user is None:
        log.warning("a sign-in failed, from %s", who)
        wrong = "This name and password do not go together."
        return _form(request, next, wrong=wrong, name=name, carry=carry)
    now, secret = dt.datetime.now(dt.UTC), new_secret()
    with writing(desk) as store:
        users = users_of(store)
        hashed = user.password
        if needs_renewal(hashed):
            hashed = hash_password(password)
            users.renew_hash(user.name, user.password, hashed)
        if before := request.cookies.get(cookie_name(request)):
            users.end_session(digest(before))
        users.start_session(digest(secret), user.name, now, now + dt.timedelta(hours=HOURS))
    tries.forget(who, name)
    if carry and "judge" in SCOPES[user.role]:
        from citydesk.web.pages.adding import carried  # which asks this page to sign in

        next = carried(request, user.name, carry)  # noqa: A001 - the name in the form
    answer = RedirectResponse(safe_path(next), 303)
    set_cookie(request, answer, cookie_name(request), secret, HOURS * 3600)
    answer.delete_cookie(FORM_COOKIE, path="/sign-in")
    token = device_token(user.name, hashed)
    set_cookie(request, answer, KNOWN_COOKIE, token, KNOWN_DAYS * 86_400, path="/sign-in")
    return answer


@router.post("/sign-out", name="sign_out")
def sign_out(request: Request) -> Response:
    """End the session, here and in the desk."""
    name = cookie_name(request)
    if secret := request.cookies.get(name):
        with writing(desk_of(request)) as store:
            users_of(store).end_session(digest(secret))
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(name, secure=is_secure(request), httponly=True, samesite="lax")
    return answer


def ask_again(request: Request, typed: str) -> Response:
    """Answer somebody whose session ended while they typed: signing in brings it all back."""
    words = "Your session has ended. Nothing you typed is lost: sign in and it is there again."
    if len(typed.encode("utf-8", "replace")) > MOST_CARRIED:
        words = "Your session has ended. Sign in in another window, then go back and send it again."
        typed = ""
    return _form(request, "/add", wrong=words, carry=typed)


class Tries:
    """How often who may still try: a client for one name and for all, all clients for one name."""

    def __init__(self) -> None:
        seconds = TRIES_MINUTES * 60
        self._of_pair, self._of_client = Allowance(TRIES, seconds), Allowance(TRIES_OF_ONE, seconds)
        self._of_name, self._known = Allowance(TRIES_OF_NAME, seconds), Allowance(TRIES, seconds)

    def take(self, who: str, name: str) -> int:
        """Use up one try; return 0 where there was one, else after how many seconds.

        Who has none left uses up none of a name's.
        """
        named = _hidden(name)
        own = self._of_client.take(who) or self._of_pair.take(f"{who} {named}")
        return own or self._of_name.take(named)

    def take_known(self, device: str) -> int:
        """Use up one try of a browser in which this person has signed in before."""
        return self._known.take(device)

    def forget(self, who: str, name: str) -> None:
        """Give a client all tries for this name again, after one that went well."""
        self._of_pair.forget(f"{who} {_hidden(name)}")


def _hidden(name: str) -> str:
    return digest(name.strip().casefold())


def _tries(request: Request) -> Tries:
    """Return the counts of this application, made with its first sign-in."""
    state = request.app.state
    if not hasattr(state, "tries"):
        state.tries = Tries()
    tries: Tries = state.tries
    return tries


def _form(
    request: Request, back: str, *, wrong: str = "", name: str = "", carry: str = ""
) -> Response:
    return form_page(
        request,
        "sign_in.html",
        path="/sign-in",
        status=403 if wrong else 200,
        back=safe_path(back),
        wrong=wrong,
        name=name[:100],
        carry=carry,
    )
