"""The whole evening in a real browser: bring, name, find, tick, undo, a later download, what is really gone."""

from __future__ import annotations

import shutil

import pytest
from tests.pages.conftest import PASSPHRASE
from tests.pages.evening import bring, served, settle, to, unlock, window

pytestmark = pytest.mark.browser


def name_child(page, name):
    """One key, a name, Enter."""
    left = page.locator("#review [data-say]").inner_text()
    page.keyboard.press("c")
    page.locator("#child-name").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_function("left => document.querySelector('#review [data-say]').innerText !== left", arg=left)


def answer(page, key):
    left = page.locator("#review [data-say]").inner_text()
    page.locator("#review").focus()
    page.keyboard.press(key)
    page.wait_for_function("left => document.querySelector('#review [data-say]').innerText !== left", arg=left)


def answer_everybody(page):
    """The biggest group is Ada; everybody else is an adult or another child."""
    name_child(page, "Ada")
    while page.locator("#review [data-key=a]").count():
        answer(page, "a")


def test_the_evening_from_the_download_to_what_is_really_gone(browser, cleo, downloads):
    with served(cleo) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        to(page, "/who", "Who is who")
        answer_everybody(page)
        page.get_by_role("button", name="Take the last answer back").click()
        page.get_by_role("button", name="An adult").wait_for()
        answer(page, "a")
        page.get_by_role("button", name="Close the review").click()
        page.get_by_role("heading", name="The review is closed").wait_for()
        assert downloads[0].name in page.locator("#page").inner_text()
        page.get_by_role("link", name="Next: your words").click()
        page.get_by_role("heading", name="Words that give your child away").wait_for()
        page.get_by_label("The word, or a date").fill("Oakfield School")
        page.get_by_role("button", name="Add").click()
        page.get_by_text("Oakfield School").wait_for()
        page.get_by_role("link", name="Next: what is out there").click()
        page.get_by_role("heading", name="What is out there").wait_for()
        settle(page)
        cards = page.locator("li.found")
        everything = cards.count()
        assert everything >= 6
        assert page.get_by_text("never at bodies").count() == 1
        first = cards.first
        first.get_by_text("Why is this here?").click()
        assert first.locator("details[open] li").count() >= 2
        assert "everybody" in first.inner_text()
        spoken = first.locator("img").first.get_attribute("alt")
        assert spoken.startswith("Photo of Ada"), spoken
        assert spoken.endswith("public"), spoken

        page.get_by_text("Narrow this list").click()
        page.get_by_label("From").fill("2024-01-01")
        page.wait_for_function(f"() => document.querySelectorAll('li.found').length < {everything}")
        page.get_by_label("Until").fill("2024-12-31")
        page.wait_for_function("() => document.querySelectorAll('li.found').length <= 2")
        assert all("2024" in text for text in cards.all_inner_texts())
        page.get_by_label("From").fill("")
        page.get_by_label("Until").fill("")
        page.wait_for_function(f"() => document.querySelectorAll('li.found').length == {everything}")

        page.locator("li.found").last.get_by_text("More", exact=True).click()
        page.locator("li.found").last.get_by_role("button", name="Do not show me this again").click()
        page.get_by_role("button", name="Take it back").click()
        page.wait_for_function(f"() => document.querySelectorAll('li.found').length == {everything}")

        to(page, "/tonight", "Tonight’s list")
        step = page.locator("li.step").first
        title = step.get_by_role("heading").inner_text()
        step.get_by_role("button", name="I did this").click()
        page.get_by_role("heading", name="Done").wait_for()
        assert title in page.locator(".past").inner_text()
        page.get_by_role("button", name="Take back").click()
        page.wait_for_function("() => !document.querySelector('.past')")
        page.locator("li.step").first.get_by_role("button", name="I did this").click()
        page.get_by_role("heading", name="Done").wait_for()
        page.locator("li.step").first.get_by_text("Not this one").click()
        page.get_by_label("Why, for yourself later").first.fill("Granny likes it")
        page.get_by_role("button", name="Leave it out").first.click()
        page.get_by_role("heading", name="Left out").wait_for()
        assert "Granny likes it" in page.locator("#page").inner_text()

        (cleo / "Downloads" / downloads[0].name).unlink()
        shutil.copy(downloads[1], cleo / "Downloads")
        bring(page)
        to(page, "/before-after", "Before and after")
        shown = page.locator("#page").inner_text()
        assert "Two downloads were compared" in shown
        assert "seen by fewer people" in shown
        gone = page.locator(".facts div", has_text="gone").first.inner_text()
        assert gone.split()[-1] == "1"

        to(page, "/put-away", "Put the download away")
        card = page.locator("section.card", has_text=downloads[1].name)
        card.get_by_text("Delete it").click()
        card.get_by_label("Yes, delete this download").check()
        card.get_by_role("button", name="Delete now").click()
        card.get_by_text("no longer there").wait_for()
        assert not (cleo / "Downloads" / downloads[1].name).exists()
        to(page, "/found", "What is out there")
        page.wait_for_function("() => document.querySelector('li.found img').naturalWidth > 0")


def test_a_captions_script_is_text_and_runs_nowhere(browser, cleo):
    with served(cleo) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        for path, heading in (("/found", "What is out there"), ("/tonight?all=1", "Tonight’s list")):
            to(page, path, heading)
            shown = page.locator("#page").inner_text()
            assert "<script>document.title" in shown
            assert "{{ 7*7 }}" in shown
            assert "\u202e" not in shown
            assert page.title() == "smallprint"
            assert page.locator("#page script, #page svg, #page img[onerror], #page img[src='x']").count() == 0


def test_the_picture_that_is_sexual_or_nude_goes_at_once_and_help_opens(browser, cleo):
    with served(cleo) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        to(page, "/found", "What is out there")
        before = page.locator("li.found").count()
        card = page.locator("li.found").first
        picture = card.locator("img").first.get_attribute("data-src")
        card.get_by_text("More", exact=True).click()
        card.get_by_role("button", name="This is sexual or nude").click()
        page.get_by_role("heading", name="Something has happened").wait_for()
        assert "taken out of smallprint at once" in page.locator("#page").inner_text()
        assert "happened" not in page.url
        answer = page.evaluate(
            "path => fetch(path, {headers: {'X-Smallprint-Token': sessionStorage.getItem('smallprint-token')}})"
            ".then(answer => answer.status)",
            picture,
        )
        assert answer == 404
        page.keyboard.press("Escape")
        page.wait_for_url("about:blank")
        page.goto(address)
        page.goto(address.split("#")[0] + "#/found")
        page.get_by_role("heading", name="What is out there").wait_for()
        assert page.locator("li.found").count() == before - 1


def test_other_peoples_faces_are_covered_until_one_click_on_one_picture(browser, cleo):
    with served(cleo) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        to(page, "/found", "What is out there")
        page.wait_for_function("() => document.querySelectorAll('.picture .lid').length > 2")
        first = page.locator(".picture").first
        assert first.locator(".lid").first.is_visible()
        first.get_by_role("button", name="Uncover").click()
        assert not first.locator(".lid").first.is_visible()
        assert page.locator(".picture").nth(1).locator(".lid").first.is_visible()


def test_a_reload_a_second_window_and_locking(browser, cleo):
    with served(cleo) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        assert "#" not in page.url or "#/" in page.url
        to(page, "/tonight", "Tonight’s list")
        page.reload()
        page.get_by_role("heading", name="Tonight’s list").wait_for()
        other = page.context.new_page()
        other.goto(address.split("#")[0])
        other.get_by_role("heading", name="Please open smallprint again").wait_for()
        assert page.context.cookies() == []
        assert page.evaluate("() => localStorage.length") == 0
        page.get_by_role("button", name="Lock").click()
        page.get_by_role("heading", name="Your smallprint is locked").wait_for()
        page.go_back()
        page.wait_for_timeout(500)
        assert page.locator("li.step").count() == 0


def test_a_dropped_download_is_found_where_it_lies_and_never_sent(browser, cleo, downloads, tmp_path):
    with served(cleo) as address, window(browser, address) as page:
        unlock(page, PASSPHRASE)
        sent = []
        page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
        to(page, "/bring", "Bring a download")
        page.locator("#pick").set_input_files(str(downloads[0]))
        page.get_by_role("heading", name="Whose is it?").wait_for()
        assert max(sent) < 1000
        to(page, "/bring", "Bring a download")
        elsewhere = tmp_path / "elsewhere.zip"
        elsewhere.write_bytes(b"PK" + b"x" * 300_000)
        page.locator("#pick").set_input_files(str(elsewhere))
        page.get_by_text("was not found in Downloads").wait_for()
        page.get_by_label("Or type where it lies").fill(str(elsewhere))
        page.get_by_role("button", name="Look there").click()
        page.get_by_text("This is not a download that smallprint knows.").wait_for()
