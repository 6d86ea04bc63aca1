"""No page, picture or answer without the token; the fixed headers on everything; ids and never paths (W3 to W5)."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Mount, Route
from tests.web.asking import Window

from smallprint.web.guard import HEADERS, OPEN_FOLDERS, OPEN_PATHS

FREE_OF_LOCK = {"/awake", "/lock", "/unlock"}


def every_route(window):
    """(method, path) of everything that is served, with something in place of each parameter."""
    for route in window.app.routes:
        if isinstance(route, Mount):
            yield "GET", f"{route.path}/smallprint.css"
            continue
        assert isinstance(route, Route)
        path = re.sub(r"\{(\w+):int\}", "1", route.path)
        path = path.replace("{sha256}", "0" * 64).replace("{ages}", "5-8").replace("{network}", "instagram")
        path = re.sub(r"\{\w+\}", "p1", path)
        for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
            yield method, path


def is_open(path):
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)


def test_every_route_that_could_hold_anything_asks_for_the_token(window):
    asked = [(method, path) for method, path in every_route(window) if not is_open(path)]
    assert len(asked) > 40
    for method, path in asked:
        answer = window.ask(method, path, {} if method == "POST" else None, token=False, htmx=True)
        assert (answer.status, b"<" in answer.body) == (403, False), path


def test_every_answer_carries_the_fixed_headers_and_no_cookie(window):
    for method, path in every_route(window):
        answer = window.ask(method, path, {} if method == "POST" else None, token=True, htmx=True)
        names = [name for name, _ in answer.headers]
        assert answer.status < 500, path
        assert b"set-cookie" not in names, path
        assert not [name for name in names if name.startswith(b"access-control")], path
        assert all(answer.headers.count(pair) == 1 and names.count(pair[0]) == 1 for pair in HEADERS), path


def test_while_it_is_locked_only_the_way_to_help_and_the_way_in_open(locked_room):
    window = Window(locked_room)
    for method, path in every_route(window):
        if is_open(path) or path in FREE_OF_LOCK:
            continue
        answer = window.ask(method, path, {} if method == "POST" else None, token=True, htmx=True)
        assert (answer.status, "locked" in answer.text) == (423, True), path
        assert locked_room.state == "locked"


@pytest.mark.parametrize("path", ["/happened", "/happened?country=FR", "/talk", "/talk/under-5", "/talk/13-17"])
def test_help_and_talking_open_before_anything_was_begun_and_while_locked(new_room, locked_room, path):
    for room in (new_room, locked_room):
        before = sorted(room.place.parent.rglob("*"))
        answer = Window(room).get(path, token=False, htmx=False)
        assert answer.status == 200
        assert "<html" in answer.text
        assert "hx-" not in answer.text
        assert "<form" not in answer.text
        assert sorted(room.place.parent.rglob("*")) == before  # no trace


TRAVERSALS = [
    "../key.json",
    "..%2fkey.json",
    "%2e%2e%2fkey.json",
    "..\\key.json",
    "....//key.json",
    "/etc/passwd",
    "%00",
    "key.json",
    "A" * 64,
    "0" * 63,
    "0" * 65,
    "0" * 64 + ".jpg",
    "file:///etc/passwd",
    "\u2025/key.json",
    "0" * 63 + "\uff10",
]


@pytest.mark.parametrize("where", ["/picture/", "/static/", "/static/vendor/", "/bring/how/", "/talk/"])
@pytest.mark.parametrize("name", TRAVERSALS)
def test_a_path_in_place_of_a_name_finds_nothing(window, where, name):
    answer = window.get(where + name)
    assert answer.status in {404, 405}, answer.text
    assert b"root:" not in answer.body
    assert b"argon2id" not in answer.body


def test_a_download_is_asked_for_by_a_name_that_the_page_gave_and_by_no_other(window):
    answer = window.post("/bring/look", found="/etc/passwd")
    assert (answer.status, answer.header("hx-retarget")) == (404, "#notice")


@pytest.mark.parametrize("said", [[], 7, None, "x", {"passphrase": {"a": 1}}, {"passphrase": ["x"] * 9}, {"code": 5}])
def test_an_answer_of_another_shape_says_nothing_and_breaks_nothing(locked_room, said):
    answer = Window(locked_room).ask("POST", "/unlock", said, token=True, htmx=True)
    assert answer.status == 422
    assert locked_room.state == "locked"


def test_the_shell_holds_no_data_and_the_launch_key_opens_once(room):
    window = Window(room)
    shell = window.get("/", token=False, htmx=False)
    assert shell.status == 200
    assert window.keys.token not in shell.text
    key = window.keys.launch
    assert window.post("/launch", token=False, key=key).text == f'{{"token":"{window.keys.token}"}}'
    assert window.post("/launch", token=False, key=key).status == 403
