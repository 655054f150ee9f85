"""The review queue: what is in doubt, the heaviest first, and the form that settles it.

A decision is judged in one transaction with a look at whether it is still the one that the page
showed: two editors at one time cannot both settle the same matter unseen.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.base.doubts import Doubt
from citydesk.base.errors import NotFound, UsageError
from citydesk.base.judgements import standing
from citydesk.flow import deciding, pipeline
from citydesk.store import Store
from citydesk.store.doubts import DoubtTables
from citydesk.views.decisions import decisions
from citydesk.views.links import Link, about_link
from citydesk.views.review import KINDS, Matter, about_value, measure, named
from citydesk.web import troubles
from citydesk.web.context import Desk, Viewer, desk_of, page
from citydesk.web.guard.asking import require, safe_path
from citydesk.web.guard.writing import writing

__all__ = ["router"]

WAITING = 12  # matters that are listed beside the one that is open
MOST_COUNTED = 1000  # of one kind
GONE = "Somebody settled this, or it changed, since you looked. Nothing was kept of your decision."

router = APIRouter(include_in_schema=False)
Editor = Annotated[Viewer, Depends(require("judge"))]


@router.get("/review", name="review")
def review(
    request: Request,
    editor: Editor,
    kind: str = "",
    incident: str = "",
    item: str = "",
    about: str = "",
    key: str = "",
    after: str = "",
    done: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """Answer with the heaviest matter of the queue, or the one asked for, and what comes next.

    `about` and `key` open, of one incident, what is in doubt about a finding.
    """
    desk = desk_of(request)
    if kind and kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of doubt: it is one of {', '.join(KINDS)}")
    with desk.opened() as store:
        queue = _queue_of(store)
        home = store.resolve(incident) if incident else None
        waiting = queue.doubts(kind or None, home, after=after or None, limit=WAITING + 1)
        if item:
            shown: Doubt | None = queue.doubt(item)
        else:
            asked = (d for d in waiting if (d.subject, d.object) == (about, key))
            shown = next(asked, next(iter(waiting), None))
        matter, link = _matter(desk, store, shown, editor) if shown else (None, None)
        listed = [(d, named(d), queue.headline(d.incident), measure(d)) for d in waiting]
        counts = queue.count_doubts(MOST_COUNTED)
        made = store.judgements()
        decided = [(d, _home(store, d.id)) for d in decisions(made)]
    return page(
        request,
        "review.html",
        matter=matter,
        link=link,
        waiting=listed,
        counts={name: _many(number) for name, number in counts.items()},
        total=_many(sum(counts.values())),
        kinds=KINDS,
        decided=decided,
        done=[j for j in made if j.id in (done or ())],
        still={j.id for j in standing(made)},
        asked={"kind": kind, "incident": incident},
        further=bool(after),
        link_to=_link_to,
    )


@router.post("/review")
def decide(
    request: Request,
    editor: Editor,
    item: Annotated[str, Form()],
    state: Annotated[str, Form()],
    choice: Annotated[str, Form()],
    why: Annotated[str, Form(max_length=deciding.LONGEST_WHY)] = "",
    kind: Annotated[str, Form()] = "",
    incident: Annotated[str, Form()] = "",
) -> Response:
    """Keep what an editor decides about a matter, all of it or nothing, and show the next."""
    desk = desk_of(request)
    with writing(desk) as store, store.transaction():
        try:
            matter, _ = _matter(desk, store, _queue_of(store).doubt(item), editor)
        except NotFound:
            return troubles.trouble(request, 409, GONE)
        chosen = next((c for c in matter.choices if c.code == choice), None)
        if matter.state != state:
            return troubles.trouble(request, 409, GONE)
        if chosen is None:
            raise UsageError("that cannot be decided about this")
        who, now, words = _name(editor), _now(), why.strip() or chosen.why
        kept = [deciding.judgement(*act, who=who, at=now, why=words) for act in chosen.acts]
        pipeline.judge(store, *kept)
    done = [j.id for j in kept[:1]]
    return RedirectResponse(_link_to(kind=kind, incident=incident, done=done), 303)


@router.post("/judgements")
def judge(
    request: Request,
    editor: Editor,
    verb: Annotated[str, Form()],
    subject: Annotated[str, Form()],
    why: Annotated[str, Form()],
    object: Annotated[str, Form()] = "",  # noqa: A002 - the name in the form
    back: Annotated[str, Form()] = "/review",
) -> Response:
    """Keep one judgement, said as the command says it, and go back to the page it came from."""
    made = deciding.judgement(verb, subject, object or None, who=_name(editor), at=_now(), why=why)
    with writing(desk_of(request)) as store:
        pipeline.judge(store, made)
    return RedirectResponse(safe_path(back), 303)


@router.post("/review/undo")
def undo(
    request: Request,
    editor: Editor,
    judgement: Annotated[list[str], Form()],
    why: Annotated[str, Form(max_length=deciding.LONGEST_WHY)] = "",
    back: Annotated[str, Form()] = "/review",
) -> Response:
    """Take back judgements that still stand. They stay on the list, and so does who took them."""
    words = why.strip() or "Taken back: decided too soon."
    with writing(desk_of(request)) as store, store.transaction():
        still = {each.id for each in standing(store.judgements())}
        if not still.issuperset(judgement):
            words = "That decision was taken back already, or never made. Nothing was changed."
            return troubles.trouble(request, 409, words)
        who, now = _name(editor), _now()
        pipeline.judge(
            store,
            *(deciding.judgement("withdraw", j, who=who, at=now, why=words) for j in judgement),
        )
    return RedirectResponse(safe_path(back), 303)


def _matter(desk: Desk, store: Store, doubt: Doubt, editor: Viewer) -> tuple[Matter, Link | None]:
    if doubt.kind == "link":
        weighed = next(iter(pipeline.weighed(store, doubt.subject, [doubt.object])), None)
        return about_link(store, doubt, weighed)
    return about_value(store, doubt, desk.settings.policy, editor), None


def _queue_of(store: Store) -> DoubtTables:
    if not isinstance(store, DoubtTables):
        raise UsageError("this kind of store keeps no review queue")
    return store


def _home(store: Store, judgement: str) -> tuple[str, str] | None:
    """Return the incident that a judgement was about, as it is now, with its headline."""
    told = next(iter(store.changes(incident=judgement, limit=1)), None)
    home = store.find_incident(told.incident) if told and told.incident else None
    return (home, _queue_of(store).headline(home)) if home else None


def _many(number: int) -> str:
    """Return a number for people; counting has stopped where they would."""
    return f"{MOST_COUNTED:,}+" if number >= MOST_COUNTED else str(number or "")


def _link_to(**asked: object) -> str:
    """Return the address of the queue as it was asked for, without what is empty."""
    given = {name: value for name, value in asked.items() if value}
    return f"/review?{urlencode(given, doseq=True)}" if given else "/review"


def _name(editor: Viewer) -> str:
    return editor.editor or ""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
