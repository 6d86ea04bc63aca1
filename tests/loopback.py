"""A web site on this machine that behaves well, badly, and worse. Tests open the door to it by an explicit switch."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from smallprint.net import Door


@dataclass
class Played:
    """What the site answers at one path."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


class Site:
    """The site: what it plays by path, and every request it saw."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.plays: dict[str, Played] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.door = Door(resolver=lambda host, port: ["127.0.0.1"], loopback=True, seconds=5.0)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.seen]


@contextmanager
def playing() -> Iterator[Site]:
    """Run the site for as long as the block lasts."""

    class Visitor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.seen.append((self.path, dict(self.headers.items())))
            played = site.plays.get(self.path, Played(404, b"<h1>nothing here</h1>"))
            if played.act:
                played.act(self)
                return
            self.send_response(played.status)
            self.send_header("Content-Type", played.kind)
            self.send_header("Content-Length", str(len(played.body)))
            for name, value in played.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(played.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Visitor)
    server.daemon_threads = True
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def slow(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """A byte now and then, for a long time."""

    def act(visitor: BaseHTTPRequestHandler) -> None:
        try:
            visitor.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                visitor.wfile.write(b"x")
                visitor.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    return act


def slow_head(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Headers that never end."""

    def act(visitor: BaseHTTPRequestHandler) -> None:
        try:
            visitor.wfile.write(b"HTTP/1.1 200 OK\r\n")
            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                visitor.wfile.write(b"X-A: 1\r\n"[:4])
                visitor.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    return act


def huge(visitor: BaseHTTPRequestHandler) -> None:
    """A page without end."""
    try:
        visitor.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(200):
            visitor.wfile.write(b"<p>" * 30_000)
    except OSError:
        pass


def raw(answer: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Exactly these bytes."""

    def act(visitor: BaseHTTPRequestHandler) -> None:
        visitor.wfile.write(answer)

    return act
