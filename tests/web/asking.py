"""Asks the application behind its guard, without a browser and without a connection."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from smallprint.web.app import make_app
from smallprint.web.guard import Guard, Keys
from smallprint.web.room import Room

PORT = 5123


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str | None:
        return next((value.decode() for key, value in self.headers if key.lower() == name.encode()), None)


class Window:
    """One window with its token."""

    def __init__(self, room: Room, keys: Keys | None = None) -> None:
        self.room = room
        self.keys = keys or Keys()
        self.app = make_app(room, self.keys)
        self.guarded = Guard(self.app, self.keys, PORT)

    def get(self, path: str, *, token: bool = True, htmx: bool = True) -> Answer:
        return self.ask("GET", path, None, token=token, htmx=htmx)

    def post(self, path: str, *, token: bool = True, **said: object) -> Answer:
        return self.ask("POST", path, said, token=token, htmx=True)

    def ask(self, method: str, path: str, said: object, *, token: bool, htmx: bool) -> Answer:
        headers = [(b"host", f"127.0.0.1:{PORT}".encode())]
        headers += [(b"x-smallprint-token", self.keys.token.encode())] if token else []
        headers += [(b"hx-request", b"true")] if htmx else []
        headers += [(b"content-type", b"application/json")] if method == "POST" else []
        place, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": place,
            "raw_path": place.encode(),
            "query_string": query.encode(),
            "headers": headers,
            "root_path": "",
            "scheme": "http",
            "http_version": "1.1",
            "server": ("127.0.0.1", PORT),
        }
        return asyncio.run(self._send(scope, b"" if said is None else json.dumps(said).encode()))

    async def _send(self, scope: dict[str, object], body: bytes) -> Answer:
        sent: list[dict[str, object]] = []
        given = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, object]:
            return given.pop() if given else {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await self.guarded(scope, receive, send)
        start = next(each for each in sent if each["type"] == "http.response.start")
        whole = b"".join(each.get("body", b"") for each in sent if each["type"] == "http.response.body")
        return Answer(start["status"], list(start["headers"]), whole)
