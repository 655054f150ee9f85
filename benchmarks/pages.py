"""What a page costs at each stage, and from that what a billion pages would take.

    python -m benchmarks.pages [--accounts 600] [--pages 1_000_000_000]

The stages of `citydesk batch` are run one after the other on articles of the corpus, in this
process, and measured in processor time, which a busy machine does not distort. Bytes are what
travels between machines: pickles, as Spark sends them, before compression.
"""

from __future__ import annotations

import argparse
import itertools
import pickle
import time
from collections.abc import Callable, Iterable
from typing import Any

from citydesk.accounts import prepare
from citydesk.accounts.copies import origins
from citydesk.fusing import fuse
from citydesk.linking import Weighing, cluster, keys, profile
from citydesk.linking.linking import matches
from citydesk.model import Capture
from citydesk.reading import read
from citydesk.serialize import to_json
from citydesk.sources import collect

CORPUS = "../shared/corpus/articles.jsonl.gz"
PRICE = 0.04  # dollars of one core of a rented cluster, a round figure


def measured(count: int) -> dict[str, tuple[float, int, int]]:
    """Return for each stage its processor seconds, how many units it made, and their bytes."""
    found: dict[str, tuple[float, int, int]] = {}

    def stage(
        name: str, work: Callable[[], list[Any]], travels: Iterable[Any] | None = None
    ) -> Any:
        start = time.process_time()
        made = work()
        spent = time.process_time() - start
        sample = list(itertools.islice(travels if travels is not None else made, 200))
        size = sum(len(pickle.dumps(each, pickle.HIGHEST_PROTOCOL)) for each in sample)
        found[name] = spent, len(made), size * len(made) // max(1, len(sample))
        return made

    captures = [c for c in itertools.islice(collect([CORPUS]), count) if isinstance(c, Capture)]
    list(read([prepare(captures[0])]))  # what is loaded once does not count
    accounts = stage("prepare", lambda: [prepare(capture) for capture in captures])
    readings = stage("read", lambda: list(read(accounts)))
    by_id = {account.id: account for account in accounts}
    reports = {r.id: r for reading in readings for r in reading.reports if not r.background}
    sides = stage("sides", lambda: [profile(r, by_id[r.account]) for r in reports.values()])
    stage("keys", lambda: [key for each in sides for key in keys(each)])
    of = {each.report: each for each in sides}
    compared = stage("compare", lambda: matches(of.values()))
    weighing = Weighing(lambda asked: of)
    incidents = stage(
        "cluster", lambda: list(cluster(reports.values(), compared, weigher=weighing))
    )

    def fused() -> list[Any]:
        made = []
        for incident in incidents:
            members = [reports[each] for each in incident.reports]
            held = {r.account: by_id[r.account] for r in members}
            made.append(fuse(incident.id, members, held, origins))
        return made

    records = stage("fuse", fused)
    stage("write", lambda: [to_json(record) for record in records])
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=600)
    parser.add_argument("--pages", type=int, default=1_000_000_000)
    options = parser.parse_args()
    found = measured(options.accounts)
    count = found["prepare"][1]
    print("| stage | made | CPU ms an account | bytes an account |")
    print("|---|---|---|---|")
    total = travels = 0.0
    for name, (spent, made, size) in found.items():
        total, travels = total + spent, travels + size
        print(f"| {name} | {made:,} | {1000 * spent / count:.2f} | {size / count:,.0f} |")
    print(f"| all | | {1000 * total / count:.2f} | {travels / count:,.0f} |")
    hours = options.pages * total / count / 3600
    size = options.pages * travels / count / 1e12
    print(f"\n{options.pages:,} pages: {hours:,.0f} core hours, about ${hours * PRICE:,.0f};")
    print(f"{size:.1f} TB between stages before compression")


if __name__ == "__main__":
    main()
