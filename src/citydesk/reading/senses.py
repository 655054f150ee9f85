"""Whether people shoot, fire and kill in another sense: a game, a vaccine, a film, a hunt, a vote.

A story of violence has police, victims, wounds or a charge in it; one that has none of them and
several words of another subject is of that subject, whatever its verbs.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources

from citydesk.model import Account

__all__ = ["of_another_sense"]

ENOUGH = 2
"""Different words of one subject that make a story of it."""
LONGEST = 20_000
"""Characters of a text that are looked at."""
WORD = re.compile(r"[a-z0-9]+(?:-[a-z]+)?")


def of_another_sense(account: Account) -> bool:
    """Tell whether an account has words of another subject and none of violence."""
    low = f"{account.title}\n{account.text[:LONGEST]}".lower()
    subjects, violence = _known()
    if any(word in low for word in violence):
        return False
    words = set(WORD.findall(low))
    return any(sum(map(bool, map(p.fullmatch, words))) >= ENOUGH for p in subjects)


@functools.cache
def _known() -> tuple[tuple[re.Pattern[str], ...], tuple[str, ...]]:
    """Return the pattern of each subject's words, and the words of violence."""
    file = resources.files(__package__).joinpath("data", "senses.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return tuple(map(_pattern, data["subjects"].values())), tuple(data["violence"])


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(word.replace("*", "[a-z]*") for word in words))
