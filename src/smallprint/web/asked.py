"""From a request to a view and back: what was asked, what is shown. Views are plain functions of one `Ask`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from smallprint.errors import NoHome, Refused, SmallprintError, UnknownName
from smallprint.jobs.runner import guarded
from smallprint.web.problems import page_words
from smallprint.web.room import Locked, Room

LONGEST = 2000  # letters of one answer
MOST = 500  # answers of one name
CLOSED = frozenset({"locked", "resting"})


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, past the guard."""

    room: Room
    path: Mapping[str, Any]
    said: Mapping[str, object]
    whole: bool = False  # a whole document is wanted: the browser came here without our script

    def text(self, name: str) -> str:
        """One answer as text, "" where there is none."""
        value = self.said.get(name, "")
        if isinstance(value, list):
            value = value[0] if value else ""
        text = value if isinstance(value, str) else ""
        if len(text) > LONGEST:
            raise Refused("That is too long.", hint="A few words are enough.")
        return text.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """All answers of one name."""
        value = self.said.get(name, [])
        many = value if isinstance(value, list) else [value]
        return tuple(one for one in many[:MOST] if isinstance(one, str) and len(one) <= LONGEST)

    def number(self, name: str) -> int | None:
        """A whole number, or None."""
        text = str(self.said.get(name, "")).strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None

    def day(self, name: str) -> date | None:
        """A date; None where nothing was typed. Raises Refused for what is no date."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as problem:
            raise Refused("This is not a date.", hint="Write it as 2019-05-04.") from problem


@dataclass(frozen=True, slots=True)
class Shown:
    """A template and what it needs."""

    template: str
    things: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """Bytes for the person's own screen or folder."""

    content: bytes
    kind: str  # content type


Answer = Shown | File
View = Callable[[Ask], Answer]


class Pages:
    """Makes routes of views: reads the request, runs the view in a thread, turns a problem into a sentence."""

    def __init__(self, room: Room, templates: Environment) -> None:
        self.room = room
        self.templates = templates

    def get(self, path: str, view: View, *, free: bool = False, counts: bool = True) -> Route:
        """A page or a file. `free`: also while locked. `counts`: asking for it shows that somebody is there."""
        return Route(path, self._endpoint(view, free=free, counts=counts), methods=["GET"])

    def post(self, path: str, view: View, *, free: bool = False) -> Route:
        """An answer of the person."""
        return Route(path, self._endpoint(view, free=free, counts=True), methods=["POST"])

    def _endpoint(self, view: View, *, free: bool, counts: bool) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            try:
                said = await answers(request)
            except ClientDisconnect:
                return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            whole = "hx-request" not in request.headers
            ask = Ask(self.room, request.path_params, said, whole)
            if request.method == "POST" and request.url.path != "/found/list":
                self.room.tally = None  # something may have changed
            return await run_in_threadpool(self._answer, view, ask, free=free, counts=counts)

        return endpoint

    def _answer(self, view: View, ask: Ask, *, free: bool, counts: bool) -> Response:
        self.room.tick()
        if not free and self.room.state in CLOSED:
            return self.locked()
        if counts and not free:
            self.room.touch()
        try:
            with guarded():
                answer = view(ask)
        except Locked:  # locked while the view ran
            return self.locked()
        except NoHome:
            return self.shown(Shown("nothing_yet.html"))
        except SmallprintError as problem:
            return self.problem(problem)
        if isinstance(answer, File):
            return Response(answer.content, media_type=answer.kind)
        return self.shown(answer)

    def shown(self, answer: Shown) -> Response:
        """A template as an answer."""
        text = self.templates.get_template(answer.template).render(room=self.room, **answer.things)
        return HTMLResponse(text, answer.status)

    def locked(self) -> Response:
        """The lock page in place of what was asked for."""
        response = self.shown(Shown("lock.html", {"state": self.room.state}, HTTPStatus.LOCKED))
        response.headers["HX-Retarget"] = "#page"
        response.headers["HX-Reswap"] = "innerHTML"
        return response

    def problem(self, problem: SmallprintError) -> Response:
        """One sentence and one hint, above the page that stays as it was."""
        words, hint = page_words(problem)
        status = HTTPStatus.NOT_FOUND if isinstance(problem, UnknownName) else HTTPStatus.UNPROCESSABLE_ENTITY
        response = self.shown(Shown("problem.html", {"words": words, "hint": hint}, status))
        response.headers["HX-Retarget"] = "#notice"
        response.headers["HX-Reswap"] = "innerHTML"
        return response


async def answers(request: Request) -> Mapping[str, object]:
    """What a request says: the query of a GET, the JSON object of a POST. What is no object says nothing."""
    if request.method != "POST":
        return {key: request.query_params.getlist(key) for key in request.query_params}
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
