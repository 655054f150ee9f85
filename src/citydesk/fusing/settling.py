"""What is told of one thing becomes a finding: the preferred value, its status, and the reason.

Preferred is, in this order: what an editor prefers; what is plausible; what is not denied; then the
accounts vote from coarse to fine (the city, then the street in it), each independent source once,
with the weight of its best statement (how sure the reader is, times the standing of the speaker).
What only sensors, dispatchers and callers tell is preferred where nobody else tells it.
Of equal votes the later word wins, then the finer, then the surer; spelling breaks what is left.
How many were killed and hurt is weighed together first (`tolls.py`), and only then voted on.

============== =================================================================================
status         means
============== =================================================================================
settled        at least two independent sources tell the preferred value, nobody another one; who
               has counted otherwise since tells it no longer
single-source  one source tells it, through however many outlets, and nobody another value
contested      another value is told that does not fit, or the preferred one is denied
superseded     what was said to be unknown or not released, and has been told since
unknown        said to be unknown, and nobody tells it
withheld       an editor withholds it; the evidence stays on the desk
============== =================================================================================

A toll or an outcome that is replaced by a later one does not contest it: the older value stays as
an alternative, marked superseded. A coarser value that fits ("Friday afternoon" and 1 p.m.) is
marked so and contests nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from citydesk.fusing.fields import Rule
from citydesk.fusing.reasons import reason, unbelieved
from citydesk.fusing.rivals import Pair, ground_of, kind_of
from citydesk.fusing.sources import sources_behind
from citydesk.fusing.testimony import Testimony
from citydesk.model import Alternative, Count, Finding, Relation, Status, Value

__all__ = ["eligible", "settle"]

RANKS: tuple[Relation, ...] = (
    "conflicts", "superseded", "denied", "implausible", "coarser", "mentioned",
)  # fmt: skip
ASIDE = frozenset({"place_kind", "service"})
"""Fields of one value of which another one is of something else: told aside, not more coarsely."""
Verdict = tuple[Relation, str]
"""How a value stands to the preferred one, and what the dispute is about, or why it is none."""


def settle(
    rule: Rule,
    key: str,
    told: Sequence[Testimony],
    *,
    withheld: bool = False,
    number: int | None = None,
) -> Finding | None:
    """Return the finding of what is told under one key; None where nothing is that counts.

    `number` is the count that was weighed against the others (`tolls.py`), if it was: then only
    what tells it is voted on. Where all of it is implausible the finding holds no value, and what
    was told stands beside it.
    """
    known = [each for each in told if not each.unknown]
    standing = eligible(known)
    pool = _outspoken(rule, _telling(number, standing) or standing)
    if not pool:
        return _hard_to_believe(rule, key, known, withheld)
    chosen = _vote(rule, [t for t in pool if not t.unconfirmed] or pool)
    support = [t for t in known if _supports(rule, t, chosen)]
    sure = {t.id for t in support}
    others = [t for t in known if t.id not in sure and not _agrees_aside(rule, t, chosen)]
    denied = [t for t in known if t.denied and rule.relate(t.value, chosen.value) == "same"]
    verdicts = {t.id: (_verdict(rule, t, chosen, support), "") for t in others}
    agreeing = [t for t in others if verdicts[t.id][0] == "coarser" and not t.rejected]
    verdicts |= _rivals(
        rule, chosen, [t for t in others if verdicts[t.id][0] == "conflicts"], known
    )
    by_weight = sorted([*support, *agreeing], key=lambda t: (-t.weight, t.id))
    alternatives = (*_alternatives(others, verdicts), *_ages_not_believed(support))
    said = _said_last(known) if rule.rises else {}
    current = [t for t in support if not _taken_back(rule, t, said.get(t.source, {}))] or support
    counted = [t for t in current if not t.unconfirmed] or current
    sources = sources_behind((t.source, t.voice, t.origin) for t in counted)
    conflicts = any(a.relation == "conflicts" for a in alternatives) or bool(denied)
    status: Status = "settled" if sources > 1 else "single-source"
    if conflicts and not chosen.preferred:
        status = "contested"
    return Finding(
        field=rule.field,
        key=key,
        value=rule.complete(chosen.value, [t.value for t in by_weight]),
        status="withheld" if withheld else status,
        reason="withheld by an editor"
        if withheld
        else reason(
            rule,
            chosen,
            current,
            others=others,
            verdicts={ident: relation for ident, (relation, _) in verdicts.items()},
            weighed=number is not None,
        ),
        statements=tuple(t.id for t in support),
        alternatives=alternatives,
        sources=sources,
        since=min(support, key=lambda t: (t.order, t.id)).published,
    )


def _said_last(told: Iterable[Testimony]) -> Mapping[str, Mapping[Value, str]]:
    """Return when each source said each value last, of what may be believed."""
    found: dict[str, dict[Value, str]] = defaultdict(dict)
    for each in told:
        if not (each.rejected or each.denied or each.implausible):
            said = found[each.source]
            said[each.value] = max(said.get(each.value, ""), each.order)
    return found


def _taken_back(rule: Rule, told: Testimony, said: Mapping[Value, str]) -> bool:
    """Tell whether its own source has counted otherwise since: then it agrees no longer."""
    return any(
        last > told.order and rule.relate(value, told.value) == "conflicts"
        for value, last in said.items()
    )


def _hard_to_believe(
    rule: Rule, key: str, told: Sequence[Testimony], withheld: bool
) -> Finding | None:
    """Return a finding without a value, where something is told and none of it can be."""
    doubted = [t for t in told if t.implausible and not (t.denied or t.rejected)]
    if not doubted:
        return None
    return Finding(
        field=rule.field,
        key=key,
        value=None,
        status="withheld" if withheld else "unknown",
        reason="withheld by an editor" if withheld else unbelieved(doubted),
        statements=(),
        alternatives=_alternatives(doubted, {t.id: ("implausible", "") for t in doubted}),
    )


def _ages_not_believed(told: Sequence[Testimony]) -> tuple[Alternative, ...]:
    """Return what was told of people with an age that nobody has: the rest of it is believed."""
    return tuple(
        Alternative(value=t.statement.value, statements=(t.id,), relation="implausible")
        for t in told
        if t.value is not t.statement.value and t.value != t.statement.value
    )


def _telling(number: int | None, told: Sequence[Testimony]) -> list[Testimony]:
    """Return the statements that tell this number."""
    return [t for t in told if isinstance(t.value, Count) and t.value.low == number]


def eligible(told: Sequence[Testimony]) -> list[Testimony]:
    """Return what may be preferred: the best of what there is, by an editor's word and by sense."""
    judged = [t for t in told if t.preferred]
    allowed = [t for t in told if not t.rejected]
    plausible = [t for t in allowed if not t.implausible and not t.denied]
    denied_by = {t.value: t for t in allowed if t.denied}
    standing = [
        t
        for t in plausible
        if not t.contradicted and not (denied_by and _outweighed(t, denied_by.get(t.value)))
    ]
    return judged or standing or plausible


