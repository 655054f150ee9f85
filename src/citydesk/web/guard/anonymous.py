"""Forms of people who are not signed in: a cookie for one path, and the word signed with it."""

from __future__ import annotations

from fastapi import Request, Response

from citydesk.web.context import page
from citydesk.web.guard.gate import FORM_COOKIE, is_secure
from citydesk.web.guard.tokens import form_token, new_secret

__all__ = ["form_page", "set_cookie"]

FORM_MINUTES = 60


def form_page(
    request: Request, template: str, /, *, path: str, status: int = 200, **values: object
) -> Response:
    """Return a page whose template puts `form` into its field `csrf`, valid below `path`."""
    secret = request.cookies.get(FORM_COOKIE) or new_secret()
    answer = page(request, template, status=status, form=form_token(secret), **values)
    answer.headers["Cache-Control"] = "no-store"
    set_cookie(request, answer, FORM_COOKIE, secret, FORM_MINUTES * 60, path=path)
    return answer


def set_cookie(
    request: Request, answer: Response, name: str, value: str, seconds: int, *, path: str = "/"
) -> None:
    """Let the browser keep a secret that scripts cannot read and other sites do not send."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )
