"""For everybody: by keyboard alone, on a small phone, and nothing that axe-core finds, on every page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.pages.conftest import PASSPHRASE
from tests.pages.evening import served, settle, to, unlock, window

pytestmark = pytest.mark.browser

PAGES = {
    "/start": "What would you like",
    "/bring": "Bring a download",
    "/bring/how/instagram": "How to ask Instagram",
    "/bring/done": "What was read",
    "/who": "Who is who",
    "/who/p1": "Somebody without a name",
    "/family": "Words that give your child away",
    "/found": "What is out there",
    "/tonight": "Tonight’s list",
    "/before-after": "Before and after",
    "/put-away": "Put the download away",
    "/settings": "Settings",
    "/keep": "This is kept already",
}
ALONE = ("happened", "talk", "talk/under-5", "talk/13-17")


def tab_to(page, name, *, most=80):
    """Press Tab until the thing of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate("() => document.activeElement.innerText || document.activeElement.id || ''")
        if name in here:
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_the_path_works_without_a_mouse(browser, cleo):
    with served(cleo) as address, window(browser, address) as page:
        page.get_by_role("heading", name="Your smallprint is locked").wait_for()
        page.wait_for_function("() => document.activeElement.id === 'passphrase'")
        page.keyboard.type(PASSPHRASE)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What would you like").wait_for()
        page.wait_for_function("() => document.activeElement.tagName === 'H1'")
        tab_to(page, "Say who")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Who is who").wait_for()
        page.wait_for_function("() => document.activeElement.id === 'review'")
        page.keyboard.press("c")
        page.wait_for_function("() => document.activeElement.id === 'child-name'")
        page.keyboard.type("Ada")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Your own").wait_for()
        page.wait_for_function("() => document.activeElement.id === 'review'")
        page.keyboard.press("z")
        page.wait_for_function("() => !document.body.innerText.includes('Your own')")
        page.reload()
        page.get_by_role("heading", name="Who is who").wait_for()
        page.keyboard.press("Shift+Tab")
        page.evaluate("() => { location.hash = '/found' }")
        page.get_by_role("heading", name="What is out there").wait_for()
        settle(page)
        page.wait_for_function("() => document.activeElement.tagName === 'H1'")
        tab_to(page, "Why is this here?")
        page.keyboard.press("Enter")
        tab_to(page, "More")
        page.keyboard.press("Enter")
        tab_to(page, "Do not show me this again")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Take it back").wait_for()
        page.wait_for_function("() => document.activeElement.innerText === 'Take it back'")


WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(each => each.checkVisibility() && !each.closest('.wide-table, .skip, .spoken, .face'))
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.tagName + '.' + each.className)"""


def widest(page):
    """What sticks out of the window to the right."""
    return page.evaluate(WIDER)


def test_every_page_fits_a_small_phone(browser, cleo):
    with served(cleo) as address, window(browser, address, width=320, height=640) as page:
        unlock(page, PASSPHRASE)
        for path, heading in PAGES.items():
            to(page, path, heading)
            assert widest(page) == [], path
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("link", name="Tonight’s list").click()
        page.get_by_role("heading", name="Tonight’s list").wait_for()
        for path in ALONE:
            page.goto(address.split("#")[0] + path)
            assert widest(page) == [], path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser, cleo, dark):
    def faults(page, path):
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        violations = Axe().run(page, options={"runOnly": rules}).response["violations"]
        return [(path, one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in violations]

    with served(cleo) as address, window(browser, address, dark=dark) as page:
        page.get_by_role("heading", name="Your smallprint is locked").wait_for()
        found = faults(page, "lock")
        unlock(page, PASSPHRASE)
        for path, heading in PAGES.items():
            to(page, path, heading)
            page.evaluate("() => document.querySelectorAll('#page details').forEach(each => { each.open = true })")
            settle(page)
            found += faults(page, path)
        for path in ALONE:
            page.goto(address.split("#")[0] + path)
            found += faults(page, path)
    assert found == []
