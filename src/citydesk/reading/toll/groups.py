"""Words become noun groups: "two men and a woman" is three people, "a 19-year-old" is one.

A group is counted where its words count it; "the victims" is a plural without a number.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from citydesk.reading.people.lexicon import lexicon as known
from citydesk.reading.toll.tokens import Word, lexicon
from citydesk.reading.toll.tokens import words as split_words

REACH = 4
"""How many modifiers may stand between a count and its noun."""
OPENERS = frozenset({"number", "one", "the", "many", "none", "age", "group", "atleast", "approx"})
HEADS = frozenset({"singular", "plural"})
BEGINNING = OPENERS | HEADS
INNER = frozenset({"gunshot", "shooting", "injured", "wounded", "homicide", "dead", "critically"})
"""Outcome words that may stand inside a group ("two gunshot victims", "the injured man")."""
MARKS = frozenset(".,;:()\"“”'‘’-–—/|!?…")
AFTER_HEAD = frozenset({"killed", "injured", "shot", "aux", "stop"})
OUTCOMES = frozenset({"killed", "injured", "shot"})
AFTER_BARE_KINDS = frozenset({"killed", "injured", "shot", "aux", "skip"})
TIES = frozenset(":-")
TOGETHER = frozenset({"couple", "duo", "trio"})
DIED = frozenset({"died", "dies"})
TENFOLD = frozenset({"dozen"})
"""Numbers that another one multiplies: "two dozen"; half of one is half of it."""
ONE_MORE = frozenset({"second", "third", "fourth", "fifth", "sixth"})
"""Words that stand for a person by themselves: "a third was hurt"."""
AGES = frozenset({"ages", "aged", "age"})
CALIBRES = frozenset({"mm", "millimeter", "caliber", "gauge"})
NAMED = frozenset({"aux", "skip"})
"""The classes of the words that make capitalised words before them a person's name."""


@dataclass(slots=True)
class Group:
    """People, counted: words `first` <= i < `last`; `count` is None where no number is told.

    `key` tells one person from another within an account: an age, a name, a noun.
    """

    first: int
    last: int
    count: int | None
    exact: bool
    key: str
    singular: bool


@functools.lru_cache(maxsize=128)
def grouped(text: str, title: bool) -> tuple[list[Word], list[Group]]:
    """Return the words of a sentence and its groups; several finders ask for the same one."""
    split = split_words(text)
    return split, groups(split, title)


def groups(words: list[Word], title: bool) -> list[Group]:
    """Return the groups of a sentence in order, coordinated ones joined into one."""
    out: list[Group] = []
    end = 0
    for i in [i for i, word in enumerate(words) if word.kind in BEGINNING or word.capital]:
        group = _group(words, i) if i >= end else None
        if group is None:
            continue
        end = max(group.last, i + 1)
        if _of_two(words, i) or (i and words[i - 1].low == "including"):
            continue
        if out and words[i - 1].low == "of" and i - 1 == out[-1].last and out[-1].count is not None:
            part = out[-1]
            key = group.key if part.singular else part.key or group.key
            out[-1] = Group(part.first, group.last, part.count, part.exact, key, part.singular)
            continue
        if out and out[-1].last == group.first and _called(words, out[-1], group):
            group = Group(out.pop().first, group.last, 1, True, group.key, True)
        out.append(group)
    return _joined(words, out, title)


def _called(words: list[Word], noun: Group, name: Group) -> bool:
    """Tell whether a name follows what its bearer is called: "store clerk | Ann Lee"."""
    return noun.singular and name.singular and noun.count == 1 and words[name.first].capital


def _group(words: list[Word], i: int) -> Group | None:
    """Return the group that begins at a word, if one does."""
    kind = words[i].kind
    if kind in OPENERS:
        return _opened(words, i)
    if kind in HEADS:
        return _headed(words, i, i, None, True)
    return None if kind else _named(words, i)


def _opened(words: list[Word], i: int) -> Group | None:
    count: int | None = None
    exact, start = True, i
    if words[i].kind == "atleast" and i and words[i - 1].low in {"at", "more"}:
        start = i - 1
    size = len(words)
    while i < size and words[i].kind in OPENERS:
        word = words[i]
        kind = word.kind
        if kind == "number" or kind == "group":
            if count is not None and count > 1 and word.low not in TENFOLD:
                break
            start, count = _multiplied(words, i, start, count)
        elif kind == "one":
            count = 1 if count is None else count
        elif kind == "none":
            count = 0
        elif kind == "many":
            count, exact = None, False
        elif kind == "atleast":
            exact = False
        elif kind == "age":
            break
        i += 1
    return _headed(words, start, i, count, exact) or _bare(words, start, i, count, exact)


