"""What an answer means: gone, still there, moved, or cannot tell. Gone only with evidence; every doubt is a doubt.

Source: the facts page on removal, section 7 (collected 2026-11-22): soft “not found” pages, log-in walls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from smallprint.records.takedowns import AddressState
from smallprint.takedowns.pages import WebPage

GONE_BY = frozenset({404, 410})
_DOES_NOT_TELL = {
    **dict.fromkeys((401, 402, 403, 407), "The site wants to know who is looking, so others may still see it."),
    429: "The site is busy. Try again tomorrow, or look yourself.",
}
# What these networks show to somebody who is not logged in says nothing about what others see.
_SHOW_LITTLE = {"facebook.com", "instagram.com", "threads.com", "threads.net", "tiktok.com", "x.com"}
_SHOW_LITTLE |= {"twitter.com", "snapchat.com", "linkedin.com", "nextdoor.com"}
_LOG_IN_PATH = re.compile(
    r"/(log-?in|sign-?in|signin|anmelden|connexion|wp-login\.php|auth|sso|accounts?/login)\b", re.I
)
_LOG_IN_WORDS = re.compile(
    r"\b(log ?in|sign ?in|login required|members only|anmelden|einloggen|se connecter|connexion|"
    r"iniciar sesi[oó]n|accedi|inloggen|logga in|zaloguj)\b",
    re.IGNORECASE,
)
_NOT_FOUND_WORDS = re.compile(
    r"\b(404|410|not found|no longer (available|exists?|here)|(does|could) ?n[o']t (exist|be found|find)|"
    r"(page|content|photo|picture|post|album) (is |was |has been )?(not available|unavailable|removed|deleted)|"
    r"nicht gefunden|nicht mehr verf[uü]gbar|introuvable|n'existe (pas|plus)|no encontrad[ao]|no existe|"
    r"non trovat[ao]|niet gevonden|hittades inte|nie znaleziono|n[aã]o encontrad[ao]|oops)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a site answered, as far as a verdict needs it. `problem` is set where there was no answer."""

    asked: str
    url: str = ""  # the address that answered
    status: int = 0
    kind: str = ""
    cut: bool = False
    empty: bool = False
    moved_to: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """How the person's own picture compares with the pictures that were found."""

    known: bool  # the case knows which picture it is
    matches: int = 0
    smaller: bool = False  # the best match has fewer pixels than the original
    read: int = 0
    unread: int = 0  # could not be read, or were too many
    elsewhere: int = 0  # lie on sites that were not asked
    other_sites: tuple[str, ...] = ()  # those sites
    seen_before: bool = False  # an earlier look recognised it at this address


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict with its reason, in a parent's words."""

    state: AddressState
    why: str
    picture_seen: bool = False


def of_status(heard: Heard) -> Found | None:
    """What the answer says before anybody reads it; None when the content decides."""
    if heard.problem:
        return _cannot(f"We could not look: {heard.problem}.")
    if heard.status in GONE_BY:
        return Found(AddressState.GONE, f"The site says that nothing is there any more ({heard.status}).")
    if heard.moved_to:
        return _of_move(heard.moved_to)
    if heard.status != 200:
        other = f"The site answered with the number {heard.status}, which does not tell."
        return _cannot(_DOES_NOT_TELL.get(heard.status, other))
    return _cannot("The site answered with nothing at all.") if heard.empty else _of_redirect(heard)


def of_page(heard: Heard, page: WebPage, compared: Compared) -> Found:
    """A page that answered with 200."""
    if compared.matches:
        size = "A smaller copy of your picture" if compared.smaller else "Your picture"
        return Found(AddressState.THERE, f"{size} is still on this page.", picture_seen=True)
    early = of_status(heard)
    if early is not None:
        return early
    doubt = _doubt(heard, page)
    if doubt:
        return _cannot(doubt)
    if not compared.known:
        return Found(AddressState.THERE, "The page still answers. Whether the picture is on it, only you can see.")
    return _without_a_match(compared)


def of_picture(heard: Heard, compared: Compared) -> Found:
    """A picture's own address that answered with 200. `compared.read` is 1 when it could be read."""
    if compared.matches:
        size = "A smaller copy of your picture" if compared.smaller else "Your picture"
        return Found(AddressState.THERE, f"{size} still answers at this address.", picture_seen=True)
    early = of_status(heard)
    if early is not None:
        return early
    if not heard.kind.startswith("image/"):
        return _cannot("Something that is not a picture answers here.")
    if not compared.known:
        return Found(AddressState.THERE, "A picture still answers at this address.")
    if not compared.read:
        return _cannot("A picture answers here, and we could not read it.")
    return _cannot("Another picture answers at this address now. Please look yourself.")


def _of_move(target: str) -> Found:
    if _LOG_IN_PATH.search(urlsplit(target).path):
        return _cannot("The site asks to log in, so others may still see it.")
    return Found(AddressState.MOVED, f"The page has moved to {target}. Add that address if it shows your child.")


def _of_redirect(heard: Heard) -> Found | None:
    """A redirect on the same host that was followed."""
    before, after = urlsplit(heard.asked), urlsplit(heard.url)
    same = (before.path.rstrip("/"), before.query) == (after.path.rstrip("/"), after.query)
    if same:
        return None
    if _LOG_IN_PATH.search(after.path):
        return _cannot("The site asks to log in, so others may still see it.")
    if after.path in ("", "/"):
        return _cannot("The site shows its front page instead, which may mean that it is gone.")
    if _NOT_FOUND_WORDS.search(after.path.replace("-", " ").replace("_", " ").replace("/", " ")):
        return _cannot("The site shows a page that sounds like “not found”.")
    return Found(AddressState.MOVED, f"The page has moved to {heard.url}. Add that address if it shows your child.")


def _doubt(heard: Heard, page: WebPage) -> str:
    host = urlsplit(heard.url).hostname or ""
    heads = (page.title, *page.headings)
    if any(host == site or host.endswith(f".{site}") for site in _SHOW_LITTLE):
        return "This network shows little to somebody who is not logged in. Please look yourself, logged out."
    if page.asks_for_password or any(_LOG_IN_WORDS.search(text) for text in heads):
        return "The page asks to log in, so others may still see the picture."
    if any(_NOT_FOUND_WORDS.search(text) for text in heads):
        return "The page sounds like “not found”, but the site says it is there. Please look yourself."
    if page.sends_on:
        return "The page sends visitors on to another one."
    if page.words < 5 and not page.pictures:
        return "The page shows nothing until a browser runs it. Please look yourself."
    return ""


def _without_a_match(compared: Compared) -> Found:
    count = f"{compared.read} pictures" if compared.read != 1 else "1 picture"
    whole = not compared.unread and not compared.elsewhere
    if compared.seen_before and whole:
        return Found(AddressState.GONE, f"Your picture was on this page before, and is not among its {count} now.")
    if compared.elsewhere:
        others = ", ".join(compared.other_sites[:3])
        return _cannot(
            f"Your picture is not among {count}; {compared.elsewhere} more lie on sites not asked: {others}."
        )
    return _cannot(f"The page still answers. We did not recognise your picture among {count}; please look yourself.")


def _cannot(why: str) -> Found:
    return Found(AddressState.CANNOT_TELL, why)
