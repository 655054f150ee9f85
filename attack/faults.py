"""Faults of the disk, of rights and of the network, and many at once on one desk."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

from attack.kills import COMMAND, rows
from attack.tally import Tally
from citydesk.flow.deciding import judgement
from citydesk.flow.pipeline import How, add, judge, rebuild
from citydesk.model import Capture, Failure
from citydesk.store import SqliteStore
from tests.desks import Scripted, content, night, write_rows
from tests.sources.networks import PAGE, World, moved, reply

__all__ = ["faults"]

VERBS = ("same", "different", "prefer", "reject", "withhold", "withdraw")
CAPBSET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2  # of Linux: prctl and capabilities
TOWNS, MOST = ("Nestor", "Port Alder"), 24  # accounts that 5,000 decisions are about
CODES = (0, 1, 3, 4)
READS = (["incidents"], ["changes"], ["doctor"], ["export", "incidents"], ["judge", "list"])


def faults(seconds: float, seed: int) -> Iterable[Tally]:
    """Bring about each kind of fault; yield what came of it."""
    parts: tuple[Callable[[Path, float, int], Tally], ...] = (
        _full_disk, _read_only, _shut_folders, _damaged, _network, _at_once, _judgements,
    )  # fmt: skip
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            yield part(Path(folder), seconds, seed)


def _ran(
    tally: Tally, desk: Path, *command: str, prepare: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command; a trace or a code that is none of ours is a fault."""
    tally.tried += 1
    done = subprocess.run(
        [*COMMAND, "--desk", str(desk), *command],
        capture_output=True, text=True, preexec_fn=prepare, timeout=300,
    )  # fmt: skip
    if done.returncode not in CODES or "Traceback" in done.stderr:
        tally.fault(f"{command[0]} ended with {done.returncode}", done.stderr)
    return done


def _full_disk(folder: Path, seconds: float, seed: int) -> Tally:
    tally, chance = Tally("full disk"), random.Random(seed)
    target = rows(folder / "rows.jsonl", 24)
    with SqliteStore(folder / "whole.db") as store:
        add(store, [str(target)])
        expected = content(store)
    size, latest = (folder / "whole.db").stat().st_size, time.monotonic() + seconds
    while time.monotonic() < latest:
        desk, limit = folder / f"{tally.tried}.db", chance.randrange(4_096, size * 2)

        def limited(limit: int = limit) -> None:
            import resource

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = _ran(tally, desk, "add", str(target), prepare=limited)
        if done.returncode == 3 and "full" not in done.stderr and "disk" not in done.stderr:
            tally.fault("a full disk is not called that", done.stderr)
        with SqliteStore(desk) as store:
            add(store, [str(target)])
            if content(store) != expected or list(store.problems()):
                tally.fault(f"after a disk was full at {limit} bytes the desk is another")
    return tally


def _without_rights() -> None:
    """Be somebody to whom the bits of a file apply: root loses what lets it pass over them."""
    if os.geteuid() == 0:
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            if libc.prctl(CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "a right cannot be given up")


def _read_only(folder: Path, seconds: float, seed: int) -> Tally:
    tally = Tally("read-only desk")
    target, desk = rows(folder / "rows.jsonl", 9), folder / "desk.db"
    with SqliteStore(desk) as store:
        add(store, [str(target)])
    before = desk.read_bytes()
    desk.chmod(0o444)
    folder.chmod(0o555)
    for command in READS:
        done = _ran(tally, desk, *command, prepare=_without_rights)
        if done.returncode:
            tally.fault(f"{command[0]} cannot read a desk that may not be written", done.stderr)
    for command in (["add", str(folder / "other.jsonl")], ["rebuild"]):
        done = _ran(tally, desk, *command, prepare=_without_rights)
    if desk.read_bytes() != before:
        tally.fault("a desk that may not be written was")
    folder.chmod(0o755)
    return tally


def _shut_folders(folder: Path, seconds: float, seed: int) -> Tally:
    tally = Tally("unreadable files and folders")
    tree, desk = folder / "in", folder / "out"
    (tree / "shut").mkdir(parents=True)
    desk.mkdir(mode=0o777)
    desk.chmod(0o777)
    rows(tree / "good.jsonl", 3)
    rows(tree / "secret.jsonl", 3).chmod(0)
    (tree / "loop").symlink_to("loop")
    (tree / "round").symlink_to(tree)
    os.mkfifo(tree / "pipe")
    (tree / "new\nline.txt").write_text("Two were hurt.")
    (tree / os.fsdecode(b"half\xed\xa0\x80.txt")).write_text("Two were hurt.")
    (tree / "shut").chmod(0)
    done = _ran(tally, desk / "desk.db", "add", str(tree), prepare=_without_rights)
    for words in ("shut", "secret.jsonl", "pipe"):
        if words not in done.stderr:
            tally.fault(f"{words} is passed over in silence", done.stderr)
    for target in (tree / "shut" / "x", tree / "loop", tree / "pipe", tree / "secret.jsonl"):
        _ran(tally, desk / "desk.db", "add", str(target), prepare=_without_rights)
    (tree / "shut").chmod(0o755)
    return tally