def _multiplied(words: list[Word], i: int, start: int, count: int | None) -> tuple[int, int]:
    """Return where a number begins and what it is: "two dozen" is 24, "half a dozen" 6."""
    number = words[i].number
    if words[i].low not in TENFOLD:
        return start, number
    if i > 1 and words[i - 2].low == "half":
        return i - 2, number // 2
    return start, number * (count or 1)


def _headed(words: list[Word], start: int, i: int, count: int | None, exact: bool) -> Group | None:
    """Find the head noun within reach."""
    size, key, aged = len(words), "", 0
    for j in range(i, min(size, i + REACH + 1)):
        word = words[j]
        kind = word.kind
        if kind in HEADS:
            if j + 1 < size and words[j + 1].kind in HEADS:
                continue
            return _person(words, (start, j), count, exact, key)
        if kind == "age":
            key, aged = str(word.number), j + 1
        elif word.low in MARKS:
            break
        elif kind == "" and count and count > 1 and _people_perhaps(words, j):
            return Group(start, j + 1, count, exact, word.low, False)
        elif j > i and count == 1 and words[j - 1].low in ONE_MORE and kind in AFTER_HEAD:
            return Group(start, j, 1, exact, words[j - 1].low, True)
        elif kind not in {"modifier", ""} and word.low not in INNER:
            break
    if aged:
        return Group(start, aged, count or 1, exact, key, True)
    return None


def _person(
    words: list[Word], at: tuple[int, int], count: int | None, exact: bool, key: str
) -> Group | None:
    """Return the group whose head noun stands at the second of these words."""
    start, j = at
    low, plural = words[j].low, words[j].kind == "plural"
    if count is None and not plural:
        count = 1
    if low == "police" and count is None:
        return None
    if not plural and count == 1 and (age := _age_behind(words, j + 1)):
        return Group(start, j + 3, 1, exact, age, True)
    return Group(start, j + 1, count, exact, key or low, not plural)


def _age_behind(words: list[Word], i: int) -> str:
    """Return the age behind a noun or a name ("a man, 34, was", "Boy, 10, dead")."""
    if i + 1 >= len(words) or words[i].low != ",":
        return ""
    after = words[i + 1]
    if after.kind == "age" or (after.low.isdigit() and 0 < after.number < 110):
        then = words[i + 2] if i + 2 < len(words) else None
        if then is None or then.kind == "stop" or then.low in lexicon().sets["ends"]:
            return str(after.number)
    return ""


def _people_perhaps(words: list[Word], j: int) -> bool:
    """Tell whether an unknown plural right before an outcome may be people ("two bailiffs")."""
    low = words[j].low
    if not (low.endswith("s") and low[:-1].isalpha() and len(low) > 4):
        return False
    following = words[j + 1] if j + 1 < len(words) else None
    return following is None or following.low in {",", "and"} or following.kind in AFTER_HEAD


def _bare(words: list[Word], start: int, i: int, count: int | None, exact: bool) -> Group | None:
    """Return a number without its noun, where its neighbours show that it counts people."""
    if count is None or i == start:
        return None
    last, first = words[i - 1], words[start]
    numeric = last.kind in {"number", "group"}
    sets = lexicon().sets
    if not numeric and last.low not in sets["bare"]:
        return None
    after = words[i] if i < len(words) else None
    if after and after.low not in sets["after bare"] and after.kind not in AFTER_BARE_KINDS:
        return None
    if last.low in TOGETHER:
        return Group(start, i, count, exact, last.low, False)
    opened = first.kind == "one" and last.kind == "group"  # "a pair" counts wherever it stands
    before = words[start - 1] if start and not opened else None
    hit = after is not None and after.kind in OUTCOMES
    if (
        before
        and not (hit and before.low == "after")
        and before.low not in sets["before bare"]
        and before.kind not in AFTER_HEAD - {"stop"}
    ):
        return None
    if _part_of_longer(words, start, i):
        return None
    digits = last.low.isdigit()
    commas = before is not None and before.low in {",", "and"} and digits
    if commas and (after is None or after.low in {",", ".", "of", "and"}) and count > 11:
        return None
    if digits and first.low == last.low and before and before.low == "(":
        return None
    return Group(start, i, count, exact, "", count == 1)


def _part_of_longer(words: list[Word], start: int, i: int) -> bool:
    """Tell whether numbers are part of a longer one: "4:16", "9-1-1", "a 9-mm."."""
    size = len(words)
    if i + 1 < size and words[i].low in TIES:
        after = words[i + 1].low
        if after in CALIBRES or after[:1].isdigit():
            return True
    return start > 1 and words[start - 1].low in TIES and words[start - 2].low[:1].isdigit()


