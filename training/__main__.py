"""Make weight files: `python -m training NAME… [--corpus DIR]`, or `all`.

Each name is a module here whose `train(corpus)` makes its weights from folds 0-3 of the corpus.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

ORDER = (
    "bodies", "attribution", "places", "times", "accessories", "people", "ages", "kinds", "toll",
    "sure", "relevance", "sifting", "arguments", "linking", "fusing", "streets", "claims",
)  # fmt: skip
"""`all` goes in this order: a name may read with the weights of those before it."""


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names",
        nargs="+",
        choices=["all", "english", "gazetteer", "inhabited", *ORDER],
        metavar="NAME",
    )
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    options = parser.parse_args()
    for name in ORDER if "all" in options.names else options.names:
        print("training", name, flush=True)
        importlib.import_module(f"training.{name}").train(options.corpus)


if __name__ == "__main__":
    main()
