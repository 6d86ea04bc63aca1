"""No web page, no other program's page and no odd request gets past the guard (promise P4; W2 to W4)."""

from __future__ import annotations

import asyncio

import pytest

from smallprint.web.guard import BODY_LIMIT, HEADERS, Guard, Keys

HOST = (b"host", b"127.0.0.1:5123")
JSON = (b"content-type", b"application/json")
NAVIGATION = [(b"sec-fetch-mode", b"navigate"), (b"sec-fetch-dest", b"document")]


def ask(headers, *, path="/findings", method="GET", body=(b"",), keys=None, token=True):
    """Send one request through the guard; return status, answer headers, and what reached the view."""
    keys = keys or Keys()
    reached = []

    async def view(scope, receive, send):
        read = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            read += message["body"]
            if not message.get("more_body"):
                break
        reached.append(read)
        fields = [(b"set-cookie", b"a=b"), (b"content-security-policy", b"default-src *")]
        await send({"type": "http.response.start", "status": 200, "headers": fields})
        await send({"type": "http.response.body", "body": b"ok"})

    sent = []

    async def send(message):
        sent.append(message)

    pieces = list(body)

    async def receive():
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    if token:
        headers = [*headers, (b"x-smallprint-token", keys.token.encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(Guard(view, keys, 5123)(scope, receive, send))
    start = next((m for m in sent if m["type"] == "http.response.start"), None)
    return (start["status"] if start else None), (start["headers"] if start else []), reached


def test_our_own_page_gets_through():
    status, _, reached = ask([HOST, (b"sec-fetch-site", b"same-origin"), (b"origin", b"http://127.0.0.1:5123")])
    assert status == 200
    assert reached == [b""]


REFUSED = {
    "no host": [],
    "two hosts": [HOST, (b"host", b"127.0.0.1:5123")],
    "another name": [(b"host", b"evil.example:5123")],
    "a rebound name without fetch headers": [(b"host", b"rebind.example")],
    "another port": [(b"host", b"127.0.0.1:80")],
    "no port": [(b"host", b"127.0.0.1")],
    "a trailing dot": [(b"host", b"localhost.:5123")],
    "the any address": [(b"host", b"0.0.0.0:5123")],
    "IPv6 loopback": [(b"host", b"[::1]:5123")],
    "user info": [(b"host", b"a@127.0.0.1:5123")],
    "decimal address": [(b"host", b"2130706433:5123")],
    "foreign origin": [HOST, (b"origin", b"https://evil.example")],
    "null origin": [HOST, (b"origin", b"null")],
    "origin of another port": [HOST, (b"origin", b"http://127.0.0.1:8080")],
    "origin with https": [HOST, (b"origin", b"https://127.0.0.1:5123")],
    "two origins": [HOST, (b"origin", b"http://127.0.0.1:5123"), (b"origin", b"http://evil.example")],
    "cross-site": [HOST, (b"sec-fetch-site", b"cross-site")],
    "same-site, another port": [HOST, (b"sec-fetch-site", b"same-site")],
    "cross-site visit below the shell": [HOST, (b"sec-fetch-site", b"cross-site"), *NAVIGATION],
    "two fetch sites": [HOST, (b"sec-fetch-site", b"same-origin"), (b"sec-fetch-site", b"none")],
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED.keys())
def test_a_request_from_elsewhere_never_reaches_a_view(headers):
    status, _, reached = ask(headers)
    assert status in {403, 421}
    assert reached == []


@pytest.mark.parametrize(
    "path", ["/findings", "/picture/1", "/people/name", "//", "/static", "/launch/x", "/happenedx"]
)
def test_without_the_token_nothing_below_the_shell_opens(path):
    status, _, reached = ask([HOST], path=path, token=False)
    assert (status, reached) == (403, [])


def test_a_doubled_token_is_no_token():
    keys = Keys()
    token = (b"x-smallprint-token", keys.token.encode())
    status, _, _ = ask([HOST, token], keys=keys)
    assert status == 403


@pytest.mark.parametrize("path", ["/", "/static/smallprint.js", "/happened", "/happened/gb", "/talk"])
def test_the_shell_and_the_way_to_help_need_no_token(path):
    assert ask([HOST], path=path, token=False)[0] == 200


def test_a_link_elsewhere_may_open_the_empty_shell():
    assert ask([HOST, (b"sec-fetch-site", b"cross-site"), *NAVIGATION], path="/", token=False)[0] == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_only_get_and_post(method):
    assert ask([HOST], method=method)[0] == 405


@pytest.mark.parametrize("kind", [b"text/plain", b"application/x-www-form-urlencoded", b"multipart/form-data", b""])
def test_a_form_of_another_page_cannot_post(kind):
    status, _, reached = ask([HOST, (b"content-type", kind)], method="POST")
    assert (status, reached) == (415, [])


def test_a_long_post_is_cut_even_when_its_header_lies():
    assert ask([HOST, JSON, (b"content-length", str(BODY_LIMIT + 1).encode())], method="POST")[0] == 413
    status, _, reached = ask([HOST, JSON], method="POST", body=(b"x" * BODY_LIMIT, b"x"))
    assert (status, reached) == (None, [])


def test_every_answer_carries_the_fixed_headers_and_no_cookie():
    for status, headers, _ in (ask([HOST]), ask([HOST], token=False)):
        names = [name for name, _ in headers]
        assert status in {200, 403}
        assert b"set-cookie" not in names
        assert not [n for n in names if n.startswith(b"access-control")]
        assert all(headers.count(pair) == 1 and names.count(pair[0]) == 1 for pair in HEADERS)


def test_the_launch_key_works_once_and_a_wrong_one_uses_it_up():
    keys = Keys()
    key = keys.launch
    assert keys.exchange(key) == keys.token
    assert keys.exchange(key) is None
    again = keys.new_launch()
    assert keys.exchange("guess") is None
    assert keys.exchange(again) is None


def test_a_browser_that_is_quicker_than_the_server_waits_instead_of_being_refused():
    import socket

    from smallprint.web.server import listen

    listener = listen(0)
    try:
        with socket.create_connection(listener.getsockname(), timeout=5) as early:
            assert early.getpeername() == listener.getsockname()
    finally:
        listener.close()
