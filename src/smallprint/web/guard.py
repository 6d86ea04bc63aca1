"""The guard at the local pages' door (security.md section 4, Web server).

Each request is checked in this order: exactly one Host, and it is ours; Origin absent or ours; Sec-Fetch-Site absent,
same-origin or none (a top-level visit to the shell may come from elsewhere); the method; the token, on everything but
the open paths; a POST is JSON and small. No cookies exist: a browser sends the cookie of one port to another.
On a rebound name Chromium sends no Sec-Fetch-Site, so the Host list is what holds.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = b"x-smallprint-token"
BODY_LIMIT = 1_000_000  # bytes; pages send answers, never files
OPEN_PATHS = frozenset({"/", "/launch", "/happened", "/talk", "/favicon.ico"})
OPEN_FOLDERS = ("/static/", "/happened/", "/talk/")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)


@dataclass(slots=True)
class Keys:
    """The launch key, good for one exchange, and the token that it is exchanged for."""

    launch: str | None = field(default_factory=lambda: secrets.token_urlsafe(32))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def exchange(self, offered: str) -> str | None:
        """Give the token for the launch key, once. A wrong key uses the launch key up: start again."""
        expected, self.launch = self.launch, None
        if expected is None or not secrets.compare_digest(expected.encode(), offered.encode("utf-8", "replace")):
            return None
        return self.token

    def new_launch(self) -> str:
        """A fresh launch key for one more window; the token of open windows stays."""
        self.launch = secrets.token_urlsafe(32)
        return self.launch


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request went no further."""

    status: int
    words: str


class Guard:
    """Wraps the pages. Nothing reaches a view without passing every check."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self.app = app
        self.keys = keys
        self.hosts = frozenset({f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no websockets: the connection is dropped
        refusal = self.refuse(scope)
        if refusal is not None:
            await answer(refusal, send)
            return
        await self.app(scope, limited(receive), with_headers(send))

    def refuse(self, scope: Scope) -> Refusal | None:
        """The first check that fails, or None."""
        headers = gathered(scope)
        checks = (self.host(headers), self.origin(headers), fetch_site(scope, headers), method(scope, headers))
        for refusal in checks:
            if refusal is not None:
                return refusal
        return self.token(scope, headers)

    def host(self, headers: Mapping[bytes, list[bytes]]) -> Refusal | None:
        hosts = headers.get(b"host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return Refusal(421, "not this host")
        return None

    def origin(self, headers: Mapping[bytes, list[bytes]]) -> Refusal | None:
        origins = headers.get(b"origin", [])
        if not origins:
            return None
        if len(origins) > 1 or origins[0] != b"http://" + headers[b"host"][0].lower():
            return Refusal(403, "not from this page")
        return None

    def token(self, scope: Scope, headers: Mapping[bytes, list[bytes]]) -> Refusal | None:
        path = scope["path"]
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
            return None
        offered = headers.get(TOKEN_HEADER, [])
        if len(offered) != 1 or not secrets.compare_digest(offered[0], self.keys.token.encode()):
            return Refusal(403, "open smallprint again from its own window")
        return None


def gathered(scope: Scope) -> dict[bytes, list[bytes]]:
    """Headers by lower-case name; a doubled header shows as two values."""
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def fetch_site(scope: Scope, headers: Mapping[bytes, list[bytes]]) -> Refusal | None:
    """Another site may at most open the empty shell in a window of its own."""
    sites = headers.get(b"sec-fetch-site", [])
    if not sites or sites in ([b"same-origin"], [b"none"]):
        return None
    visit = headers.get(b"sec-fetch-mode") == [b"navigate"] and headers.get(b"sec-fetch-dest") == [b"document"]
    if visit and scope["path"] == "/" and scope["method"] == "GET":
        return None
    return Refusal(403, "not from this page")


def method(scope: Scope, headers: Mapping[bytes, list[bytes]]) -> Refusal | None:
    if scope["method"] in {"GET", "HEAD"}:
        return None
    if scope["method"] != "POST":
        return Refusal(405, "not this way")
    kinds = headers.get(b"content-type", [])
    if len(kinds) != 1 or kinds[0].split(b";")[0].strip().lower() != b"application/json":
        return Refusal(415, "only JSON")
    lengths = headers.get(b"content-length", [])
    if len(lengths) > 1 or (lengths and (not lengths[0].isdigit() or int(lengths[0]) > BODY_LIMIT)):
        return Refusal(413, "too long")
    return None


def limited(receive: Receive) -> Receive:
    """Cut a body that grows past the limit, whatever its header said."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > BODY_LIMIT:
                return {"type": "http.disconnect"}
        return message

    return bounded


def with_headers(send: Send) -> Send:
    """Add the fixed headers to every answer, and let none set a cookie."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            fixed = {name for name, _ in HEADERS} | {b"set-cookie"}
            kept = [(n, v) for n, v in message.get("headers", []) if n.lower() not in fixed]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return sent


async def answer(refusal: Refusal, send: Send) -> None:
    """A refusal in a few plain words."""
    body = refusal.words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    sent = with_headers(send)
    await sent({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await sent({"type": "http.response.body", "body": body})
