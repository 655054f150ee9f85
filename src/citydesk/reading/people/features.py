"""A person of an account becomes named features: what stands around every mention of them.

Words are kept only where ordinary English has them, so that no place or family name can be learnt.
The prefix tells where a word stands: `l`/`r` left and right, `v` what follows the apposition
("Ana Ruiz, 34, of Elm Street, *was shot*"), `n` the next sentence that goes on with "he" or "she".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from citydesk.reading.people.chains import Someone
from citydesk.reading.people.lexicon import cue_classes, lexicon
from citydesk.reading.people.name import Name, Place, beside_age
from citydesk.reading.people.words import Words

SKIPPED = frozenset(["of", "from", "who", "a", "an", "the", "age", "aged", "also", "formerly"])
PRONOUNS = frozenset(["he", "she"])
BE = dict.fromkeys(["was", "were", "is", "are", "been", "being"], "be")
LISTING = frozenset([*",;&#()-:", "and", "#old", "of", "Xx", "both", "also", "aged", "age"])
BEING = frozenset(["was", "were", "is", "are", "be", "been", "being", "has", "had", "have"])
WINDOW = 40
LONGEST_LIST = 150


@dataclass(frozen=True, slots=True)
class Page:
    """What the features of every person of an account share.

    `cues` and `groups` are by part. `ages` and `told` remember what was read beside each person and
    each name, by where it stands, `strays` which words beside an age are no known name's.
    """

    title: Words
    text: Words
    cues: dict[str, list[str]]
    groups: dict[str, dict[int, tuple[int, int]]]
    people: list[Someone]
    aside: Callable[[Name], str]
    ages: dict[Place, Any] = field(default_factory=dict)
    told: dict[Place, Any] = field(default_factory=dict)
    strays: dict[str, dict[str, list[int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Described:
    """A person's features: all of them (`whole`), and those of each mention with the headline's."""

    whole: dict[str, float]
    mentions: list[dict[str, float]]


def page_of(
    title: Words, text: Words, people: list[Someone], aside: Callable[[Name], str] = lambda n: ""
) -> Page:
    """Prepare an account's words for features; `aside` says what a name's sentence tells of."""
    cues: dict[str, list[str]] = {w.part: _cues(w.plain) for w in (title, text)}
    names: dict[str, list[Name]] = {title.part: [], text.part: []}
    for person in people:
        for name in (*person.full, *person.short):
            names[name.words.part].append(name)
    plain: dict[str, list[str]] = {title.part: title.plain, text.part: text.plain}
    groups = {part: _groups(found, plain[part]) for part, found in names.items()}
    return Page(title, text, cues, groups, people, aside)


def _cues(plain: list[str]) -> list[str]:
    """Return each word's class with the passive's "was" and "by" joined to it, or ""."""
    classes = cue_classes()
    found = [classes.get(word, "") for word in plain]
    for i, cue in enumerate(found):
        if cue:
            if not BEING.isdisjoint(plain[max(0, i - 3) : i]):
                cue = "be+" + cue
            found[i] = cue + "+by" if "by" in plain[i + 1 : i + 3] else cue
    return found


def describe(person: Someone, page: Page) -> Described:
    """Return the features of one person: of each mention, and of all together."""
    headline = ["tc=" + cue for cue in page.cues[page.title.part] if cue]
    mentions: list[dict[str, float]] = []
    for kind, names in (("f", person.full), ("s", person.short)):
        for name in names:
            group = page.groups[name.words.part][name.first]
            around = [kind + feature for feature in _around(name, group, page)]
            mentions.append(dict.fromkeys(around + headline, 1.0))
    whole: dict[str, float] = {}
    for mention in mentions:
        whole.update(mention)
    whole.update(dict.fromkeys(_whole(person, page), 1.0))
    return Described(whole, mentions)


def describe_phrase(name: Name, page: Page) -> list[str]:
    """Return the features of "a 34-year-old man", taken as if the phrase were a short name."""
    return ["s" + feature for feature in _around(name, (name.first, name.last), page)]


def _around(name: Name, group: tuple[int, int], page: Page) -> list[str]:
    """Return the features of one mention; `group` is the list of names that it stands in."""
    plain, cues = name.words.plain, page.cues[name.words.part]
    first, last = group
    begin, end = sentence_of(plain, first, last)
    left = ["<s>", "<s>", *plain[max(begin, first - 5) : first]][::-1]
    right = [*plain[name.last : min(end, name.last + 6)], "</s>", "</s>"]
    out = [
        f"l1={left[0]}",
        f"l2={left[1]} {left[0]}",
        f"r1={right[0]}",
        f"r2={right[0]} {right[1]}",
    ]
    out += ["lb=" + word for word in left[:5]] + ["rb=" + word for word in right[:6]]
    head = after_apposition(plain, last, end)
    verb = [BE.get(w, w) for w in plain[head : min(end, head + 3)]] + ["</s>", "</s>", "</s>"]
    out += [f"v1={verb[0]}", f"v2={verb[0]} {verb[1]}", f"v3={verb[0]} {verb[1]} {verb[2]}"]
    out += ["vb=" + word for word in plain[head : min(end, head + 8)]]
    before = [cue for cue in cues[begin:first] if cue][-3:][::-1]
    behind = [cue for cue in cues[head:end] if cue][:3]
    near = ([*before, "-", "-"][0], [*behind, "-", "-"][0])
    out += [f"c-{i}={cue}" for i, cue in enumerate(before)]
    out += [f"c+{i}={cue}" for i, cue in enumerate(behind)]
    out += ["c-=" + " ".join(before[:2]), "c+=" + " ".join(behind[:2]), f"c={near[0]} {near[1]}"]
    out += ["cs=" + cue for cue in cues[begin:end] if cue and "+" not in cue]
    if begin > 1:
        out += [
            "p=" + cue for cue in cues[sentence_of(plain, begin - 1, begin - 1)[0] : begin] if cue
        ]
        out += ["p:"] if plain[begin - 2] == ":" else []
    if last - first > name.last - name.titled:
        out.append("listed")
    if name.title:
        out.append("title=" + name.title)
    if beside_age(name.words, name.first, name.last):
        out.append("aged")
    if name.words.part == "title":
        out.append("headline")
    if end + 1 < len(plain) and plain[end] == ".":
        follow = plain[end + 1 : end + 4]
        if follow[0] in PRONOUNS:
            out += ["n1=" + " ".join(follow[1:2]), "n2=" + " ".join(follow[1:])]
            stop = sentence_of(plain, end + 1, end + 1)[1]
            out += ["nc=" + cue for cue in [cue for cue in cues[end + 1 : stop] if cue][:2]]
    return out


def _goes_on(run: list[Name], name: Name, plain: list[str]) -> bool:
    """Tell whether a name goes on with the list before it."""
    last = run[-1].last
    if not 0 <= name.titled - last < 12 or name.titled - run[0].titled > LONGEST_LIST:
        return False
    return all(word in LISTING for word in plain[last : name.titled])


def _groups(names: list[Name], plain: list[str]) -> dict[int, tuple[int, int]]:
    """Return for each name, by its first word, where the list of names around it stands."""
    groups: dict[int, tuple[int, int]] = {}
    run: list[Name] = []
    for name in [*sorted(names, key=lambda n: n.first), None]:
        if name and run and _goes_on(run, name, plain):
            run.append(name)
            continue
        groups.update({one.first: (run[0].titled, run[-1].last) for one in run})
        run = [name] if name else []
    return groups


def sentence_of(plain: list[str], first: int, last: int) -> tuple[int, int]:
    """Return where the sentence around some words begins and ends; at most a window's width."""
    before, behind = plain[max(0, first - WINDOW) : first][::-1], plain[last : last + WINDOW]
    begin = before.index(".") if "." in before else len(before)
    end = behind.index(".") if "." in behind else len(behind)
    return first - begin, last + end