def _outspoken(rule: Rule, pool: Sequence[Testimony]) -> Sequence[Testimony]:
    """Leave out what events have overtaken, and what is only implied where something is said."""
    current = [t for t in pool if t.preferred or not t.overtaken] or pool
    return [t for t in current if t.preferred or not rule.silent(t.value)] or current


def _outweighed(told: Testimony, denial: Testimony | None) -> bool:
    """Tell whether a denial is at least as weighty as what it denies, and not older."""
    return denial is not None and denial.weight >= told.weight and denial.order >= told.order


def _vote(rule: Rule, pool: Sequence[Testimony]) -> Testimony:
    """Return the statement that stands for the value most sources are for.

    First level by level, where what has no say at a level stays in. Then a value has the votes of
    all that say the same or, less exactly, fit it: so a finer value never loses to a coarser one.
    """
    left = _last_words(pool) if rule.rises else list(pool)
    if all(t.value == left[0].value for t in left):  # as nearly always: nothing to vote on
        return max([t for t in left if not t.aside] or left, key=lambda t: (t.weight, t.id))
    for level in range(len(rule.levels(left[0].value))):
        voices: dict[str, list[Testimony]] = defaultdict(list)
        for each in left:
            voices[rule.levels(each.value)[level]].append(each)
        silent = voices.pop("", [])
        if voices:
            left = [*max((voices[k] for k in sorted(voices)), key=_votes), *silent]
    left = [t for t in left if not t.aside] or left
    by_value: dict[Value, list[Testimony]] = defaultdict(list)
    for each in left:
        by_value[each.value].append(each)
    votes = {value: _backing(rule, value, by_value) for value in by_value}
    if rule.share:
        total = _votes(left)[0]
        heard = [v for v in by_value if _votes(by_value[v])[0] >= rule.share * total]
        left = [t for v in heard for t in by_value[v]] or left
    ranks = [(votes[t.value], -rule.fineness(t.value), t.weight) for t in left]
    best = max(ranks)
    tied = [t for t, rank in zip(left, ranks, strict=True) if rank == best]
    return max(tied, key=lambda t: (repr(t.value), t.id)) if len(tied) > 1 else tied[0]


