"""Make what the reader knows of English without asking spaCy: `python -m training english`.

spaCy's exceptions (how its tokenizer cuts "can't") and its common words become two lists, so that
most accounts are read before spaCy itself is loaded.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "src/citydesk/reading/data"


def train(corpus: Path) -> None:
    """Write the data files; the corpus is not used."""
    for name, make in FILES.items():
        (DATA / name).write_text(make(), encoding="utf-8")


def exceptions() -> str:
    """Return the words that spaCy cuts in a way of their own, one a line, a space at each cut."""
    import spacy

    tokenizer: Any = spacy.blank("en").tokenizer
    cuts = sorted(
        " ".join(token.text for token in tokenizer(word))
        for word in tokenizer.rules
        if not any(letter.isspace() for letter in word)
    )
    return _file("Words that are cut in a way of their own, a space at each cut", cuts)


def common() -> str:
    """Return spaCy's common English words, one a line."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return _file("Common English words, one a line", sorted(STOP_WORDS))


def _file(about: str, lines: list[str]) -> str:
    made = f"spaCy {version('spacy')}, MIT licence; made by python -m training english"
    return "\n".join([f"# {about} ({made})", *lines]) + "\n"


FILES = {"exceptions.txt": exceptions, "common.txt": common}
