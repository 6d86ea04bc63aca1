"""The only door out: one GET to one address that a person named, and nothing of the person goes with it.

https on port 443. The name is resolved first, every address it leads to must be public whatever it is wrapped in,
and the connection goes to exactly that address (no second look-up a stranger could answer differently). A redirect
to another host is not followed but told. No cookies, no referrer, no credentials, no proxy, one fixed user agent.
Limits: 2 MB, 15 seconds in all, 5 redirects. Source of the rules: security.md section 4; tests/test_net.py plays 34
ways to be sent somewhere else.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from smallprint.records.addresses import NotAnAddress, WebAddress, read_address, why_not_public

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 2_000_000
MOST_SECONDS = 15.0
MOST_REDIRECTS = 5
USER_AGENT = "smallprint (one look at one page, asked for by a person; not a crawler)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WHAT_WE_SAY = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, image/*;q=0.9, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered."""

    url: str  # the address that answered, after redirects on the same host
    status: int
    kind: str  # its Content-Type without parameters, lower case
    body: bytes
    cut: bool  # there was more than 2 MB
    moved_to: str = ""  # where a redirect to another host points; it was not followed
    hops: tuple[str, ...] = ()  # addresses that were redirected from, in order


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is nothing to judge by. `refused`: the door did not open at all, by a rule of the house."""

    why: str
    refused: bool = False


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine's resolver has them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Door:
    """How the door stands. Nobody but a test opens it otherwise (tests/test_net.py reads the source for that)."""

    resolver: Callable[[str, int], list[str]] = resolve
    loopback: bool = False  # tests: this machine alone, http and any port
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = MOST_SECONDS


def get(url: str, door: Door | None = None) -> Answer | NoAnswer:
    """Ask for one address once. Never raises for what a site does."""
    door = door or Door()
    ends = time.monotonic() + door.seconds
    hops: list[str] = []
    try:
        address = _allowed(url, door)
        while True:
            answer = _ask(address, door, ends)
            if isinstance(answer, NoAnswer) or not answer.moved_to:
                return answer if isinstance(answer, NoAnswer) else _with_hops(answer, hops)
            following = _same_host(address, answer.moved_to, door)
            if following is None:
                return _with_hops(answer, hops)
            if len(hops) == MOST_REDIRECTS or following.url in (*hops, address.url):
                return NoAnswer("it sends one round in circles")
            hops.append(address.url)
            address = following
    except NotAnAddress as problem:
        return NoAnswer(str(problem), refused=True)


def _allowed(url: str, door: Door) -> WebAddress:
    address = read_address(url, loopback=door.loopback)
    if address.scheme != "https" and not door.loopback:
        raise NotAnAddress("it begins with http://, which anybody on the way can change; look yourself")
    return address


def _same_host(here: WebAddress, location: str, door: Door) -> WebAddress | None:
    """The next address when it is on the same host, scheme and port; None when it leads away."""
    try:
        there = _allowed(urljoin(here.url, location), door)
    except (NotAnAddress, ValueError):
        return None
    return there if (there.scheme, there.host, there.port) == (here.scheme, here.host, here.port) else None


def _with_hops(answer: Answer, hops: list[str]) -> Answer:
    return Answer(
        answer.url, answer.status, answer.kind, answer.body, answer.cut, moved_to=answer.moved_to, hops=tuple(hops)
    )


def _ask(address: WebAddress, door: Door, ends: float) -> Answer | NoAnswer:
    """Resolve, check, connect to the checked address, ask, read."""
    try:
        connection = _connected(address, _public_addresses(address, door, ends), door, ends)
    except TimeoutError:
        return NoAnswer("it took too long to answer")
    except ssl.SSLError:
        return NoAnswer("its certificate could not be checked")
    except OSError:
        return NoAnswer("it could not be reached")
    try:
        with connection:
            return _exchange(connection, address, ends)
    except TimeoutError:
        return NoAnswer("it took too long to answer")
    except (OSError, http.client.HTTPException, ValueError):
        return NoAnswer("it broke off, or did not answer like a web site")


def _public_addresses(address: WebAddress, door: Door, ends: float) -> list[str]:
    """All addresses of the host. NotAnAddress when one of them must not be connected to."""
    found = _in_time(lambda: door.resolver(address.host, address.port), ends)
    for text in found:
        if "%" in text:
            raise NotAnAddress("it leads to an address that is not public")
        ip = ipaddress.ip_address(text)
        if door.loopback:
            if not ip.is_loopback:
                raise NotAnAddress("tests look at this machine alone")
        elif why := why_not_public(ip):
            raise NotAnAddress(why)
    if not found:
        raise OSError("no address")
    return found


def _in_time(work: Callable[[], list[str]], ends: float) -> list[str]:
    """Run a look-up that knows no time limit of its own. TimeoutError when it does not come back in time."""
    answers: queue.Queue[list[str] | Exception] = queue.Queue()

    def run() -> None:
        try:
            answers.put(work())
        except (OSError, UnicodeError, ValueError) as problem:
            answers.put(problem)

    threading.Thread(target=run, daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, ends - time.monotonic()))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise OSError("the name could not be resolved") from answer
    return answer


def _connected(address: WebAddress, found: list[str], door: Door, ends: float) -> socket.socket:
    """A connection to the first of the checked addresses that takes one. SNI and certificate are the name's."""
    problem: OSError = OSError("no address")
    for ip in found:
        try:
            plain = socket.create_connection((ip, address.port), timeout=_left(ends))
        except OSError as refused:
            problem = refused
            continue
        if address.scheme == "http":
            return plain
        try:
            plain.settimeout(_left(ends))
            return door.trust.wrap_socket(plain, server_hostname=address.host)
        except BaseException:
            plain.close()
            raise
    raise problem


def _exchange(connection: socket.socket, address: WebAddress, ends: float) -> Answer:
    usual = {"http": 80, "https": 443}[address.scheme]
    host = f"[{address.host}]" if ":" in address.host else address.host
    headers = {"Host": host if address.port == usual else f"{host}:{address.port}", **_WHAT_WE_SAY}
    lines = [f"GET {address.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    connection.settimeout(_left(ends))
    connection.sendall("\r\n".join(lines).encode("ascii"))
    # HTTPResponse asks a socket for nothing but makefile().
    reader = cast(socket.socket, _Patient(connection, ends))
    response = http.client.HTTPResponse(reader, method="GET")
    response.begin()
    return _read(response, address)


def _read(response: http.client.HTTPResponse, address: WebAddress) -> Answer:
    location = response.getheader("Location", "") if response.status in _REDIRECTS else ""
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    body = b"" if location else response.read(MOST_BYTES + 1)
    if response.getheader("Content-Encoding", "identity").lower() not in ("", "identity"):
        raise http.client.HTTPException("packed although we asked for it plain")
    return Answer(
        url=address.url,
        status=response.status,
        kind=kind,
        body=body[:MOST_BYTES],
        cut=len(body) > MOST_BYTES,
        moved_to=urljoin(address.url, location) if location else "",
    )


def _left(ends: float) -> float:
    """Seconds left, never none: a socket takes zero for "do not wait"."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Patient(io.RawIOBase):
    """A connection read with one deadline for all of it, so that a byte a second does not last for ever."""

    def __init__(self, connection: socket.socket, ends: float) -> None:
        super().__init__()
        self._connection = connection
        self._ends = ends

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client asks a socket for."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._connection.settimeout(_left(self._ends))
        return self._connection.recv_into(buffer)