def _backing(
    rule: Rule, value: Value, told: Mapping[Value, Sequence[Testimony]]
) -> tuple[int, str]:
    """Return the votes for a value: of what is the same or coarser and fits, and what is lent."""
    fitting: list[Testimony] = []
    lent = 0.0
    for other, statements in told.items():
        if rule.relate(other, value) in ("same", "coarser"):
            fitting.extend(statements)
        else:
            lent += rule.lends(value, other) * _votes(statements)[0]
    votes, latest = _votes(fitting)
    return votes + round(lent), latest


def _last_words(pool: Sequence[Testimony]) -> list[Testimony]:
    """Return what each outlet said last: an outlet that counts again corrects itself."""
    last: dict[str, str] = {}
    for each in pool:
        last[each.voice] = max(last.get(each.voice, ""), each.order)
    return [each for each in pool if each.order == last[each.voice]]


def _votes(told: Sequence[Testimony]) -> tuple[int, str]:
    """Return the votes of these statements, each account once, in thousandths; then the latest.

    An account votes with its best statement and a copy with its origin: the vote guards against
    slips of reading, so two accounts that quote one chief are two readings of her words.
    """
    if len(told) == 1:
        return round(told[0].weight * 1000), told[0].order
    best: dict[str, float] = defaultdict(float)
    for each in told:
        best[each.origin] = max(best[each.origin], each.weight)
    return sum(round(weight * 1000) for weight in best.values()), max(t.order for t in told)


def _agrees_aside(rule: Rule, told: Testimony, chosen: Testimony) -> bool:
    """Tell whether a statement is of another event of the same day: no agreement, no dispute."""
    return told.aside and rule.levels(told.value) == rule.levels(chosen.value)


def _supports(rule: Rule, told: Testimony, chosen: Testimony) -> bool:
    if told.denied or told.rejected or told.implausible or told.contradicted or told.aside:
        return told.id == chosen.id
    return told.id == chosen.id or rule.relate(told.value, chosen.value) == "same"


def _rivals(
    rule: Rule,
    chosen: Testimony,
    against: Sequence[Testimony],
    known: Sequence[Testimony],
) -> dict[str, Verdict]:
    """Return how what does not fit beside the preferred value stands: as a rival, or not."""

    def agrees(told: Testimony) -> bool:
        return rule.relate(told.value, chosen.value) in ("same", "coarser", "refines")

    def fineness(told: Testimony) -> int:
        return rule.fineness(told.value)

    of: dict[str, list[Testimony]] = defaultdict(list)
    for each in known if against else ():
        if not (each.denied or each.implausible):
            of[each.origin].append(each)
    found: dict[str, Verdict] = {}
    for other in against:
        pair = Pair(
            field=rule.field,
            chosen=chosen,
            other=other,
            own=of.get(other.origin, []),
            agrees=agrees,
            fineness=fineness,
        )
        ground = ground_of(pair)
        found[other.id] = (ground.stands, ground.why) if ground else ("conflicts", kind_of(pair))
    return found


def _verdict(
    rule: Rule, told: Testimony, chosen: Testimony, support: Sequence[Testimony]
) -> Relation:
    if told.denied or told.rejected or told.contradicted:
        return "denied"
    if told.implausible:
        return "implausible"
    relation = rule.relate(told.value, chosen.value)
    if rule.silent(chosen.value) and not rule.silent(told.value):
        relation = "conflicts"
    if told.overtaken and relation == "conflicts":
        return "superseded"
    if rule.rises and relation != "same":
        latest = max(t.order for t in support)
        if told.order < latest and (relation == "conflicts" or rule.field == "outcome"):
            return "superseded"
    if relation == "unrelated" and rule.field in ASIDE:
        return "mentioned"
    return "conflicts" if relation == "conflicts" else "coarser"


def _alternatives(
    others: Iterable[Testimony], verdicts: Mapping[str, Verdict]
) -> tuple[Alternative, ...]:
    """Return the other values, each once, the conflicting ones first."""
    grouped: dict[tuple[Relation, Value], list[Testimony]] = defaultdict(list)
    for each in others:
        grouped[verdicts[each.id][0], each.value].append(each)
    order = sorted(
        grouped, key=lambda k: (RANKS.index(k[0]), -_votes(grouped[k])[0], grouped[k][0].id)
    )
    return tuple(
        Alternative(
            value=value,
            statements=tuple(t.id for t in grouped[relation, value]),
            relation=relation,
            why=verdicts[grouped[relation, value][0].id][1],
        )
        for relation, value in order
    )