def after_apposition(plain: list[str], i: int, end: int) -> int:
    """Return where the sentence goes on after ", 34, of Elm Street," behind a name."""
    for _ in range(4):
        if i + 1 >= end or plain[i] not in ",(":
            return i
        if plain[i + 1][0] != "#" and plain[i + 1] not in SKIPPED:
            return i + 1
        close = "," if plain[i] == "," else ")"
        j = i + 2
        while j < min(end, i + 16) and plain[j] != close:
            j += 1
        if j >= min(end, i + 16):
            return i
        i = j if close == "," else j + 1
    return i


def _whole(person: Someone, page: Page) -> list[str]:
    """Return the features of the person as a whole and of their place in the account."""
    known = lexicon()
    best = person.best
    mentions = len(person.full) + len(person.short)
    low = [*(part.lower() for part in best.parts[:-1]), best.family]
    out = [f"mentions={min(mentions, 6)}", f"full={min(len(person.full), 4)}", f"parts={len(low)}"]
    out += [f"given={low[0] in known.given}", f"family={low[-1] in known.family}"]
    out.append(f"order={min(5, next(i for i, one in enumerate(page.people) if one is person))}")
    out.append(f"people={min(8, len(page.people))}")
    first = min(n.first for n in person.full)
    out.append(f"at={min(9, 10 * first // max(1, len(page.text.raw)))}")
    out += sorted({"aside=" + page.aside(n) for n in (*person.full, *person.short)})
    if all(n.words.loud[n.first] for n in person.full):
        out.append("loud")
    return out
