"""`--reader llm` on the command line: a desk read by a scripted model, budget and cache too."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from citydesk import plugins
from citydesk.cli.main import run
from citydesk.reading.builtin import BuiltinReader
from tests.reading.llm.scripted import KEY, NAME, claim, registered, reply

Call = Callable[..., tuple[int, str, str]]
PRICED = f'[llm]\nmodel = "{NAME}"\nprices."{NAME}" = {{ input = 2.0, output = 10.0 }}\n'


def script(prompt: str) -> str:
    return reply(
        claim("killed", "Two men were killed", number="Two men"),
        claim("killed", "Five men were killed", number="Five men"),
        claim("kind", "shooting", label="shooting"),
    )


@pytest.fixture
def model() -> Iterator[Any]:
    with registered(script) as made:
        yield made


@pytest.fixture
def citydesk(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model: Any
) -> Call:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CITYDESK_DESK", raising=False)
    for number, streets in enumerate(("Larch", "Alder", "Maple", "Hazel")):
        told = f"date 2024-05-03\n\nTwo men were killed in a shooting on {streets} Street Friday.\n"
        Path(f"{number}.txt").write_text(told)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(a) for a in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def readers_of(citydesk: Call) -> set[str]:
    lines = citydesk("export", "statements")[1].splitlines()
    return {json.loads(line)["reader"] for line in lines}


def test_a_model_reads_a_desk(citydesk: Call, model: Any) -> None:
    code, out, err = citydesk("add", "0.txt", "1.txt", "--model", NAME, "--jobs", 2)
    assert code == 0, err
    assert out.startswith("2 accounts added")
    assert err == f"citydesk: {NAME} was asked 2 times; 0 replies were kept already\n"
    lines = [json.loads(line) for line in citydesk("export", "reports")[1].splitlines()]
    assert len(lines) == 2
    account = lines[0]["account"] if "account" in lines[0] else lines[0]["id"].partition("#")[0]
    shown = citydesk("account", account)[1]
    assert "Five men were killed” (the words are not in the account)" in shown


def test_replies_are_kept_beside_the_desk(citydesk: Call, model: Any, tmp_path: Path) -> None:
    citydesk("add", "0.txt", "--model", NAME)
    assert (tmp_path / "citydesk.db.replies").exists()
    assert KEY.encode() not in (tmp_path / "citydesk.db.replies").read_bytes()
    code, _, err = citydesk("rebuild", "--reader", "llm", "--model", NAME)
    assert code == 0
    assert "was asked 0 times; 1 replies were kept already" in err
    (tmp_path / "citydesk.toml").write_text("[llm]\ncache = false\n")
    citydesk("rebuild", "--model", NAME)
    assert len(model.prompts) == 2


def test_what_the_budget_does_not_hold_is_taken_up_by_a_retry(
    citydesk: Call, model: Any, tmp_path: Path
) -> None:
    (tmp_path / "citydesk.toml").write_text(PRICED)
    files = [f"{n}.txt" for n in range(4)]
    # a reply costs $0.003; what the next may cost is guessed at about $0.017
    code, out, err = citydesk("add", *files, "--reader", "llm", "--max-cost", 0.022)
    assert code == 1
    assert out.startswith("2 accounts added · 0 already there · 2 failed")
    assert "not read: the next reply may cost $0.0" in err
    assert "about $0.0060 spent" in err
    assert "citydesk add --retry" in err
    assert len(model.prompts) == 2
    code, out, _ = citydesk("add", "--retry", "--reader", "llm", "--max-cost", 1)
    assert (code, out[:16]) == (0, "2 accounts added")
    assert len(model.prompts) == 4
    assert citydesk("doctor")[0] == 0


def test_a_rebuild_beyond_the_budget_loses_nothing(
    citydesk: Call, model: Any, tmp_path: Path
) -> None:
    (tmp_path / "citydesk.toml").write_text(PRICED)
    citydesk("add", "0.txt", "1.txt")
    assert readers_of(citydesk) == {"builtin"}
    code, out, _ = citydesk("rebuild", "--reader", "llm", "--max-cost", 0)
    assert code == 1
    assert out.startswith("0 accounts added · 0 already there · 2 failed")
    assert citydesk("add", "--retry", "--model", NAME)[0] == 0
    assert readers_of(citydesk) == {f"llm:{NAME}"}


def test_a_failing_model_fails_only_its_account(
    citydesk: Call, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)

    def moody(prompt: str) -> str:
        if "Alder" in prompt:
            raise RuntimeError(f"quota of {KEY} exceeded")
        return script(prompt)

    model.script = moody
    code, out, err = citydesk("add", "0.txt", "1.txt", "2.txt", "--model", NAME)
    assert code == 1
    assert out.startswith("2 accounts added · 0 already there · 1 failed")
    assert f"the model {NAME} gave no usable reply in 3 tries: RuntimeError: quota" in err
    everything = out + err + citydesk("doctor")[1] + citydesk("doctor", "--json")[1]
    assert KEY not in everything
    assert "Traceback" not in everything
    assert KEY.encode() not in Path("citydesk.db").read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--reader", "llm"], "which model is to read? name it with --model"),
        (["--max-cost", "1"], "--model and --max-cost are for --reader llm"),
        (["--reader", "builtin", "--model", NAME], "are for --reader llm"),
        (["--reader", "nobody"], "installed: none; built in: builtin, llm"),
        (["--model", "nothing"], "no model is called 'nothing'"),
        (["--model", NAME, "--max-cost", "1"], f"--max-cost needs the price of '{NAME}'"),
        (["--model", NAME, "--max-cost", "-1"], "Invalid value for '--max-cost'"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(citydesk: Call, options: list[str], words: str) -> None:
    code, out, err = citydesk("add", "0.txt", *options)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert not Path("citydesk.db").exists()


def test_a_plug_in_reads(citydesk: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    class Careful(BuiltinReader):
        name = "careful"

    entry = dataclasses.make_dataclass("Entry", ["name", "value", "load"])
    entries = [entry("careful", "somewhere:Careful", lambda: Careful)]
    monkeypatch.setattr(plugins, "entry_points", lambda group: entries)
    assert citydesk("add", "0.txt", "--reader", "careful")[0] == 0
    assert readers_of(citydesk) == {"careful"}
