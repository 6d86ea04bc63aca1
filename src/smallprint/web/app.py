"""The pages as one application: every route is listed here, and nothing is served that is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from smallprint.locale import _, ngettext
from smallprint.web import (
    before_after,
    bring,
    family,
    found,
    help_pages,
    lock,
    pictures,
    put_away,
    start,
    tonight,
    watch,
    who,
    words,
)
from smallprint.web.asked import Pages, answers
from smallprint.web.guard import Keys
from smallprint.web.room import Room

HERE = Path(__file__).parent
TICK = 5.0  # seconds between two looks at the clock


def make_app(room: Room, keys: Keys, *, language: str = "en") -> Starlette:
    """The application behind the guard."""
    pages = Pages(room, make_templates(language))
    return Starlette(routes=routes(pages, keys), lifespan=ticking(room))


def make_templates(language: str = "en") -> Environment:
    """Every text from outside is escaped; a name that is not there is a fault, not an empty space."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, ngettext=ngettext, language=language)
    environment.filters.update(
        audience=words.audience_words,
        kind=words.kind_words,
        giveaway=words.giveaway_words,
        word_kind=words.word_kind_words,
        stage=words.stage_words,
        proof_state=words.proof_words,
        trouble=words.trouble_words,
        day=words.day_words,
        size=words.size_words,
        minutes=words.minutes_words,
        left=words.left_words,
        first_words=words.first_words,
        straight=words.straight,
    )
    return environment


def routes(pages: Pages, keys: Keys) -> list[BaseRoute]:
    """Open paths first (guard.OPEN_PATHS), then what needs the token."""
    return [
        Route("/", shell(pages)),
        Route("/launch", launch(keys), methods=["POST"]),
        Route("/favicon.ico", nothing),
        pages.get("/happened", help_pages.happened, free=True),
        pages.get("/talk", help_pages.talk, free=True),
        pages.get("/talk/{ages}", help_pages.talk_ages, free=True),
        Mount("/static", StaticFiles(directory=HERE / "static")),
        pages.get("/awake", lock.awake, free=True, counts=False),
        pages.get("/start", start.start),
        pages.post("/lock", lock.lock, free=True),
        pages.post("/unlock", lock.unlock, free=True),
        pages.get("/keep", lock.keep_page),
        pages.post("/keep", lock.keep),
        pages.get("/keep/sheet", lock.sheet),
        pages.get("/settings", lock.settings),
        pages.post("/settings/passphrase", lock.change),
        pages.post("/settings/sheet", lock.new_sheet),
        pages.post("/settings/forget", lock.forget),
        pages.get("/bring", bring.bring),
        pages.get("/bring/how/{network}", bring.how),
        pages.post("/bring/look", bring.look),
        pages.post("/bring/drop", bring.drop),
        pages.get("/bring/whose", bring.whose),
        pages.post("/bring/read", bring.read),
        pages.get("/bring/done", bring.done),
        pages.post("/bring/open-kind", bring.open_kind),
        pages.post("/bring/go-on", bring.go_on),
        pages.get("/watch", watch.watch),
        pages.get("/watch/now", watch.now, counts=False),
        pages.post("/watch/stop", watch.stop),
        pages.post("/watch/pause", watch.pause),
        pages.post("/watch/go-on", watch.go_on),
        pages.get("/who", who.who),
        pages.get("/who/{person}", who.one),
        pages.post("/who/{person}/say", who.say),
        pages.post("/who/{person}/name", who.name),
        pages.post("/who/{person}/same", who.same),
        pages.post("/who/{person}/not-same", who.not_same),
        pages.post("/who/{person}/split", who.split),
        pages.post("/who/{person}/forget", who.forget),
        pages.post("/who-undo", who.undo),
        pages.post("/who-done", who.close),
        pages.get("/family", family.family),
        pages.post("/family/add", family.add),
        pages.post("/family/remove", family.remove),
        pages.get("/found", found.found),
        pages.post("/found/list", found.some),
        pages.post("/found/many", found.many),
        pages.post("/found/{finding}/hide", found.hide),
        pages.post("/found/{finding}/show", found.show),
        pages.post("/found/{finding}/said-no", found.said_no),
        pages.post("/found/{finding}/drop", found.drop),
        pages.get("/tonight", tonight.tonight),
        pages.post("/tonight/{step}/{state}", tonight.tick),
        pages.get("/before-after", before_after.before_after),
        pages.get("/put-away", put_away.put_away),
        pages.post("/put-away/{number:int}/delete", put_away.delete),
        pages.post("/put-away/{number:int}/move", put_away.move),
        pages.get("/picture/{sha256}", pictures.small),
    ]


def shell(pages: Pages) -> Callable[[Request], Response]:
    """The one page, without any data in it."""
    text = pages.templates.get_template("shell.html").render()

    def endpoint(_request: Request) -> Response:
        return Response(text, media_type="text/html")

    return endpoint


def launch(keys: Keys) -> Callable[[Request], object]:
    """The launch key for the token, once."""

    async def endpoint(request: Request) -> Response:
        offered = (await answers(request)).get("key", "")
        token = keys.exchange(offered) if isinstance(offered, str) else None
        return JSONResponse({"token": token}, 200 if token else 403)

    return endpoint


def nothing(_request: Request) -> Response:
    """No icon: a browser asks for one all the same."""
    return Response(status_code=204)


def ticking(room: Room) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Look at the clock while the pages run."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        clock = asyncio.create_task(tick_for_ever(room))
        yield
        clock.cancel()
        with suppress(asyncio.CancelledError):
            await clock

    return lifespan


async def tick_for_ever(room: Room) -> None:
    while True:
        await asyncio.sleep(TICK)
        await asyncio.to_thread(room.tick)
