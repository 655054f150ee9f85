"""citydesk.toml: what it may say, and what is said where it is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from citydesk.base.errors import SettingsError
from citydesk.settings import Policy, Settings, load_settings


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "citydesk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_withhold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()
    policy = Settings().policy
    assert all(getattr(policy, name) for name in Policy.__slots__)


def test_a_newsroom_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(
        tmp_path,
        'desk = "night.db"\n[policy]\nwithhold_minors = false\n[sources]\n"example.com" = "Ex"\n',
    )
    settings = load_settings(path)
    assert settings.desk == "night.db"
    assert settings.policy == Policy(withhold_minors=False)
    assert settings.sources == {"example.com": "Ex"}
    monkeypatch.chdir(tmp_path)
    assert load_settings() == settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("desk = ", "is not TOML"),
        ("dekc = 'a'", "dekc: Unexpected keyword argument"),
        ("[policy]\nwithhold_minors = 'perhaps'", "policy.withhold_minors: Input should be"),
        ("[policy]\nwithhold_everything = true", "policy.withhold_everything"),
        ("desk = 3", "desk: Input should be a valid string"),
        ("a = " + "[" * 9_999, "nests too deeply"),
        ("a = " + "{a = " * 9_999, "nests too deeply"),
        ("a = " + "9" * 9_999, "is not TOML"),
        ("a" + ".a" * 99_999 + " = 1", "more than 100 dots"),
        ("desk = '" + "x" * 1_000_000 + "'", "more than 1,000,000 bytes"),
        ("[web]\nproxies = ['everybody']", "web.proxies.0: "),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as raised:
        load_settings(written(tmp_path, text))
    assert "citydesk.toml" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text_and_a_pipe_are_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"desk = '\xff'")
    os.mkfifo(tmp_path / "pipe.toml")
    for name, words in (("bytes", "is not TOML"), ("pipe", "it is no file"), ("", "cannot be")):
        with pytest.raises(SettingsError, match=words):
            load_settings(tmp_path / f"{name}.toml" if name else tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "nope.toml")


def test_the_settings_of_a_model_are_those_of_its_page(tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[1] / "docs" / "llm.md"
    table = page.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    model = load_settings(written(tmp_path, table)).llm
    assert model.model in model.prices
    assert model.options == {"temperature": 0}
    assert (model.max_cost, model.cache) == (5.0, True)
    for wrong in ("max_cost = -1", "prices.m = { input = 1 }", 'key = "k"', "max_cost = inf"):
        with pytest.raises(SettingsError, match=r"citydesk\.toml: llm\."):
            load_settings(written(tmp_path, f"[llm]\n{wrong}\n"))
