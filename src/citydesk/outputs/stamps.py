"""A file's SHA-256 is written down beside it and timestamped by an authority (RFC 3161).

    FILE ─▶ FILE.sha256 (as sha256sum writes it) ─ authority ─▶ FILE.sha256.tsr

Any tool can check both: `sha256sum -c FILE.sha256`, and
`openssl ts -verify -data FILE.sha256 -in FILE.sha256.tsr -CAfile ROOTS`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citydesk.base.errors import UsageError

__all__ = ["check_stamp", "stamp", "sum_of"]

PIECE = 1_000_000


def sum_of(path: Path) -> bytes:
    """Return the line that sha256sum writes of a file."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            whole.update(piece)
    return f"{whole.hexdigest()}  {path.name}\n".encode()


def stamp(path: Path, ask: Callable[[bytes], bytes]) -> dt.datetime:
    """Have a file timestamped, and return the moment that the authority tells.

    `ask` sends a request to the authority and returns its reply. Raises `UsageError` where that is
    no timestamp of this file.
    """
    client, line = _client(), sum_of(path)
    builder = client.TimestampRequestBuilder().data(line)
    request = builder.hash_algorithm(client.HashAlgorithm.SHA256).build()
    reply = ask(request.as_bytes())
    told = _decoded(client, reply).tst_info
    if told.message_imprint.message != hashlib.sha256(line).digest():
        raise UsageError("the timestamp authority's reply is about something else")
    if told.nonce != request.nonce:
        raise UsageError("the timestamp authority's reply is to another question")
    kept = path.with_name(f"{path.name}.sha256")
    kept.write_bytes(line)
    kept.with_name(f"{kept.name}.tsr").write_bytes(reply)
    moment: dt.datetime = told.gen_time
    return moment


def check_stamp(path: Path, roots: bytes) -> dt.datetime:
    """Return the moment of a file's timestamp; raise `UsageError` where it does not hold.

    `roots` are the certificates, PEM, of the authorities that are believed.
    """
    client = _client()
    from cryptography import x509

    kept = path.with_name(f"{path.name}.sha256")
    if kept.read_bytes() != sum_of(path):
        raise UsageError(f"{path.name} is not the file that {kept.name} is of")
    told = _decoded(client, kept.with_name(f"{kept.name}.tsr").read_bytes())
    builder = client.VerifierBuilder()
    try:
        for root in x509.load_pem_x509_certificates(roots):
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(told, kept.read_bytes())
    except (client.VerificationError, ValueError) as error:
        raise UsageError(f"the timestamp does not hold: {error}") from error
    moment: dt.datetime = told.tst_info.gen_time
    return moment


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise UsageError("timestamps need a library: pip install 'citydesk[archives]'") from error
    return rfc3161_client


def _decoded(client: Any, reply: bytes) -> Any:
    try:
        told = client.decode_timestamp_response(reply)
        granted = told.status in (client.PKIStatus.GRANTED, client.PKIStatus.GRANTED_WITH_MODS)
    except ValueError as error:
        raise UsageError("the timestamp authority's reply is none that can be read") from error
    if not granted:
        words = ", ".join(told.status_string or []) or "no reason is told"
        raise UsageError(f"the timestamp authority refuses: {words}")
    return told
