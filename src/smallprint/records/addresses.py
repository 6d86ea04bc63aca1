"""What a web address may be before anybody looks at it: http or https, a public name, nothing hidden in it.

The address may come from a stranger's page or a pasted list. It is read here once, and the door (net) looks at what
the name leads to a second time.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LONGEST = 2000  # letters; what browsers and servers agree on
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_NETWORKS_REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.88.99.0/24",  # 6to4 relays, withdrawn (RFC 7526); Python 3.11 calls them global
        "64:ff9b:1::/48",  # NAT64 inside one network (RFC 8215)
        "fec0::/10",  # site-local, withdrawn (RFC 3879); Python calls it global
        "3fff::/20",  # documentation (RFC 9637), younger than Python 3.11
        "100::/64",  # thrown away (RFC 6666)
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")  # ::127.0.0.1, withdrawn (RFC 4291)
_ISATAP = re.compile(r"0[02]005efe", re.IGNORECASE)
# RFC 6761, RFC 6762, RFC 8375, RFC 9476 and the names that home routers and clouds use for themselves.
_NAMES_REFUSED = ("localhost", "local", "localdomain", "internal", "home.arpa", "lan", "home", "corp", "onion", "alt")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# A number where a name should be: 2130706433, 0x7f.1 and 0177.0.0.1 are all ways to write 127.0.0.1.
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A web address in parts. `host` is lower case, in ASCII; `path` begins with "/" and holds the query."""

    scheme: str  # "http" or "https"
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address as one text, without a fragment."""
        usual = {"http": 80, "https": 443}[self.scheme]
        port = "" if self.port == usual else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{port}{self.path}"


class NotAnAddress(ValueError):
    """The text is no web address that may be used; the message says why, in a parent's words."""


def read_address(text: str, *, loopback: bool = False) -> WebAddress:
    """Read one web address. Raises NotAnAddress. `loopback` is for tests: this machine, http, any port."""
    scheme, rest = _split_scheme(text.strip())
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        port = parts.port
        name = parts.hostname
    except ValueError:
        raise NotAnAddress("this is not written like a web address") from None
    if parts.username is not None or parts.password is not None:
        raise NotAnAddress("it has a name or password before the host")
    if not name:
        raise NotAnAddress("it names no site")
    usual = {"http": 80, "https": 443}[scheme]
    if port not in (None, usual) and not loopback:
        raise NotAnAddress("it names a port that web pages do not use")
    return WebAddress(scheme, _host(name, loopback=loopback), port or usual, _path(parts.path, parts.query))


def why_not_public(address: _IP) -> str:
    """Why an address must not be connected to; "" when it is a public one, whatever it is wrapped in."""
    for inner in (address, *_unwrapped(address)):
        if any(inner in network for network in _NETWORKS_REFUSED if network.version == inner.version):
            return "it leads to an address that is not public"
        if not inner.is_global or inner.is_multicast or inner.is_reserved or inner.is_unspecified:
            # NAT64's own prefix counts as reserved in Python; what it wraps is looked at on its own.
            if inner is address and _unwrapped(address):
                continue
            return "it leads to an address that is not public"
    return ""


def _unwrapped(address: _IP) -> tuple[_IP, ...]:
    """The IPv4 addresses that an IPv6 address carries inside: mapped, NAT64, 6to4, Teredo, ISATAP, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    found: list[_IP] = [each for each in (address.ipv4_mapped, address.sixtofour) if each is not None]
    if address.teredo is not None:
        found.extend(address.teredo)
    if address in _NAT64 or address in _COMPATIBLE or _ISATAP.match(address.exploded.replace(":", "")[16:24]):
        found.append(last)
    return tuple(found)


def _split_scheme(text: str) -> tuple[str, str]:
    if len(text) > LONGEST:
        raise NotAnAddress("it is too long")
    if any(sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in text) or "\\" in text:
        raise NotAnAddress("it holds spaces or signs that web addresses do not have")
    scheme, mark, rest = text.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        raise NotAnAddress("it does not begin with https:// or http://")
    return scheme.lower(), rest


def _host(name: str, *, loopback: bool) -> str:
    try:
        literal = ipaddress.ip_address(name)
    except ValueError:
        return _name(name, loopback=loopback)
    if "%" in name:
        raise NotAnAddress("it names a part of this machine's own network")
    if (why := why_not_public(literal)) and not (loopback and literal.is_loopback):
        raise NotAnAddress(why)
    return str(literal)


def _name(name: str, *, loopback: bool) -> str:
    try:
        ascii_name = name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise NotAnAddress("the name of the site cannot exist") from None
    labels = ascii_name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise NotAnAddress("the name of the site cannot exist")
    if _NUMBER.fullmatch(labels[-1]):
        raise NotAnAddress("it is a number written like a name")
    if loopback:
        return ascii_name
    if len(labels) == 1 or any(ascii_name == end or ascii_name.endswith(f".{end}") for end in _NAMES_REFUSED):
        raise NotAnAddress("it names this machine or something in your own network")
    return ascii_name


def _path(path: str, query: str) -> str:
    """As typed, with what HTTP cannot carry written in percents."""
    whole = (path or "/") + (f"?{query}" if query else "")
    return quote(whole, safe="/?:@!$&'()*+,;=~-._%[]|^`{}")
