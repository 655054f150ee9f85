"""Make weight files: `python -m training NAME… [--corpus DIR]`, or `all`.

Each module here with a `train(corpus)` makes the weights of its name from folds 0-3 of the corpus.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

import training

HELPERS = {"__main__", "linear"}


def main() -> None:
    """Run from the command line."""
    names = sorted(m.name for m in pkgutil.iter_modules(training.__path__))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", help="all, or: " + ", ".join(set(names) - HELPERS))
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    options = parser.parse_args()
    wanted = [n for n in names if n not in HELPERS] if "all" in options.names else options.names
    for name in wanted:
        print("training", name)
        importlib.import_module(f"training.{name}").train(options.corpus)


if __name__ == "__main__":
    main()
