"""What a route needs is said with `require`: a scope that whoever asks must have."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from fastapi import HTTPException, Request

from citydesk.store.users import Scope
from citydesk.web.context import Viewer, viewer

__all__ = ["require", "safe_path"]

API = "/api/"


def require(scope: Scope) -> Callable[[Request], Viewer]:
    """Return a dependency that gives the viewer, where they have this scope ("read", "judge").

    A browser that is not signed in is led to the sign-in page and back; a program is told 401, and
    whoever is known and may not, 403::

        @router.post("/judgements")
        def judge(editor: Annotated[Viewer, Depends(require("judge"))]) -> …
    """

    def allowed(request: Request) -> Viewer:
        who = viewer(request)
        if scope in who.scopes:
            return who
        if who.editor:
            raise HTTPException(403, f"{who.editor} may read here, and not decide.")
        if request.url.path.startswith(API) or request.headers.get("authorization"):
            words = f"This needs a token with the scope {scope!r}: citydesk user token NAME."
            raise HTTPException(401, words, {"WWW-Authenticate": "Bearer"})
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = quote(here if request.method == "GET" else "/review", safe="")
        raise HTTPException(303, "Sign in first.", {"Location": f"/sign-in?next={back}"})

    return allowed


def safe_path(given: str) -> str:
    """Return a path of this desk to go to; the front page where it is another site's."""
    inside = given.startswith("/") and not given.startswith("//") and given.isprintable()
    return given if inside and "\\" not in given and len(given) < 2000 else "/"
