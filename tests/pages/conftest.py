from __future__ import annotations

import shutil

import pytest
from tests.pages import evening, small_export

pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from playwright.sync_api import sync_playwright

PASSPHRASE = "oak harbour kettle"


@pytest.fixture(scope="session")
def browser():
    if not evening.CHROMIUM.exists():
        pytest.skip("chromium is missing: the browser tests need Debian's chromium")
    with sync_playwright() as playwright:
        started = evening.start_chromium(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def downloads(tmp_path_factory):
    """The two downloads, drawn once."""
    folder = tmp_path_factory.mktemp("drawn")
    return small_export.first_download(folder), small_export.later_download(folder)


@pytest.fixture(scope="session")
def kept(browser, downloads, tmp_path_factory):
    """What Cleo kept after her first evening: the download is read, nobody has a name yet."""
    person = tmp_path_factory.mktemp("cleo")
    (person / "Downloads").mkdir()
    shutil.copy(downloads[0], person / "Downloads")
    with evening.served(person) as address, evening.window(browser, address) as page:
        evening.bring(page)
        evening.keep(page, PASSPHRASE)
    return person


@pytest.fixture
def cleo(kept, tmp_path):
    """A copy of what she kept, with her download where it lay."""
    person = tmp_path / "cleo"
    shutil.copytree(kept, person)
    return person
