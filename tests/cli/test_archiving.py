"""What was obtained can be written as an archive, timestamped, and held against itself again."""

from __future__ import annotations

import http.server
import json
import shutil
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.cli.main import run
from citydesk.model import Capture
from citydesk.sources import collect
from tests.sources.warcs import packed, page, record

STORY = page("Man killed on Alder Street", "A man was shot and killed on Sunday in the 900 block of"
             " Alder Street, police said.")  # fmt: skip
SUPPER = page("Church supper on Friday", "The church holds its supper on Friday; tickets are eight"
              " dollars at the door, and children eat free.")  # fmt: skip


@pytest.fixture
def crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crawl.warc.gz").write_bytes(packed(record(1, STORY), record(2, SUPPER)))
    return tmp_path


@pytest.fixture
def desk(crawl: Path) -> Path:
    assert run(["add", "crawl.warc.gz"]) == 0
    return crawl


def test_of_an_archive_what_tells_of_nothing_is_kept_unread_until_it_is_asked_for(
    crawl: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["add", "crawl.warc.gz"]) == 0
    told = capsys.readouterr().out
    assert "1 account added" in told
    assert "1 kept unread" in told
    assert run(["unread", "--json"]) == 0
    (left,) = json.loads(capsys.readouterr().out)
    assert left["uri"] == "https://ledger.example/2"
    assert run(["add", "crawl.warc.gz"]) == 0
    assert "2 already there" in capsys.readouterr().out
    assert run(["rebuild"]) == 0
    assert "1 kept unread" in capsys.readouterr().out
    assert run(["unread", left["capture"]]) == 0
    assert "1 account added" in capsys.readouterr().out
    assert run(["unread", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("name", ["out.wacz", "out.warc.gz"])
def test_an_archive_of_the_desk_holds_its_captures_and_comes_back_equal(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(["archive", name]) == 0
    assert "2 captures in" in capsys.readouterr().out
    again = [each for each in collect([name]) if isinstance(each, Capture)]
    assert [each.body for each in again] == [STORY, SUPPER]
    assert [each.uri[-2:] for each in again] == ["/1", "/2"]
    assert again[0].fetched.isoformat() == "2024-05-03T08:00:01+00:00"
    first = Path(name).read_bytes()
    assert run(["archive", name]) == 0
    assert Path(name).read_bytes() == first
    assert run(["verify", name]) == 0
    assert "3 records checked: everything holds" in capsys.readouterr().out


def test_an_archive_that_was_changed_does_not_hold(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["archive", "out.wacz"]) == 0
    changed = packed(record(1, STORY.replace(b"A man", b"A cat")))
    with zipfile.ZipFile("out.wacz") as old, zipfile.ZipFile("bad.wacz", "w") as new:
        for each in old.namelist():
            new.writestr(each, changed if each.endswith(".warc.gz") else old.read(each))
    assert run(["verify", "bad.wacz"]) == 1
    assert "is not what its hash says" in capsys.readouterr().out
    assert run(["verify", "nothing.wacz"]) == 1
    assert run(["archive", "out.tar"]) == 2


def test_a_desk_is_checked_against_its_bytes(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify"]) == 0
    assert "2 captures · 1 account" in capsys.readouterr().out
    with sqlite3.connect(desk / "citydesk.db") as file:
        file.execute("UPDATE account SET text = replace(text, 'killed', 'hidden')")
    assert run(["verify"]) == 1
    assert "its capture gives other words than it has" in capsys.readouterr().out
    with sqlite3.connect(desk / "citydesk.db") as file:
        file.execute("UPDATE capture SET body = CAST('other' AS BLOB), packed = 0")
    assert run(["verify"]) == 1
    assert "its bytes are not those that were obtained" in capsys.readouterr().out


CONFIG = """
[ca]
distinguished_name = name
x509_extensions = ext
prompt = no
[name]
CN = Test authority
[ext]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
ROOT = """
[req]
distinguished_name = n
x509_extensions = e
prompt = no
[n]
CN = Test root
[e]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
"""


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[str]:
    """Serve timestamps on this machine, by the openssl command."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the timestamp authority of this test is the openssl command")
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "root.cnf").write_text(ROOT)

    def call(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    call("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-config", "root.cnf", "-keyout",
         "root.key", "-out", "root.pem", "-days", "30")  # fmt: skip
    call("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr",
         "-subj", "/CN=Test authority")  # fmt: skip
    call("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial",
         "2", "-days", "30", "-extfile", "tsa.cnf", "-extensions", "ext",
         "-out", "tsa.pem")  # fmt: skip
    (folder / "serial").write_text("01\n")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "q.tsq").write_bytes(body)
            call("ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", "q.tsq",
                 "-out", "r.tsr")  # fmt: skip
            self.send_response(404 if self.path == "/none" else 200)
            self.end_headers()
            made = (folder / "r.tsr").read_bytes()
            made = (folder / "r.tsr").read_bytes()
            self.wfile.write(b"no timestamp" if self.path == "/bad" else made)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_archive_is_timestamped_by_an_authority_and_checked_again(
    desk: Path, authority: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = '[archive]\nauthority = "{}"\nroots = "authority/root.pem"\n'
    assert run(["archive", "out.wacz", "--timestamp"]) == 2
    for path, words in (("/none", "gives no timestamp"), ("/bad", "none that can be read")):
        (desk / "citydesk.toml").write_text(settings.format(authority + path))
        assert run(["archive", "out.wacz", "--timestamp"]) == 2
        assert words in capsys.readouterr().err
    (desk / "citydesk.toml").write_text(settings.format(authority))
    assert run(["archive", "out.wacz", "--timestamp"]) == 0
    assert run(["verify", "out.wacz"]) == 0
    assert "out.wacz was there at 20" in capsys.readouterr().out
    told = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "out.wacz.sha256", "-in", "out.wacz.sha256.tsr",
         "-CAfile", "authority/root.pem"], check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert "Verification: OK" in told.stdout + told.stderr
    (desk / "out.wacz").write_bytes((desk / "out.wacz").read_bytes() + b" ")
    assert run(["verify", "out.wacz"]) == 1
    assert "is not the file that out.wacz.sha256 is of" in capsys.readouterr().out
