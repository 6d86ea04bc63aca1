"""Long work can be paused, stopped, reloaded and killed; nothing is lost and nothing is done twice."""

from __future__ import annotations

import shutil
import signal

import pytest
from tests.pages.conftest import PASSPHRASE
from tests.pages.evening import keep, served, to, unlock, window

pytestmark = pytest.mark.browser


def begin(page):
    to(page, "/bring", "Bring a download")
    page.locator("input[name=found]").first.check()
    page.get_by_role("button", name="Look at this one").click()
    page.get_by_role("heading", name="Whose is it?").wait_for()
    page.get_by_label("It is my own account").check()
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Looking back").wait_for()
    page.get_by_text("Looking at pictures", exact=True).wait_for()


def test_pause_reload_stop_and_go_on(browser, downloads, tmp_path):
    person = tmp_path / "dan"
    (person / "Downloads").mkdir(parents=True)
    shutil.copy(downloads[0], person / "Downloads")
    with served(person) as address, window(browser, address) as page:
        begin(page)
        page.get_by_role("button", name="Pause").click()
        page.get_by_text("paused").wait_for()
        page.reload()
        page.get_by_text("paused").wait_for()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Stopped. What is done is kept.").wait_for(timeout=60_000)
        to(page, "/start", "What would you like")
        page.get_by_role("button", name="Go on where it stopped").click()
        page.get_by_role("heading", name="What was read").wait_for(timeout=120_000)
        assert "11 posts and entries" in page.locator("#page").inner_text()
        to(page, "/found", "What is out there")
        cards = page.locator("li.found").count()
        to(page, "/bring", "Bring a download")
        begin_again(page)
        to(page, "/found", "What is out there")
        assert page.locator("li.found").count() == cards


def begin_again(page):
    """The same zip twice."""
    page.locator("input[name=found]").first.check()
    page.get_by_role("button", name="Look at this one").click()
    page.get_by_role("heading", name="Whose is it?").wait_for()
    page.get_by_label("It is my own account").check()
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="What was read").wait_for(timeout=120_000)


def test_after_a_power_cut_it_goes_on_where_it_was(browser, downloads, tmp_path):
    person = tmp_path / "dan"
    (person / "Downloads").mkdir(parents=True)
    shutil.copy(downloads[0], person / "Downloads")
    with served(person, end=signal.SIGKILL) as address, window(browser, address) as page:
        keep(page, PASSPHRASE)
        begin(page)
    with served(person) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        page.get_by_role("button", name="Go on where it stopped").click()
        page.get_by_role("heading", name="What was read").wait_for(timeout=120_000)
        assert "11 posts and entries" in page.locator("#page").inner_text()
