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
from citydesk.base.identity import content_id
from citydesk.base.judgements import standing
from citydesk.flow import deciding, pipeline
from citydesk.store import Store
from citydesk.store.doubts import DoubtTables
from citydesk.store.users import users_of
from citydesk.store.work import Remark, work_of
from citydesk.views.decisions import decisions
from citydesk.views.links import Link, about_link
from citydesk.views.review import KINDS, Matter, about_value, measure, named
from citydesk.web import troubles
from citydesk.web.context import Desk, Viewer, desk_of, page
from citydesk.web.guard.asking import require, safe_path
from citydesk.web.guard.writing import writing
from citydesk.words import moment_words

__all__ = ["router"]

WAITING = 12  # matters that are listed beside the one that is open
MOST_COUNTED = 1000  # of one kind
MOST_ALIKE = 40  # that are decided at once
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
    mine: str = "",
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
        own = (editor.editor or "") if mine else None
        waiting = queue.doubts(kind or None, home, who=own, after=after or None, limit=WAITING + 1)
        if item:
            shown: Doubt | None = queue.doubt(item)
        else:
            asked = (d for d in waiting if (d.subject, d.object) == (about, key))
            shown = next(asked, next(iter(waiting), None))
        matter, link = _matter(desk, store, shown, editor) if shown else (None, None)
        listed = [(d, named(d), queue.headline(d.incident), measure(d)) for d in waiting]
        counts = queue.count_doubts(MOST_COUNTED)
        lookers = queue.assigned([d.id for d in (*waiting, *([shown] if shown else []))])
        remarks = work_of(store).remarks([shown.id, shown.incident]) if shown else []
        editors = [user.name for user in users_of(store).users() if user.role == "editor"]
        alike = _alike(queue, shown, home) if shown else 0
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
        asked={"kind": kind, "incident": incident, "mine": mine},
        lookers=lookers,
        remarks=[(each, f"{moment_words(each.at)} UTC") for each in remarks],
        editors=editors,
        alike=alike,
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


@router.get("/review/like", name="alike")
def alike(request: Request, editor: Editor, item: str, incident: str = "") -> Response:
    """Answer with the matters of one’s kind that are about its field, to decide at once."""
    desk = desk_of(request)
    with desk.opened() as store:
        queue = _queue_of(store)
        first = queue.doubt(item)
        home = store.resolve(incident) if incident else None
        some = queue.doubts(first.kind, home, subject=first.subject, limit=MOST_ALIKE)
        matters = [_matter(desk, store, each, editor)[0] for each in some]
    codes = {(c.verb, c.label) for m in matters for c in m.choices if c.side == 1}
    return page(
        request, "alike.html", matters=matters, what=named(first).partition(" (")[0],
        choices=sorted(codes, key=lambda each: each[0] != "reject"), incident=incident, item=item,
    )  # fmt: skip


@router.post("/review/like")
def decide_alike(
    request: Request,
    editor: Editor,
    choice: Annotated[str, Form()],
    matter: Annotated[list[str] | None, Form()] = None,
    why: Annotated[str, Form(max_length=deciding.LONGEST_WHY)] = "",
    incident: Annotated[str, Form()] = "",
) -> Response:
    """Decide the same about several matters at once, as one decision, or about none of them."""
    desk, who, now = desk_of(request), _name(editor), _now()
    if choice not in ("reject", "prefer") or not matter or len(matter) > MOST_ALIKE:
        raise UsageError("choose what is to be decided, and about which")
    with writing(desk) as store, store.transaction():
        acts: list[tuple[str, str, str | None]] = []
        for given in matter:
            ident, _, state = given.partition(".")
            try:
                found, _ = _matter(desk, store, _queue_of(store).doubt(ident), editor)
            except NotFound:
                return troubles.trouble(request, 409, GONE)
            chosen = next((c for c in found.choices if c.code == f"{choice}-1"), None)
            if found.state != state or chosen is None:
                return troubles.trouble(request, 409, GONE)
            acts += chosen.acts
        words = why.strip() or f"{len(matter)} at once: {choice}ed."
        kept = [deciding.judgement(*act, who=who, at=now, why=words) for act in acts]
        pipeline.judge(store, *kept)
    return RedirectResponse(_link_to(incident=incident, done=[j.id for j in kept[:1]]), 303)


@router.post("/review/assign")
def assign(
    request: Request,
    editor: Editor,
    item: Annotated[str, Form()],
    who: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/review",
) -> Response:
    """Say who looks at a matter."""
    with writing(desk_of(request)) as store:
        if who and users_of(store).find_user(who) is None:
            raise UsageError(f"there is no user {who!r}")
        queue = _queue_of(store)
        queue.assign(queue.doubt(item).id, who, _name(editor), _now().isoformat())
    return RedirectResponse(safe_path(back), 303)


@router.post("/review/remark")
def remark(
    request: Request,
    editor: Editor,
    item: Annotated[str, Form()],
    words: Annotated[str, Form(max_length=2_000)] = "",
    back: Annotated[str, Form()] = "/review",
) -> Response:
    """Tell the other editors something about a matter; it never leaves the desk."""
    plain, name, now = words.strip(), _name(editor), _now()
    if not plain:
        raise UsageError("a remark needs words")
    with writing(desk_of(request)) as store:
        about = _queue_of(store).doubt(item).id
        made = Remark(
            id=content_id(about, name, now, plain), about=about, who=name, at=now, words=plain
        )
        work_of(store).put_remark(made)
    return RedirectResponse(safe_path(back), 303)


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


def _alike(queue: DoubtTables, doubt: Doubt, home: str | None) -> int:
    """Return how many matters are like one, itself among them; links are decided one by one."""
    if doubt.kind == "link":
        return 0
    return len(queue.doubts(doubt.kind, home, subject=doubt.subject, limit=MOST_ALIKE))


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
