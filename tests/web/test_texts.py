"""The words of the pages are a parent's, and every one of them can be translated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import smallprint.web

WEB = Path(smallprint.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
NEVER = re.compile(
    r"\b(homes?|audiences?|clues?|findings?|proofs?|descriptors?|hash(es|ed)?|metadata|archives?|safe|all clear)\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r'_\(\s*"((?:[^"\\]|\\.)*)"|ngettext\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"|later\("([^"]*)"\)'
)


def texts(source):
    return [text for found in SAID.findall(source) for text in found if text]


@pytest.mark.parametrize("file", [*TEMPLATES, *sorted(WEB.glob("*.py"))], ids=lambda file: file.name)
def test_no_page_says_a_house_word(file):
    assert [text for text in texts(file.read_text("utf-8")) if NEVER.search(text)] == []


@pytest.mark.parametrize("file", sorted(WEB.glob("*.py")), ids=lambda file: file.name)
def test_no_refusal_of_a_view_says_a_house_word(file):
    refusal = r'(?:Refused|UnknownName|Locked|NoHome)\(\s*f?"([^"]*)"(?:,\s*hint="([^"]*)")?'
    sentences = re.findall(refusal, file.read_text("utf-8"))
    assert [text for pair in sentences for text in pair if NEVER.search(text)] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_every_text_of_a_template_goes_through_the_catalogue(file):
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", file.read_text("utf-8"), flags=re.DOTALL)
    source = re.sub(r"<(script|code|kbd|h1|title)[^>]*>[^<]*</\1>|<a class=\"brand\".*?</a>", " ", source)
    bare = re.sub(r"<[^>]*>", " ", source)
    assert re.findall(r"[A-Za-z]{2,}", bare) == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_holds_a_script_or_a_style_of_its_own(file):
    source = file.read_text("utf-8")
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=|javascript:|\|\s*safe\b|hx-on|<style", source)
    assert not re.search(r"<script(?! src=\"/static/)", source)
    assert not re.search(r"(src|href)=\"https?:", source)
