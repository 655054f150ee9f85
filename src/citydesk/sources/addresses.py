"""What a person typed, or a server redirects to, becomes an address that may be asked; or an error.

Everything is checked here, before a name is looked up or a connection is made, and what is left is
plain ASCII. Which numbers lie inside (this machine, a house, a provider's own) is here too.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import idna

from citydesk.base.errors import CaptureError

__all__ = ["Address", "address_of", "is_inside", "led_to"]

LONGEST = 8_000  # characters; servers refuse longer ones
KEPT = "/%:@!$&'()*+,;=~-._?[]|"  # of a path or a query, beside letters and digits
_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BRACKETS = re.compile(r"\[[0-9a-f:.]+\](?::[0-9]*)?", re.IGNORECASE)
_LEADS_ON = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.88.99.0/24",  # relays of 6to4
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64, RFC 6052
        "64:ff9b:1::/48",  # NAT64 of a provider, RFC 8215
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation, RFC 9637
        "fec0::/10",  # site-local, before RFC 3879
    )
)
_ISATAP = (0x00005EFE, 0x02005EFE)  # of the lower half: an IPv4 address follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page on the web: `host` is a name in ASCII or an IP address, `target` path and query."""

    secure: bool
    host: str
    port: int
    target: str


def address_of(url: str) -> Address:
    """Return an address in its parts; raise `CaptureError` with what is wrong with it."""
    if len(url) > LONGEST:
        raise CaptureError(f"is no address: it has more than {LONGEST:,} characters")
    if _CONTROL.search(url) or not _is_text(url):
        raise CaptureError("is no address: it holds control characters, or no characters at all")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise CaptureError(f"is no address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise CaptureError("is no address that is fetched: only http and https are")
    if "@" in parts.netloc:
        raise CaptureError("is no address that is fetched: it holds a name or a password")
    if port == 0:
        raise CaptureError("is no address: there is no port 0")
    secure = parts.scheme == "https"
    target = quote(parts.path or "/", safe=KEPT)
    return Address(
        secure=secure,
        host=_numbers(host, parts.netloc) if "[" in parts.netloc else _name(host),
        port=port or (443 if secure else 80),
        target=f"{target}?{quote(parts.query, safe=KEPT)}" if parts.query else target,
    )


def led_to(url: str, location: bytes) -> str:
    """Return where a redirect leads; raise `CaptureError` where that is no place on the web."""
    told = location.decode("utf-8", "replace").strip()
    if not told:
        raise CaptureError("redirects, and does not say where to")
    try:
        joined = urljoin(url, told)
        scheme = urlsplit(joined).scheme
    except ValueError as error:
        raise CaptureError(f"redirects to what is no address: {error}") from error
    if scheme not in ("http", "https"):
        raise CaptureError(f"redirects to {joined[:200]}, which is not on the web")
    return joined


def is_inside(number: str) -> bool:
    """Tell whether an IP address is not plainly one of the internet.

    Inside are this machine, private and link-local networks, groups (multicast), and whatever
    carries another address within (v4-mapped, 6to4, NAT64, Teredo, ISATAP): where such a one ends
    is up to whoever routes it.
    """
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return True
    if not address.is_global or address.is_multicast or address.is_reserved:
        return True
    if any(address in net for net in _LEADS_ON if net.version == address.version):
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return False
    return address.ipv4_mapped is not None or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP


def _is_text(url: str) -> bool:
    try:
        url.encode()
    except UnicodeEncodeError:  # halves of pairs: what was typed was no UTF-8
        return False
    return True


def _numbers(host: str, netloc: str) -> str:
    """Return an IPv6 address; one with a zone ("%eth0") is refused with all that is none."""
    try:
        if _BRACKETS.fullmatch(netloc):
            return str(ipaddress.IPv6Address(host))
    except ValueError:
        pass
    raise CaptureError(f"is no address: {netloc[:100]!r} is not the number of a host")


def _name(host: str) -> str:
    """Return the name of a host as it is looked up: in ASCII, each label of 1 to 63 characters."""
    labels = host.rstrip(".").split(".")
    try:
        if not host.isascii():
            remapped = idna.uts46_remap(host.rstrip("."), std3_rules=False)
            labels = [_in_ascii(label) for label in remapped.split(".")]
        for label in labels:
            if label.startswith("xn--"):
                idna.ulabel(label)
    except (UnicodeError, IndexError):
        labels = []
    if not labels or len(".".join(labels)) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise CaptureError(f"is no address: {host[:100]!r} is not the name of a host")
    return ".".join(labels)


def _in_ascii(label: str) -> str:
    return label if label.isascii() else idna.alabel(label).decode()
