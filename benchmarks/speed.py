"""How fast Citydesk is, and how much memory it takes: `make bench`.

    python -m benchmarks.speed                    the whole corpus (a quarter of an hour at most)
    python -m benchmarks.speed --limit 500        a first look

Every figure is measured in this run, on one core, on the articles of ../shared/corpus or, where it
is not there, on the accounts of examples/ again and again under other ids. Memory is measured in
processes of their own, because the peak of a process never comes down. The ratio is to spaCy's
blank tokenizer with its sentencizer on the same texts, a new one, which like the reader meets every
text for the first time; `dateparser.search.search_dates`, which only
looks for dates and times, is so slow that it is measured on a sample of 50 and scaled. Reading is
measured in seconds of this process, everything else by the clock on the wall.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
CORPUS = HERE.parent / "shared/corpus/articles.jsonl.gz"
SAMPLE = 50
ADDED = 20  # accounts that are added one by one to a desk that holds the corpus


def rows(limit: int | None) -> list[dict[str, str]]:
    """Return the articles of the corpus, or as many made from the examples."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for _, line in zip(range(limit or 10**9), lines, strict=False)]
    lines_of = (HERE / "examples/accounts.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines_of]
    return [{**told[n % len(told)], "id": f"made-{n}"} for n in range(limit or 1000)]


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes by the clock on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def computed(work: Callable[[], object]) -> float:
    """Return how many seconds this process computes for some work, whatever else is running."""
    started = time.process_time()
    work()
    return time.process_time() - started


def reading(articles: list[dict[str, str]]) -> dict[str, float]:
    """Measure the reader, the tokenizer on the same text, and a search for dates on a sample."""
    import spacy
    from dateparser.search import search_dates

    from benchmarks.reading import account_of
    from citydesk.reading import read

    accounts = [account_of(row) for row in articles]
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp(accounts[0].text)
    for _ in read(accounts[:3]):
        pass
    took = computed(lambda: sum(1 for _ in read(accounts)))
    tokenizer = computed(lambda: [nlp(account.text).text for account in accounts])
    sample = accounts[:: max(1, len(accounts) // SAMPLE)][:SAMPLE]
    dates = computed(lambda: [search_dates(a.text, languages=["en"]) for a in sample])
    return {
        "accounts read": len(accounts),
        "accounts a second": len(accounts) / took,
        "milliseconds an account": 1000 * took / len(accounts),
        "times the tokenizer's time": took / tokenizer,
        f"search_dates, milliseconds an account (sample of {len(sample)})": 1000
        * dates
        / len(sample),
        "times faster than search_dates": (dates / len(sample)) / (took / len(accounts)),
    }


def memory(limit: int) -> float:
    """Return the peak of a process of its own that reads so many accounts, in MiB."""
    command = [sys.executable, "-m", "benchmarks.speed", "--stream", str(limit)]
    return float(
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE).stdout
    )


def stream(limit: int) -> None:
    """Read so many accounts one after the other, keep none, and print the peak in MiB."""
    from benchmarks.reading import account_of
    from citydesk.reading import read

    def accounts() -> Iterator[object]:
        if not CORPUS.exists():
            yield from map(account_of, rows(limit))
            return
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            for _, line in zip(range(limit), lines, strict=False):
                yield account_of(json.loads(line))

    for _ in read(accounts()):  # type: ignore[arg-type]
        pass
    print(peak())


def peak() -> float:
    """Return the most memory that this process has held, in MiB.

    On Linux `ru_maxrss` also counts what the parent held before this process began, so the kernel's
    own high-water mark is taken there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def adding(articles: list[dict[str, str]], folder: Path) -> dict[str, float]:
    """Measure filling a desk with all of them, and then adding one account more, and one more."""
    from citydesk.flow import pipeline
    from citydesk.store import open_store

    source = folder / "articles.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in articles), encoding="utf-8")
    store = open_store(str(folder / "desk.db"))
    filled = timed(lambda: pipeline.add(store, [str(source)]))
    times = []
    for number in range(ADDED):
        one = folder / f"one-{number}.jsonl"
        row = articles[number * len(articles) // ADDED]
        again = {**row, "id": f"one-{number}", "text": f"{row['text']}\nUpdated {number}."}
        one.write_text(json.dumps(again), encoding="utf-8")
        times.append(timed(lambda path=one: pipeline.add(store, [str(path)])))  # type: ignore[misc]
    size = (folder / "desk.db").stat().st_size
    store.close()
    return {
        "accounts added a second, desk and linking included": len(articles) / filled,
        f"milliseconds to add one more account (median of {ADDED})": 1000 * median(times),
        f"milliseconds to add one more account (slowest of {ADDED})": 1000 * max(times),
        "size of the desk, MiB": size / 2**20,
    }


def start_up(folder: Path) -> dict[str, float]:
    """Measure new processes, the median of five: to the first account of a desk, to a list."""
    one = str(HERE / "examples/kxto-overnight.txt")

    def run(desk: int, *arguments: str) -> float:
        command = [sys.executable, "-c", "from citydesk.cli import main; main()"]
        command += ["--desk", str(folder / f"first-{desk}.db"), *arguments]
        return timed(lambda: subprocess.run(command, check=True, capture_output=True))

    return {
        "seconds from start to the first account": median(run(n, "add", one) for n in range(5)),
        "seconds from start to a list of incidents": median(run(n, "incidents") for n in range(5)),
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="only so many articles")
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stream:
        stream(options.stream)
        return
    articles = rows(options.limit)
    where = "../shared/corpus" if CORPUS.exists() else "examples/, repeated"
    print(f"{len(articles):,} accounts of {where}, {dt.date.today()}, one core\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        steps: list[Callable[[], dict[str, float]]] = [
            lambda: start_up(folder),
            lambda: reading(articles),
            lambda: {
                f"peak memory reading {n:,} accounts, MiB": memory(n)
                for n in (len(articles) // 2, len(articles))
            },
            lambda: adding(articles, folder),
        ]
        for step in steps:
            for what, figure in step().items():
                print(f"{figure:>12,.2f}  {what}", flush=True)


if __name__ == "__main__":
    main()