def _named(words: list[Word], i: int) -> Group | None:
    """Return a person's name: capitalised words, with an age behind them or an outcome."""
    j, size = _run(words, i), len(words)
    if end := _ages_behind(words, j):
        return Group(i, end, 1, True, _family(words, i, j), True)
    if age := _age_behind(words, j):
        return Group(i, j + 2, 1, True, age, True)
    if i and words[i - 1].kind == "stop" and words[i - 1].low not in lexicon().sets["before name"]:
        return None
    following = words[j].kind if j < size else ""
    died = following == "killed" and (j - i > 1 or words[j].low in DIED)
    if following in NAMED or died or (j - i > 1 and _who(words, j)):
        return Group(i, j, 1, True, _family(words, i, j), True)
    if j - i == 1 and _shares_a_surname(words, i, j):
        return Group(i, j, 1, True, words[i].low, True)
    if j - i in {2, 3} and j + 1 < size and words[j].low in {",", "and"}:
        listed = words[j + 1].capital or words[j + 1].low in {"and", "both"}
        listed = listed or (i > 0 and words[i - 1].low in {",", "and"})
        return Group(i, j, 1, True, _family(words, i, j), True) if listed else None
    return None


def _run(words: list[Word], i: int) -> int:
    """Return the end of the capitalised words, with particles among them, that begin here."""
    j, size = i, len(words)
    while j < size and j - i < 6 and words[j].kind in {"", "modifier"}:
        particle = j > i and words[j].low in known().particles
        if not words[j].capital and not (particle and _leads_on(words, j)):
            break
        j += 1
    return j


def _leads_on(words: list[Word], j: int) -> bool:
    """Tell whether particles lead to a capitalised word."""
    near = words[j + 1 : j + 3]
    return bool(near) and (
        near[0].capital or (near[0].low in known().particles and near[-1].capital)
    )


def _family(words: list[Word], i: int, j: int) -> str:
    """Return the last word of a name that is no "Jr."."""
    while j > i + 1 and words[j - 1].low in known().suffixes:
        j -= 1
    return words[j - 1].low


def _ages_behind(words: list[Word], j: int) -> int:
    """Return the end of the ages of a list of names, "…, 46 and 44,", or 0."""
    low = [word.low for word in words[j : j + 9]]
    if low[:1] != [","] or "and" not in low:
        return 0
    ages = low[1 : low.index("and") + 2]
    told = [age for age in ages if age not in {",", "and"}]
    behind = low[len(ages) + 1 : len(ages) + 2]
    good = len(told) > 1 and all(age.isdigit() and len(age) < 3 for age in told)
    return j + 1 + len(ages) if good and behind in ([","], ["."], []) else 0


def _shares_a_surname(words: list[Word], i: int, j: int) -> bool:
    """Tell whether "Mara" of "Mara, Lena and Otto Voss" is the first name of one of them."""
    k, size = i, len(words)
    while words[k].low in known().given and j + 1 < size and words[j].low in {",", "and", "&"}:
        k = j + 1 + (words[j + 1].low == "and")
        if k >= size or not words[k].capital:
            return False
        j = _run(words, k)
        if j - k > 1:
            return True
    return False


def _who(words: list[Word], j: int) -> bool:
    """Tell whether a name is told more of: "Ann Lee, who ran away, was hit"."""
    return j + 1 < len(words) and words[j].low == "," and words[j + 1].low == "who"


def _of_two(words: list[Word], i: int) -> bool:
    """Tell whether this is the number of "father of two" or the ages of "ages 2 and 4"."""
    if i > 1 and words[i - 1].low == "of" and words[i - 2].kind == "singular":
        return words[i].kind == "number"
    near = words[max(0, i - 5) : i] if words[i].kind == "number" else []
    return any(w.low in AGES for w in near)


def _joined(words: list[Word], found: list[Group], title: bool) -> list[Group]:
    """Join coordinated groups; a list with commas must end with "and", but in a headline."""
    out: list[Group] = []
    run: list[Group] = []
    last_mark = ""
    for group in found:
        mark = _mark(words, run[-1], group) if run else ""
        if run and mark:
            run.append(group)
            last_mark = mark
            continue
        out.extend(_sum(run, last_mark, title))
        run, last_mark = [group], ""
    out.extend(_sum(run, last_mark, title))
    return out


def _sum(run: list[Group], mark: str, title: bool) -> list[Group]:
    if len(run) < 2 or (mark == "," and not (title and len(run) == 2)):
        return run
    counts = [g.count for g in run]
    total = sum(c or 0 for c in counts) if None not in counts else None
    exact = all(g.exact for g in run)
    key = "+".join(g.key for g in run)
    return [Group(run[0].first, run[-1].last, total, exact, key, False)]


def _mark(words: list[Word], left: Group, right: Group) -> str:
    if right.first - left.last > 3 or left.count == 0 or right.count == 0:
        return ""
    between = [w.low for w in words[left.last : right.first] if not w.low.isdigit()]
    if not between or any(b not in {"and", "&", ",", "then"} for b in between):
        return ""
    return "and" if "and" in between or "&" in between else ","