def _damaged(folder: Path, seconds: float, seed: int) -> Tally:
    tally, chance = Tally("damaged pages of the file"), random.Random(seed)
    target = rows(folder / "rows.jsonl", 24)
    with SqliteStore(folder / "whole.db") as store:
        add(store, [str(target)])
        store._db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (folder / "whole.db").read_bytes()
    latest, desk = time.monotonic() + seconds, folder / "desk.db"
    while time.monotonic() < latest:
        body = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(100, len(body))
            body[at : at + 4_096] = chance.randbytes(chance.choice([1, 30, 4_096]))
        desk.write_bytes(body[: len(whole)])
        for command in chance.sample(READS, 2):
            _ran(tally, desk, *command)
        new = folder / "new.db"
        new.unlink(missing_ok=True)
        done = _ran(tally, desk, "doctor", "--salvage", str(new))
        if done.returncode in (0, 1):
            _ran(tally, new, "rebuild")
    return tally


def _network(folder: Path, seconds: float, seed: int) -> Tally:
    """Cut every reply off at every byte, and mutate it."""
    tally, chance = Tally("faults of the network"), random.Random(seed)
    replies = [reply(), moved("/on"), reply(PAGE, Transfer_Encoding="chunked")]
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        body = bytearray(b"".join(chance.choice(replies)))
        if chance.random() < 0.7:
            at = chance.randrange(len(body))
            body[at : at + 3] = chance.randbytes(chance.randrange(6))
        sent = bytes(body[: chance.randrange(len(body) + 1)])
        cut = chance.randrange(1, 80)
        pieces = [sent[at : at + cut] for at in range(0, len(sent), cut)]
        world = World({"out.example": [["93.184.215.14"]]}, {"/": pieces, "/on": reply()})
        with tally.one(sent):
            found = world.ask("http://out.example/")
            if not isinstance(found, Capture | Failure):
                tally.fault("neither a page nor a failure", sent)
        if {number for number, _ in world.contacted} - {"93.184.215.14"}:
            tally.fault("somebody else was asked", sent)
    return tally


def _at_once(folder: Path, seconds: float, seed: int) -> Tally:
    """Serve, add, add again and rebuild the same desk at the same time, while it is read."""
    tally, desk = Tally("serve, add and rebuild at once"), folder / "desk.db"
    first, second = rows(folder / "first.jsonl", 30), rows(folder / "second.jsonl", 60)
    with SqliteStore(desk) as store:
        add(store, [str(first)])
    server = subprocess.Popen(
        [*COMMAND, "--desk", str(desk), "serve", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        address = server.stdout.readline().split(" open at ")[1].split()[0] if server.stdout else ""
        latest = time.monotonic() + max(seconds, 20)
        while time.monotonic() < latest:
            running = [
                subprocess.Popen([*COMMAND, "--desk", str(desk), *command],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                for command in (["add", str(second)], ["rebuild"], ["add", str(first)])
            ]  # fmt: skip
            while any(each.poll() is None for each in running):
                with urllib.request.urlopen(address, timeout=60) as answer:
                    tally.tried += 1
                    if answer.status != 200:
                        tally.fault(f"a reader got {answer.status}")
                time.sleep(0.05)
            for each in running:
                said = each.communicate()[1]
                if each.returncode not in (0, 3) or "Traceback" in said:
                    tally.fault(f"a writer ended with {each.returncode}", said)
                tally.tried += 1
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
    with SqliteStore(desk) as store:
        add(store, [str(second)])
        before = content(store)
        rebuild(store)
        if content(store) != before or list(store.problems()):
            tally.fault("the desk that all of them wrote is not equal when rebuilt")
    return tally


def _judgements(folder: Path, seconds: float, seed: int) -> Tally:
    """Decide up to 5,000 times about all there is; the desk must come out equal and stay quick."""
    tally, chance = Tally("judgements, at most 5,000"), random.Random(seed)
    told = [
        {
            **night(f"2024-05-{1 + n % 12:02}", TOWNS[n % 2], f"Ana R{'u' * (n % 12)}iz"),
            "id": f"n{n}",
        }
        for n in range(MOST)
    ]
    how = How(reader=Scripted())
    with SqliteStore(folder / "desk.db") as store:
        add(store, [str(write_rows(folder / "rows.jsonl", told))], how)
        reports = [f"n{number}#0" for number in range(MOST)]
        statements = [s.id for r in store.reports(reports) for s in r.statements]
        began, when = time.monotonic(), dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
        kept, latest = list[str](), began + max(20 * seconds, 60)
        with store.transaction():
            for number in range(5_000):
                if time.monotonic() > latest:
                    break  # as many as there is time for
                verb = chance.choice(VERBS)
                about: tuple[str, str | None] = (chance.choice(statements), None)
                if verb in ("same", "different"):
                    one, other = sorted(chance.sample(reports, 2))
                    about = (one, other)
                elif verb == "withhold":
                    about = (store.incidents_of([chance.choice(reports)])[0], "killed")
                elif verb == "withdraw" and kept:
                    about = (chance.choice(kept), None)
                elif verb == "withdraw":
                    continue
                at = when + dt.timedelta(seconds=number)
                made = judgement(verb, *about, who="ed", at=at, why="drawn")
                with tally.one(f"{verb} {about}"):
                    judge(store, made, how=how)
                    kept.append(made.id)
        tally.note = f"{1000 * (time.monotonic() - began) / tally.tried:.0f} ms each, by the wall"
        before = content(store)
        rebuild(store, how)
        if content(store) != before:
            tally.fault("a rebuild is not equal after the judgements")
    return tally
