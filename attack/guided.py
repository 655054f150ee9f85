"""Fuzzing that is guided by coverage: atheris (libFuzzer) looks for inputs that reach new code.

Each target runs in a process of its own, for so many seconds and within so much memory.

    python -m attack.guided "file a.html" -max_total_time=60     one target, by hand
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from attack.tally import FOUND, Tally

__all__ = ["guided"]

MEGABYTES = 3_000
TARGETS = (
    "text", "file a.html", "file a.jsonl", "file a.eml", "file a.csv", "file call.json", "settings",
    "address", "content codings", "dates", "filters and cursors", "replies of models",
    "street addresses",
)  # fmt: skip


def guided(seconds: float) -> Iterable[Tally]:
    """Run atheris over the targets; yield what came of each."""
    if importlib.util.find_spec("atheris") is None:
        yield Tally("guided fuzzing", note="atheris is not installed: pip install --group attack")
        return
    for name in TARGETS:
        yield _run(name, seconds)


def _run(name: str, seconds: float) -> Tally:
    tally = Tally(f"guided fuzzing: {name}")
    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        done = subprocess.run(
            [
                sys.executable, "-m", "attack.guided", name, corpus,
                f"-max_total_time={seconds:.0f}", f"-rss_limit_mb={MEGABYTES}", "-timeout=25",
                "-max_len=8192",
                f"-artifact_prefix={FOUND}/guided-",
            ],
            capture_output=True, check=False, timeout=seconds * 4 + 300,
        )  # fmt: skip
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    found = re.search(r"Done (\d+) runs", said) or re.findall(r"^#(\d+)", said, re.MULTILINE)
    if isinstance(found, re.Match):
        tally.tried = int(found[1])
    elif found:
        tally.tried = int(found[-1])
    if done.returncode:
        lines = [line for line in said.splitlines() if re.match(r"\s*(\w*Error|ERROR|==)", line)]
        tally.fault(" ".join(lines[:2])[:200] or f"ended with {done.returncode}", said)
    return tally


def main() -> None:
    """Fuzz the target that is named, as libFuzzer's options say."""
    import atheris

    with atheris.instrument_imports(include=["citydesk"]):
        from attack import parsers
        from citydesk.base.errors import CitydeskError

    name, folder, *options = sys.argv[1:]
    target, seeds = parsers.TARGETS[name]
    expected = parsers.EXPECTED.get(name, (CitydeskError,))
    for number, seed in enumerate(seeds):
        Path(folder, f"seed-{number}").write_bytes(seed[:8_192])

    def tried(body: bytes) -> None:
        try:
            target(body)
        except expected:
            return

    atheris.Setup([sys.argv[0], folder, *options], tried)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
