"""One evening at the pages: the real command in a program of its own, a real browser, a person's surroundings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COMMAND = "from smallprint.cli import main; main()"
SRC = Path(__file__).parents[2] / "src"


@contextmanager
def served(person: Path, *, end: signal.Signals = signal.SIGINT) -> Iterator[str]:
    """Run `smallprint --no-browser` with `person` as the person's own folder; gives the address with its key."""
    (person / "Downloads").mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(SRC),
        "HOME": str(person),
        "XDG_CONFIG_HOME": str(person / ".config"),
        "TMPDIR": str(person / "tmp"),
        "SMALLPRINT_HOME": str(person / "kept"),
        "LC_ALL": "en_GB.UTF-8",
    }
    (person / "tmp").mkdir(exist_ok=True)
    arguments = [sys.executable, "-c", COMMAND, "--no-browser"]
    running = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, text=True, cwd=person)
    try:
        assert running.stdout is not None
        launch = Path(running.stdout.readline().strip())
        yield launch.read_text("utf-8").split('href="')[1].split('"')[0]
    finally:
        running.send_signal(end)
        running.wait(30)
        assert running.stdout is not None
        running.stdout.close()


def start_chromium(playwright: Playwright) -> Browser:
    """Debian's browser, headless."""
    return playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=list(QUIET))


@contextmanager
def window(
    browser: Browser, address: str, *, width: int = 1200, height: int = 900, dark: bool = False
) -> Iterator[Page]:
    """One window of the pages. A fault in our script, or a refusal by the content policy, fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="en-GB"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "console",
        lambda line: (
            faults.append(f"{page.url} {line.text} {line.location}") if is_fault(line.text, line.type) else None
        ),
    )
    page.goto(address)
    try:
        yield page
    finally:
        context.close()
    assert faults == [], faults


def is_fault(text: str, kind: str) -> bool:
    """The browser reports every answer of 400 and more as an error; those are tested by what the page says."""
    return kind == "error" and not text.startswith("Failed to load resource") and "Response Status Error" not in text


SETTLED = """() => {
    const near = picture => {
        const box = picture.getBoundingClientRect();
        return picture.checkVisibility() && box.bottom > -300 && box.top < innerHeight + 300;
    };
    return !document.querySelector('.htmx-request') && document.querySelector('#page h1')
        && [...document.querySelectorAll('img[data-src]')].filter(near).every(picture => picture.src);
}"""


def settle(page: Page) -> None:
    """Wait until the page has come and the pictures in sight are there."""
    page.wait_for_function(SETTLED)


def to(page: Page, path: str, heading: str) -> None:
    """Go to a page by its address, as a link does."""
    page.evaluate("path => { location.hash = path }", path)
    page.get_by_role("heading", level=1, name=heading).wait_for()
    settle(page)


def bring(page: Page) -> None:
    """Bring the one download in Downloads as one's own, and wait until it was looked at."""
    to(page, "/bring", "Bring a download")
    page.locator("input[name=found]").first.check()
    page.get_by_role("button", name="Look at this one").click()
    page.get_by_role("heading", name="Whose is it?").wait_for()
    page.get_by_label("It is my own account").check()
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="What was read").wait_for(timeout=120_000)
    settle(page)


def keep(page: Page, passphrase: str) -> None:
    """Keep the first look."""
    to(page, "/keep", "Keep what was found")
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("heading", name="Recovery sheet").wait_for()


def unlock(page: Page, passphrase: str) -> None:
    """Open what was kept."""
    page.get_by_role("heading", name="Your smallprint is locked").wait_for()
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("heading", name="What would you like").wait_for()
